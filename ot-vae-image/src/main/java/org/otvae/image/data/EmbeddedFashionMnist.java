package org.otvae.image.data;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Map;
import org.otvae.data.Split;

/**
 * A slice of Fashion-MNIST [xiao2017fashion] inside the jar: 4,000 images to train, 500 to validate, 1,000 to test,
 * every class equally often. Real images for the demo and the tests; numbers measured on it are not those of the full
 * set. How it was cut stands in the README beside the files; the licence is MIT.
 */
public final class EmbeddedFashionMnist {

    /** What commands and records call it. */
    public static final String NAME = "fashion-mnist-slice";

    /** The fingerprint of the slice as it was cut. */
    public static final String FINGERPRINT = "73330d4acbe1756db3e5c7738d8d32ad03ba5f5d61cc7dbe7b072f6a75bbb4c7";

    private static final int TRAIN = 4_000;
    private static final int VALIDATION = 500;
    private static final int TEST = 1_000;
    private static final int SIDE = 28;

    private EmbeddedFashionMnist() {
    }

    /** Reads the slice; needs nothing but the jar. */
    public static ImageCorpus open() {
        return new ImageCorpus(NAME, 1, SIDE, SIDE, Map.of(
                Split.TRAIN, read("train", TRAIN),
                Split.VALIDATION, read("validation", VALIDATION),
                Split.TEST, read("t10k", TEST))).named(FashionMnist.CLASSES);
    }

    private static LabelledImages read(String part, int count) {
        return LabelledImages.read(location(part + "-images-idx3-ubyte.gz"), location(part + "-labels-idx1-ubyte.gz"),
                count, SIDE, SIDE);
    }

    private static URI location(String file) {
        URL resource = EmbeddedFashionMnist.class.getResource(NAME + "/" + file);
        if (resource == null) {
            throw new IllegalStateException("the jar must hold " + NAME + "/" + file + "; build it again");
        }
        try {
            return resource.toURI();
        } catch (URISyntaxException malformed) {
            throw new IllegalStateException("the class loader gave a malformed location: " + resource, malformed);
        }
    }
}
