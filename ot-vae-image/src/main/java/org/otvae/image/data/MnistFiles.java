package org.otvae.image.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

/**
 * The four IDX files that MNIST and Fashion-MNIST have in common, where they are looked for, and the protocol's splits
 * of them: the first 50,000 images of the train files, their last 10,000, and the 10,000 of the t10k files
 * [takida2022sqvae].
 */
final class MnistFiles {

    private static final int TRAIN_FILE = 60_000;
    private static final int TRAIN = 50_000;
    private static final int TEST_FILE = 10_000;
    private static final int SIDE = 28;

    private MnistFiles() {
    }

    /** Where a set is looked for when no folder is given: the folder of the Debian package, then our cache. */
    static List<Path> folders(String name, Path cache) {
        return List.of(Path.of("/usr/share/datasets", name), cache.resolve(name).toAbsolutePath());
    }

    /** The cache folder of this user: {@code $XDG_CACHE_HOME/otvae}, else {@code ~/.cache/otvae}. */
    static Path cache() {
        String stated = System.getenv("XDG_CACHE_HOME");
        Path caches = stated == null || stated.isBlank() ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(stated);
        return caches.resolve("otvae");
    }

    /** The first of {@code folders} that has all four files. */
    static Optional<Path> find(List<Path> folders) {
        return folders.stream().filter(folder -> stems().stream().allMatch(stem -> file(folder, stem).isPresent()))
                .findFirst();
    }

    /** Reads the set from the first folder that has all four files. */
    static ImageCorpus open(String name, List<Path> folders, String advice) {
        Path folder = find(folders).orElseThrow(() -> missing(name, folders, advice));
        LabelledImages train = read(folder, "train", TRAIN_FILE);
        return new ImageCorpus(name, 1, SIDE, SIDE, Map.of(
                Split.TRAIN, train.range(0, TRAIN),
                Split.VALIDATION, train.range(TRAIN, TRAIN_FILE),
                Split.TEST, read(folder, "t10k", TEST_FILE)));
    }

    private static LabelledImages read(Path folder, String part, int count) {
        return LabelledImages.read(file(folder, part + "-images.idx3-ubyte").orElseThrow().toUri(),
                file(folder, part + "-labels.idx1-ubyte").orElseThrow().toUri(), count, SIDE, SIDE);
    }

    private static List<String> stems() {
        return List.of("train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte",
                "t10k-labels.idx1-ubyte");
    }

    private static Optional<Path> file(Path folder, String stem) {
        String dashed = stem.replace('.', '-');
        return List.of(dashed + ".gz", dashed, stem + ".gz", stem).stream().map(folder::resolve)
                .filter(Files::isRegularFile).findFirst();
    }

    private static MissingDataException missing(String name, List<Path> folders, String advice) {
        List<String> looked = new ArrayList<>();
        for (Path folder : folders) {
            List<String> absent = stems().stream().filter(stem -> file(folder, stem).isEmpty()).toList();
            looked.add(folder.toAbsolutePath() + (absent.size() == stems().size() ? " (none of them)"
                    : " (no " + String.join(", no ", absent).replace(".idx", "-idx") + ")"));
        }
        return new MissingDataException(name + ": expected train-images-idx3-ubyte, train-labels-idx1-ubyte, "
                + "t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz, in one folder; looked in "
                + String.join(" and ", looked) + "; " + advice);
    }
}
