package org.otvae.image.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Fashion-MNIST [xiao2017fashion]: 70,000 grey images {@code [1, 28, 28]} of clothes, with the protocol's splits of
 * 50,000, 10,000 and 10,000 [takida2022sqvae].
 */
public final class FashionMnist {

    /** What commands and records call it, and the name of its folder. */
    public static final String NAME = "fashion-mnist";

    /** The fingerprint of the published files; another one means other images. */
    public static final String FINGERPRINT = "e309126d673ebf56d7355f3824308de7cbd17e3a36a03952926ee52f3c7598a7";

    static final List<String> CLASSES = List.of("t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt",
            "sneaker",
            "bag", "ankle-boot");

    private FashionMnist() {
    }

    /**
     * Reads the set from the folder of its Debian package or from our cache, in this order.
     *
     * @throws org.otvae.data.MissingDataException   if neither has it
     * @throws org.otvae.data.MalformedDataException if a file is not what it must be
     */
    public static ImageCorpus open() {
        return MnistFiles.open(NAME, MnistFiles.folders(NAME, MnistFiles.cache()),
                "run ./otvae data fetch fashion-mnist, or give the folder that has them with --data DIR")
                .named(CLASSES);
    }

    /** Reads the set from one folder and looks nowhere else. */
    public static ImageCorpus open(Path folder) {
        return MnistFiles.open(NAME, List.of(folder),
                "give the folder that has them with --data DIR, or run ./otvae data fetch fashion-mnist without it")
                .named(CLASSES);
    }

    /** The folder that {@link #open()} would read, empty when the set is not on this machine. */
    public static Optional<Path> folder() {
        return MnistFiles.find(MnistFiles.folders(NAME, MnistFiles.cache()));
    }
}
