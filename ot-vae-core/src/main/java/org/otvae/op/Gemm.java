package org.otvae.op;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A product of row-major matrices by the BLAS of ND4J, prepared once and run often, by one thread at a time. The BLAS
 * takes columns-first matrices without copying them, so every matrix is handed over transposed and the factors change
 * places.
 *
 * <p>The BLAS of this JVM takes one thread a call ({@link Product}). Those who multiply split their work into
 * blocks of fixed size and run these in parallel: the bits are then the same for any number of threads, and products of
 * different threads do not wait for each other's lock.
 */
final class Gemm {
    /** Multiplications worth a block of their own: about 0.1 ms. */
    static final long WORTHWHILE = 4_000_000;
    /** Rows of a product below which the BLAS spends its time on packing. */
    static final int FEWEST_ROWS = 384;
    static final int MOST_BLOCKS = 32;

    /** Products of each thread, for {@link #own}: plain, first, second or both factors transposed. */
    private static final ThreadLocal<Gemm[]> OWN = ThreadLocal.withInitial(() -> new Gemm[] {new Gemm(false, false),
            new Gemm(true, false), new Gemm(false, true), new Gemm(true, true)});

    private final Product product;

    /** A product of the form {@code a b}, with {@code a} or {@code b} or both transposed. */
    Gemm(boolean transposeA, boolean transposeB) {
        product = new Product(transposeB, transposeA);
    }

    /**
     * The elements of {@code array} from {@code offset} on as a row-major matrix, in the form that {@link #run} takes.
     */
    static INDArray matrix(INDArray array, long offset, long rows, long columns) {
        return Nd4j.create(array.data(), new long[] {columns, rows}, new long[] {1, columns}, array.offset() + offset,
                'f');
    }

    /** {@code c = a b}, or {@code c += a b} if {@code add}. */
    void run(INDArray a, INDArray b, INDArray c, boolean add) {
        product.run(b, a, c, add);
    }

    /**
     * {@code c = a b}, or {@code c += a b} if {@code add}, once, in parallel over blocks of rows of {@code c}. All three
     * in the form of {@link #matrix}, {@code a} and {@code b} taken transposed if the flags say so.
     */
    static void multiply(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray c, boolean add) {
        int rows = Math.toIntExact(c.size(1));
        long inner = transposeA ? a.size(1) : a.size(0);
        if (PerExample.active() && !transposeA) {
            new ExampleProducts(a, c, transposeB, PerExample.parts(rows)).run(a, b, c, add);
            return;
        }
        long wanted = Math.min(rows / FEWEST_ROWS, rows * inner * c.size(0) / WORTHWHILE);
        new RowBlocks(rows, (int) Math.max(1, Math.min(wanted, MOST_BLOCKS))).forEach((block, from, to) -> {
            INDArray part = transposeA ? a.get(NDArrayIndex.interval(from, to), NDArrayIndex.all())
                    : columns(a, from, to);
            own(transposeA, transposeB).run(part, b, columns(c, from, to), add);
        });
    }

    /** The product of the calling thread. */
    static Gemm own(boolean transposeA, boolean transposeB) {
        return OWN.get()[(transposeA ? 1 : 0) + (transposeB ? 2 : 0)];
    }

    /** Rows {@code from} to {@code to - 1} of a matrix in the form of {@link #matrix}. */
    static INDArray columns(INDArray matrix, int from, int to) {
        return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
    }
}
