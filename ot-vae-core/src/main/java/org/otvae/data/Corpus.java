package org.otvae.data;

import java.util.List;

/**
 * A named data set, cut into splits, whose examples can be read one by one in any order.
 *
 * <p>Random access keeps training exact: the trainer owns the permutation and the cursor, so a resumed run reads the same
 * examples in the same order. An example is a block of {@code exampleSize()} floats in the layout of
 * {@link #exampleShape()}, outermost dimension first; for instance {@code [1, 28, 28]} gives 784 floats in [0, 1].
 *
 * <p>Implementations are immutable and may be read from several threads.
 */
public interface Corpus {

    /** The name that commands and records use, for example {@code fashion-mnist}. */
    String name();

    /** The shape of one example without the batch dimension, for example {@code [channels, height, width]}. */
    long[] exampleShape();

    /** The number of examples in a split; 0 when the corpus has no such split. */
    int size(Split split);

    /** A hexadecimal SHA-256 over everything that decides what {@link #read} returns; equal content, equal fingerprint. */
    String fingerprint();

    /** Lines for people about what was read, files that had to be left out for instance; empty where all went well. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * Copies one example into {@code target}, starting at {@code offset}.
     *
     * @param index position within the split, 0 &le; index &lt; {@code size(split)}
     * @param draw  seeds whatever the corpus chooses at random for this reading, a crop for instance; corpora without such
     *              choices ignore it
     * @throws IndexOutOfBoundsException if the index is outside the split
     */
    void read(Split split, int index, long draw, float[] target, int offset);

    /** What the examples can be of, speakers for instance, in the order of their numbers; empty where nothing is known. */
    default List<String> labels() {
        return List.of();
    }

    /**
     * What an example is of, as a place in {@link #labels()}.
     *
     * @param index position within the split, 0 &le; index &lt; {@code size(split)}
     */
    default int label(Split split, int index) {
        throw new IllegalStateException(name() + " has no labels; ask labels() first");
    }

    /** The corpus that this one is an excerpt of, itself where it is none. Places in the excerpt are places in the whole. */
    default Corpus whole() {
        return this;
    }

    /** The number of floats in one example: the product of {@link #exampleShape()}. */
    default int exampleSize() {
        long size = 1;
        for (long length : exampleShape()) {
            size = Math.multiplyExact(size, length);
        }
        return Math.toIntExact(size);
    }
}
