package org.otvae.image.data;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;
import org.otvae.image.AlignedFace;
import org.otvae.image.Images;

/**
 * CelebA [liu2015faceattributes]: 202,599 aligned photographs of faces of 178 x 218 pixels in the official partition of
 * 162,770, 19,867 and 19,962; framed as {@link AlignedFace} does it, the protocol of [takida2022sqvae]. The user brings the
 * folder {@code img_align_celeba} and {@code list_eval_partition}, as {@code .txt} or {@code .csv}. Pictures
 * are decoded on all processors at the start and kept as bytes: 2.5 GB for all of them.
 */
public final class CelebA {

    /** What commands and records call it, and the name of its folder. */
    public static final String NAME = AlignedFace.CORPUS;

    private static final int SIDE = AlignedFace.SIDE;
    private static final int IMAGE_BYTES = 3 * SIDE * SIDE;
    private static final int PUBLISHED = 202_599;
    private static final List<Split> PARTITION = List.of(Split.TRAIN, Split.VALIDATION, Split.TEST);
    private static final List<String> LISTS = List.of("list_eval_partition.txt", "list_eval_partition.csv",
            "Eval/list_eval_partition.txt");
    private static final List<String> PICTURES = List.of("img_align_celeba/img_align_celeba", "img_align_celeba",
            "Img/img_align_celeba", "");
    private static final Pattern LINE = Pattern.compile("(\\w{1,32}\\.(?:jpg|png))(?:\\s+|,)([0-2])\\s*");
    private static final String HEADER = "image_id,partition";

    private CelebA() {
    }

    /**
     * Reads the set from {@code /usr/share/datasets/celeba} or from our cache, in this order.
     *
     * @throws MissingDataException   if neither has it
     * @throws MalformedDataException if the partition is no such list, a split would be empty, or the memory is too small
     */
    public static ImageCorpus open() {
        return open(MnistFiles.folders(NAME, MnistFiles.cache()));
    }

    /** Reads the set from one folder and looks nowhere else. */
    public static ImageCorpus open(Path folder) {
        return open(List.of(folder));
    }

    /** The folder that {@link #open()} would read, empty when the set is not on this machine. */
    public static Optional<Path> folder() {
        return MnistFiles.folders(NAME, MnistFiles.cache()).stream().filter(each -> list(each).isPresent()).findFirst();
    }

    /** DataVec's view of the pictures in a split of files: {@code [1, 3, 64, 64]} with values 0 to 255. */
    public static PictureRecordReader reader() {
        return new PictureRecordReader(3, SIDE, SIDE, file -> framed(file, AlignedFace::values));
    }

    private static <T> T framed(Path file, Function<BufferedImage, T> framing) {
        BufferedImage picture = Images.load(file);
        try {
            return framing.apply(picture);
        } catch (IllegalArgumentException small) {
            throw new MalformedDataException(file.toAbsolutePath() + ": " + small.getMessage(), small);
        }
    }

    private static ImageCorpus open(List<Path> folders) {
        Path folder = folders.stream().filter(each -> list(each).isPresent()).findFirst().orElseThrow(() ->
                new MissingDataException(NAME + ": expected list_eval_partition.txt (or .csv) and the folder img_align_celeba; "
                        + "looked in " + String.join(" and ", folders.stream().map(f -> f.toAbsolutePath().toString()).toList())
                        + "; get the aligned and cropped pictures and give their folder with --data DIR"));
        Map<Split, List<String>> partition = partition(list(folder).orElseThrow());
        Path pictures = pictures(folder, partition.get(Split.TRAIN).get(0));
        int named = partition.values().stream().mapToInt(List::size).sum();
        ImageFolder.requireMemory(NAME, named, (long) named * IMAGE_BYTES);
        Map<String, String> skipped = new ConcurrentSkipListMap<>();
        Map<Split, LabelledImages> splits = new EnumMap<>(Split.class);
        partition.forEach((split, names) -> splits.put(split, read(pictures, split, names, skipped)));
        List<String> notes = new ArrayList<>(ImageFolder.notes(NAME, skipped.size(), skipped));
        if (named != PUBLISHED) {
            notes.add(NAME + ": the partition names " + named + " pictures; the published one has " + PUBLISHED);
        }
        return new ImageCorpus(NAME, 3, SIDE, SIDE, splits, notes);
    }

    private static Optional<Path> list(Path folder) {
        return LISTS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    private static Path pictures(Path folder, String first) {
        return PICTURES.stream().map(folder::resolve).filter(each -> Files.isRegularFile(each.resolve(first))).findFirst()
                .orElseThrow(() -> new MissingDataException(NAME + ": expected the pictures of the partition in "
                        + folder.resolve("img_align_celeba").toAbsolutePath() + ", found no " + first
                        + " there; unpack img_align_celeba.zip beside the partition"));
    }

    private static Map<Split, List<String>> partition(Path list) {
        Map<Split, List<String>> partition = new EnumMap<>(Split.class);
        PARTITION.forEach(split -> partition.put(split, new ArrayList<>()));
        try (BufferedReader lines = Files.newBufferedReader(list, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            for (String line = line(lines); line != null; line = line(lines)) {
                number++;
                if (line.isBlank() || number == 1 && line.strip().equals(HEADER)) {
                    continue;
                }
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new MalformedDataException(list.toAbsolutePath() + ": expected lines like \"000001.jpg 0\", found \""
                            + line.replaceAll("[^\\x20-\\x7e]", "?") + "\" in line " + number + "; get the list again");
                }
                partition.get(PARTITION.get(matcher.group(2).charAt(0) - '0')).add(matcher.group(1));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + list.toAbsolutePath(), failure);
        }
        partition.forEach((split, names) -> {
            if (names.isEmpty()) {
                throw new MalformedDataException(list.toAbsolutePath() + ": expected pictures of the splits 0, 1 and 2, found "
                        + "none for " + split + "; get the list again");
            }
        });
        return partition;
    }

    /** A line of at most 80 characters; more of it would be the next one, which is refused. */
    private static String line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n' && line.length() < 80; next = reader.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static LabelledImages read(Path folder, Split split, List<String> names, Map<String, String> skipped) {
        byte[] pixels = new byte[ImageFolder.length(NAME, names.size(), IMAGE_BYTES)];
        boolean[] good = new boolean[names.size()];
        IntStream.range(0, names.size()).parallel().forEach(i -> {
            try {
                System.arraycopy(framed(folder.resolve(names.get(i)), AlignedFace::levels), 0, pixels, i * IMAGE_BYTES, IMAGE_BYTES);
                good[i] = true;
            } catch (MalformedDataException | MissingDataException | UncheckedIOException unreadable) {
                skipped.put(names.get(i), unreadable.getMessage());
            }
        });
        int count = 0;
        for (int i = 0; i < good.length; i++) {
            if (good[i]) {
                System.arraycopy(pixels, i * IMAGE_BYTES, pixels, count++ * IMAGE_BYTES, IMAGE_BYTES);
            }
        }
        if (count == 0) {
            throw new MalformedDataException(NAME + ": expected readable pictures for " + split + ", found none among "
                    + names.size() + "; " + skipped.values().iterator().next());
        }
        return new LabelledImages(count == good.length ? pixels : Arrays.copyOf(pixels, count * IMAGE_BYTES),
                new byte[count]);
    }
}
