package org.otvae.image.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * MNIST [lecun1998mnist]: 70,000 grey images {@code [1, 28, 28]} of handwritten digits, with the protocol's splits of
 * 50,000, 10,000 and 10,000 [takida2022sqvae]. No package has it: the user brings the files.
 */
public final class Mnist {

    /** What commands and records call it, and the name of its folder. */
    public static final String NAME = "mnist";

    private static final String ADVICE = "get the four files and give their folder with --data DIR";

    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private Mnist() {
    }

    /**
     * Reads the set from {@code /usr/share/datasets/mnist} or from our cache, in this order.
     *
     * @throws org.otvae.data.MissingDataException   if neither has it
     * @throws org.otvae.data.MalformedDataException if a file is not what it must be
     */
    public static ImageCorpus open() {
        return MnistFiles.open(NAME, MnistFiles.folders(NAME, MnistFiles.cache()), ADVICE).named(CLASSES);
    }

    /** Reads the set from one folder and looks nowhere else. */
    public static ImageCorpus open(Path folder) {
        return MnistFiles.open(NAME, List.of(folder), ADVICE).named(CLASSES);
    }

    /** The folder that {@link #open()} would read, empty when the set is not on this machine. */
    public static Optional<Path> folder() {
        return MnistFiles.find(MnistFiles.folders(NAME, MnistFiles.cache()));
    }
}
