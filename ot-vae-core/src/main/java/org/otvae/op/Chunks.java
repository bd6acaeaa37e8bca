package org.otvae.op;

/** The elements of an array, a few thousand at a time, so that what is made of them stays in the first-level cache. */
final class Chunks {
    /** Elements of all but the last chunk: 16 KB of floats. Even, as {@link Dropout} needs it. */
    static final int SIZE = 4096;

    private Chunks() {
    }

    /** Work on the elements {@code start} to {@code start + size - 1}. */
    interface Body {
        void run(int start, int size);
    }

    /** Runs {@code body} for each chunk of an array of {@code length} elements, in parallel. */
    static void forEach(long length, Body body) {
        int elements = Math.toIntExact(length);
        blocks(elements).forEach((block, from, to) -> {
            for (int chunk = from; chunk < to; chunk++) {
                body.run(chunk * SIZE, Math.min(SIZE, elements - chunk * SIZE));
            }
        });
    }

    /** The chunks as rows, cut for parallel work. */
    static RowBlocks blocks(int length) {
        return RowBlocks.of((length + SIZE - 1) / SIZE, SIZE);
    }
}
