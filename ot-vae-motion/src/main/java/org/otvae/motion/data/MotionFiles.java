package org.otvae.motion.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.otvae.data.FolderFiles;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Sha256;
import org.otvae.data.Split;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Resampling;

/**
 * Many files of motion, read on all processors and sorted into splits. What cannot be read, and what is shorter than a
 * window, is left out, counted and named.
 */
final class MotionFiles {

    private static final int DEPTH = 16;
    private static final int NAMED = 5; // of the files that were left out

    private final String name;
    private final MotionCut cut;
    private final Path folder;

    /** For the files of a folder that become the corpus {@code name}. */
    MotionFiles(String name, Path folder, MotionCut cut) {
        this.name = name;
        this.folder = folder;
        this.cut = cut;
    }

    private record Motion(String path, Poses poses, String digest, String refusal) {
    }

    /** The files below the folder that end so and are wanted, as paths inside it with {@code /}, sorted. */
    List<String> list(String ending, Predicate<String> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return FolderFiles.below(folder, DEPTH, path -> path.toLowerCase(Locale.ROOT).endsWith(ending) && wanted.test(path));
    }

    /**
     * Reads the files into a corpus.
     *
     * @param splits   the split of each path
     * @param reader   a file's poses on SMPL's skeleton
     * @param settings what else decides the positions, for the fingerprint
     * @param notes    lines for people before those about the files
     * @throws MissingDataException   if there are no files
     * @throws MalformedDataException if a split would be empty or the positions do not fit into memory
     */
    MotionCorpus read(Map<String, Split> splits, Function<Path, Poses> reader, String settings, List<String> notes) {
        if (splits.isEmpty()) {
            throw new MissingDataException(name + ": expected motions in " + folder.toAbsolutePath()
                    + ", found none; give their folder with --data DIR, see docs/data.md");
        }
        List<Motion> read = new TreeMap<>(splits).keySet().stream().toList().parallelStream()
                .map(path -> read(path, reader)).toList();
        Map<Split, List<Poses>> motions = new EnumMap<>(Split.class);
        StringBuilder content = new StringBuilder(settings);
        List<Motion> refused = new ArrayList<>();
        for (Motion motion : read) {
            Split split = splits.get(motion.path());
            content.append('\n').append(motion.path()).append(' ').append(split).append(' ').append(motion.digest());
            if (motion.poses() == null) {
                refused.add(motion);
            } else {
                motions.computeIfAbsent(split, each -> new ArrayList<>()).add(motion.poses());
            }
        }
        for (Split split : Split.values()) {
            if (!motions.containsKey(split)) {
                throw new MalformedDataException(name + ": expected motions of " + cut.frames()
                        + " frames or more for training, "
                        + "validation and the test, found none for " + split + " in " + folder.toAbsolutePath()
                        + (refused.isEmpty() ? "" : " (" + refused.get(0).refusal() + ")") + "; give more of them");
            }
        }
        List<String> all = new ArrayList<>(notes);
        all.addAll(notes(refused));
        return new MotionCorpus(name, cut, motions, content.toString(), all);
    }

    private Motion read(String path, Function<Path, Poses> reader) {
        Path file = folder.resolve(path);
        try {
            String digest = Sha256.hex(Files.readAllBytes(file));
            Poses poses = Resampling.at(reader.apply(file), cut.framesPerSecond());
            return poses.frames() >= cut.frames() ? new Motion(path, poses, digest, null)
                    : new Motion(path, null, digest, path + ": expected at least " + cut.frames() + " frames at "
                            + cut.framesPerSecond() + " Hz, found " + poses.frames());
        } catch (MalformedDataException | MissingDataException | UncheckedIOException | IOException unreadable) {
            return new Motion(path, null, "", unreadable.getMessage());
        }
    }

    private List<String> notes(List<Motion> refused) {
        if (refused.isEmpty()) {
            return List.of();
        }
        String first = refused.stream().limit(NAMED).map(Motion::path).collect(Collectors.joining(", "));
        return List.of(name + ": left out " + refused.size() + " of its motions as too short or unreadable: " + first
                + (refused.size() > NAMED ? ", ..." : ""), refused.get(0).refusal());
    }
}
