package org.otvae.image.data;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.otvae.data.FolderFiles;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;
import org.otvae.image.Images;

/**
 * Any folder of PNG, JPEG, GIF or BMP files as a corpus: pictures lie in it, or in sub-folders, each of which is a class,
 * named after it ({@link ImageCorpus#labels}) if there are at most 256. Each picture is cut to the middle and averaged down
 * to one size as {@link Images#read} does it, on all processors, and kept as bytes. What cannot be read is left out, counted and named.
 *
 * <p>The split of a picture follows from its path inside the folder alone (CRC-32 modulo 10: 0 is the test, 1 validation,
 * the rest training), so that it stays when others are added or removed.
 */
public final class ImageFolder {

    /** What commands call the corpus for the 32-pixel network, {@code [3, 32, 32]}. */
    public static final String NAME_32 = "image-folder-32";
    /** What commands call the corpus for the 64-pixel network, {@code [3, 64, 64]}. */
    public static final String NAME_64 = "image-folder-64";

    private static final Set<String> ENDINGS = Set.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");
    private static final int DEPTH = 2; // pictures, or classes of pictures
    private static final int MOST_CLASSES = 256; // a label is a byte
    private static final String NO_CLASS = "."; // of pictures beside sub-folders
    private static final int NAMED = 5; // of the files that were left out

    private ImageFolder() {
    }

    /**
     * Reads the pictures of a folder, {@code side} x {@code side} in colour.
     *
     * @param name what commands and records call the corpus
     * @throws MissingDataException   if there is no such folder or no picture in it
     * @throws MalformedDataException if a split would be empty or the pictures do not fit into memory
     */
    public static ImageCorpus open(String name, Path folder, int side) {
        List<String> paths = paths(folder);
        if (paths.isEmpty()) {
            throw new MissingDataException(name + ": expected PNG, JPEG, GIF or BMP files in " + folder.toAbsolutePath()
                    + " or its sub-folders, found none; give a folder of pictures with --data DIR");
        }
        requireMemory(name, paths.size(), 2 * paths.size() * 3L * side * side); // decoded, then gathered by split
        Map<String, String> skipped = new ConcurrentSkipListMap<>();
        byte[][] pictures = IntStream.range(0, paths.size()).parallel()
                .mapToObj(i -> decode(folder, paths.get(i), side, skipped)).toArray(byte[][]::new);
        List<String> classes = new ArrayList<>(new TreeSet<>(paths.stream().map(ImageFolder::classOf).toList()));
        boolean labelled = classes.size() <= MOST_CLASSES;
        int left = Math.toIntExact(Arrays.stream(pictures).filter(Objects::isNull).count()); // names not of the locale may be equal
        List<String> notes = new ArrayList<>(notes(name, left, skipped));
        if (!labelled) {
            notes.add(name + ": takes its " + classes.size() + " sub-folders for no classes, as there may be at most " + MOST_CLASSES);
        }
        ImageCorpus corpus = new ImageCorpus(name, 3, side, side,
                splits(name, folder, paths, labelled ? classes : List.of(), pictures, reason(left, skipped)), notes);
        return labelled && !classes.equals(List.of(NO_CLASS)) ? corpus.named(classes) : corpus;
    }

    /** Lines for people about files that were left out. */
    static List<String> notes(String name, int left, Map<String, String> skipped) {
        if (skipped.isEmpty()) {
            return List.of();
        }
        String first = skipped.keySet().stream().limit(NAMED).collect(Collectors.joining(", "));
        return List.of(name + ": left out " + left + " of its pictures as unreadable: " + first
                + (skipped.size() > NAMED ? ", ..." : ""), skipped.values().iterator().next());
    }

    /** Why there may be too few pictures, for an error; empty if all can be read. */
    private static String reason(int left, Map<String, String> skipped) {
        return skipped.isEmpty() ? ""
                : ", " + left + " of which cannot be read, the first because: " + skipped.values().iterator().next();
    }

    private static List<String> paths(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new MissingDataException("expected a folder of pictures at " + folder.toAbsolutePath()
                    + ", found none; give it with --data DIR");
        }
        return FolderFiles.below(folder, DEPTH, path -> ENDINGS.stream().anyMatch(path.toLowerCase(Locale.ROOT)::endsWith));
    }

    private static String classOf(String path) {
        String folder = FolderFiles.top(path);
        return folder.isEmpty() ? NO_CLASS : folder;
    }

    private static byte[] decode(Path folder, String path, int side, Map<String, String> skipped) {
        try {
            float[] values = Images.read(FolderFiles.file(folder, path), new long[] {3, side, side});
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Math.round(255 * values[i]);
            }
            return bytes;
        } catch (MalformedDataException | MissingDataException | UncheckedIOException unreadable) {
            skipped.put(path, unreadable.getMessage());
            return null;
        }
    }

    private static Map<Split, LabelledImages> splits(String name, Path folder, List<String> paths, List<String> classes,
            byte[][] pictures, String reason) {
        Map<Split, List<Integer>> members = new EnumMap<>(Split.class);
        for (int i = 0; i < pictures.length; i++) {
            if (pictures[i] != null) {
                members.computeIfAbsent(FolderFiles.split(paths.get(i)), split -> new ArrayList<>()).add(i);
            }
        }
        for (Split split : Split.values()) {
            if (!members.containsKey(split)) {
                throw new MalformedDataException(name + ": expected pictures for training, validation and the test, about 8 : 1 "
                        + ": 1, found none for " + split + " among " + paths.size() + " in " + folder.toAbsolutePath()
                        + reason + "; give a folder with more of them");
            }
        }
        Map<Split, LabelledImages> splits = new EnumMap<>(Split.class);
        members.forEach((split, indices) -> {
            int size = pictures[indices.get(0)].length;
            byte[] pixels = new byte[length(name, indices.size(), size)];
            byte[] labels = new byte[indices.size()];
            for (int i = 0; i < labels.length; i++) {
                System.arraycopy(pictures[indices.get(i)], 0, pixels, i * size, size);
                labels[i] = (byte) Math.max(0, classes.indexOf(classOf(paths.get(indices.get(i)))));
            }
            splits.put(split, new LabelledImages(pixels, labels));
        });
        return splits;
    }

    /** The length of the array of a split's pictures. */
    static int length(String name, int pictures, int size) {
        if ((long) pictures * size > Integer.MAX_VALUE - 8) {
            throw new MalformedDataException(name + ": expected at most " + (Integer.MAX_VALUE - 8) / size
                    + " pictures in a split, found " + pictures + "; give fewer");
        }
        return pictures * size;
    }

    /** Refuses pictures that need more than half of the heap. */
    static void requireMemory(String name, int pictures, long bytes) {
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap / 2) {
            throw new MalformedDataException(name + ": expected pictures that fit into memory, found " + pictures
                    + " that need " + (bytes >> 20) + " MB of a Java heap of " + (heap >> 20)
                    + " MB; raise it with OTVAE_JAVA_OPTIONS=-Xmx" + Math.max(2, (2 * bytes >> 30) + 1)
                    + "g or give fewer pictures");
        }
    }
}
