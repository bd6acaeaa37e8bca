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

    private static final Map<Stacking, int[]> KNOWN = new ConcurrentHashMap<>();

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
        product.run(Gemm.matrix(a, 0, (long) examples * rows, inner), second,
                Gemm.matrix(stacked, 0, (long) examples * rows, columns), false);
        double[] together = HostArray.doubles(stacked);
        boolean exact = true;
        for (int example = 0; example < examples && exact; example++) {
            product.run(Gemm.matrix(a, (long) example * rows * inner, rows, inner), second,
                    Gemm.matrix(single, 0, rows, columns), false);
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
