package org.otvae.op;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whether one product with the rows of several examples has the same bits as a product for each of them. That depends on
 * the BLAS and on the shapes alone, because these, never the values, decide in which order it adds; so it is tried once for
 * each shape, on random values.
 *
 * @param rows       rows of one example
 * @param inner      length of the sums
 * @param columns    columns of the result
 * @param transposeB whether the second factor is given transposed
 * @param type       FLOAT or DOUBLE
 */
record Stacking(int rows, int inner, int columns, boolean transposeB, DataType type) {

    /** Rows that the kernels of a BLAS take at a time, on the processors of today. */
    private static final int[] TILES = {1, 4, 8, 12, 16, 24};
    private static final int TRIED = 4;
    /** Examples beyond which a larger stack gains nothing. */
    static final int MOST = 16;
    private static final Map<Stacking, int[]> KNOWN = new ConcurrentHashMap<>();
    private static final Map<Stacking, Stacking> FILLED = new ConcurrentHashMap<>();

    /**
     * The same with a few more rows for each example, at most a quarter, if that makes stacks exact: a BLAS takes rows in
     * tiles, and those left over another way, so that each example has to begin with a tile. The rows added may hold
     * anything. This itself where it is exact as it is, where nothing helps, and where examples are so long that stacking
     * them gains nothing.
     */
    Stacking filledUp() {
        return rows >= Gemm.FEWEST_ROWS ? this : FILLED.computeIfAbsent(this, Stacking::smallestExact);
    }

    private static Stacking smallestExact(Stacking given) {
        for (int tile : TILES) {
            int filled = (given.rows + tile - 1) / tile * tile;
            var tried = new Stacking(filled, given.inner, given.columns, given.transposeB, given.type);
            if (4 * filled <= 5 * given.rows && tried.exactUpTo(TRIED) == TRIED) {
                return tried;
            }
        }
        return given;
    }

    /** The largest number of examples, at most {@code most}, up to which every stack has the bits of its parts. */
    int exactUpTo(int most) {
        int[] known = KNOWN.computeIfAbsent(this, fresh -> new int[] {1, 1}); // exact up to, tried up to
        synchronized (known) {
            while (known[1] < most && known[0] == known[1]) {
                known[1]++;
                known[0] = isExact(known[1]) ? known[1] : known[0];
            }
            return Math.min(known[0], most);
        }
    }

    private boolean isExact(int examples) {
        INDArray a = random((long) examples * rows, inner, 1);
        INDArray b = transposeB ? random(columns, inner, 2) : random(inner, columns, 2);
        INDArray stacked = Nd4j.createUninitialized(type, (long) examples * rows, columns);
        INDArray single = Nd4j.createUninitialized(type, rows, columns);
        Gemm product = new Gemm(false, transposeB);
        INDArray second = transposeB ? Gemm.matrix(b, 0, columns, inner) : Gemm.matrix(b, 0, inner, columns);
        multiply(product, Gemm.matrix(a, 0, (long) examples * rows, inner), second,
                Gemm.matrix(stacked, 0, (long) examples * rows, columns));
        double[] together = HostArray.doubles(stacked);
        boolean exact = true;
        for (int example = 0; example < examples && exact; example++) {
            multiply(product, Gemm.matrix(a, (long) example * rows * inner, rows, inner), second,
                    Gemm.matrix(single, 0, rows, columns));
            double[] alone = HostArray.doubles(single);
            exact = java.util.Arrays.equals(alone, 0, alone.length, together, example * alone.length,
                    (example + 1) * alone.length);
        }
        a.close();
        b.close();
        stacked.close();
        single.close();
        return exact;
    }

    /** Written once and added once, as products are used in both ways. */
    private static void multiply(Gemm product, INDArray a, INDArray b, INDArray c) {
        product.run(a, b, c, false);
        product.run(a, b, c, true);
    }

    private INDArray random(long height, long width, long seed) {
        var random = new SplittableRandom(seed);
        double[] values = new double[Math.toIntExact(height * width)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() - 0.5;
        }
        INDArray array = Nd4j.createUninitialized(type, height, width);
        HostArray.write(array, values);
        return array;
    }
}
