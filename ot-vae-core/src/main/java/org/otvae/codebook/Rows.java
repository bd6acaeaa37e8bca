package org.otvae.codebook;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.op.HostArray;

/** Moves matrices between ND4J and plain arrays, row after row. */
public final class Rows {

    private Rows() {
    }

    /** A copy of the values in c order, as floats whatever the array's type. */
    public static float[] of(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        HostArray.toRead(array).read(0, values, values.length);
        return values;
    }

    /** A copy of whole numbers in c order. */
    public static int[] indices(INDArray array) {
        INDArray rowMajor = array.dup('c');
        int[] values = rowMajor.data().asInt();
        rowMajor.close(); // native memory, which the garbage collector would free late
        return values;
    }

    /** Overwrites all values of {@code target}; its type and shape stay. */
    public static void into(INDArray target, float[] values) {
        HostArray host = HostArray.toWrite(target);
        host.write(0, values, values.length);
        host.done();
    }

    /**
     * At most {@code most} of the rows of a matrix: one out of each of so many stretches of equal length, chosen by fixed
     * chance, so that no place in a repeating pattern is preferred. The matrix itself if it has no more.
     *
     * @param rows {@code [n, dim]}
     */
    public static float[] spread(float[] rows, int dim, int most) {
        int count = rows.length / dim;
        if (count <= most) {
            return rows;
        }
        var random = new java.util.SplittableRandom(1);
        float[] chosen = new float[most * dim];
        for (int i = 0; i < most; i++) {
            int first = (int) ((long) i * count / most);
            int next = (int) ((i + 1L) * count / most);
            System.arraycopy(rows, (first + random.nextInt(next - first)) * dim, chosen, i * dim, dim);
        }
        return chosen;
    }
}
