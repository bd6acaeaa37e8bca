package org.otvae.op;

import java.util.concurrent.ForkJoinTask;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The rows of a matrix, cut into blocks that are worked on in parallel. The cuts depend on the shape of the matrix
 * only, and whoever sums over blocks does so in their order, so results are the same bits for any number of threads.
 * Work runs on the caller and the {@link Crew}, or on the caller's fork-join pool if it is inside one.
 *
 * @param rows the number of rows
 * @param count the number of blocks
 */
record RowBlocks(int rows, int count) {
    /**
     * Elements per block below which handing out a block costs more than it saves; arbitrary, about 10 microseconds of
     * work.
     */
    private static final long WORTHWHILE = 16_384;
    private static final int MOST = 32;

    /** Work on the rows {@code from} to {@code to - 1}. */
    interface Body {
        void run(int block, int from, int to);
    }

    static RowBlocks of(int rows, int columns) {
        long wanted = (long) rows * columns / WORTHWHILE;
        return new RowBlocks(rows, (int) Math.max(1, Math.min(Math.min(wanted, MOST), rows)));
    }

    void forEach(Body body) {
        if (count == 1) {
            body.run(0, 0, rows);
        } else {
            IntConsumer work = block -> body.run(block, start(block), start(block + 1));
            if (ForkJoinTask.inForkJoinPool()) {
                IntStream.range(0, count).parallel().forEach(work);
            } else {
                Crew.SHARED.run(count, work);
            }
        }
    }

    private int start(int block) {
        return (int) ((long) rows * block / count);
    }
}
