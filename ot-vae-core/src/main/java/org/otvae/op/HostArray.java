package org.otvae.op;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The elements of an array in row-major order, to be copied in pieces to and from Java arrays. Where the array's own
 * memory is row-major it is used directly, otherwise a row-major copy stands in for it. Pieces may be copied by several
 * threads at once.
 */
public final class HostArray {
    private final INDArray array;
    private final FloatBuffer floats;
    private final DoubleBuffer doubles;
    private final boolean copy;

    private HostArray(INDArray array, boolean toRead) {
        this.array = array;
        this.copy = !isPlain(array);
        int length = length(array);
        Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
        if (array.dataType() == DataType.FLOAT) {
            floats = copy ? FloatBuffer.allocate(length) : array.data().asNioFloat();
            doubles = null;
        } else if (array.dataType() == DataType.DOUBLE) {
            floats = null;
            doubles = copy ? DoubleBuffer.allocate(length) : array.data().asNioDouble();
        } else {
            throw new IllegalArgumentException("expected an array of type FLOAT or DOUBLE, found " + array.dataType()
                    + "; cast it first");
        }
        if (copy && toRead) {
            INDArray rowMajor = array.dup('c');
            fill(rowMajor, length);
            rowMajor.close(); // native memory, which the garbage collector would free late
        }
    }

    /** The elements of {@code array}, to be read. */
    public static HostArray toRead(INDArray array) {
        return new HostArray(array, true);
    }

    /** The elements of {@code array}, to be overwritten; {@link #done} ends the writing. */
    public static HostArray toWrite(INDArray array) {
        return new HostArray(array, false);
    }

    /** All elements of an array of type FLOAT or DOUBLE. */
    public static double[] doubles(INDArray array) {
        double[] all = new double[length(array)];
        toRead(array).read(0, all, all.length);
        return all;
    }

    /** Overwrites all elements of {@code array}. */
    public static void write(INDArray array, double[] values) {
        HostArray target = toWrite(array);
        target.write(0, values, values.length);
        target.done();
    }

    /** Copies {@code length} elements, beginning with element {@code from}, to the front of {@code target}. */
    public void read(long from, float[] target, int length) {
        if (floats != null) {
            floats.get((int) from, target, 0, length);
        } else {
            for (int i = 0; i < length; i++) {
                target[i] = (float) doubles.get((int) from + i);
            }
        }
    }

    /** Copies {@code length} elements, beginning with element {@code from}, to the front of {@code target}. */
    public void read(long from, double[] target, int length) {
        if (doubles != null) {
            doubles.get((int) from, target, 0, length);
        } else {
            float[] narrow = new float[length];
            floats.get((int) from, narrow, 0, length);
            for (int i = 0; i < length; i++) {
                target[i] = narrow[i];
            }
        }
    }

    /** Copies the first {@code length} elements of {@code source} to element {@code to} and the following. */
    public void write(long to, float[] source, int length) {
        if (floats != null) {
            floats.put((int) to, source, 0, length);
        } else {
            for (int i = 0; i < length; i++) {
                doubles.put((int) to + i, source[i]);
            }
        }
    }

    /** Copies the first {@code length} elements of {@code source} to element {@code to} and the following. */
    public void write(long to, double[] source, int length) {
        if (doubles != null) {
            doubles.put((int) to, source, 0, length);
        } else {
            float[] narrow = new float[length];
            for (int i = 0; i < length; i++) {
                narrow[i] = (float) source[i];
            }
            floats.put((int) to, narrow, 0, length);
        }
    }

    /** Call after the last piece is written. */
    public void done() {
        if (copy) {
            INDArray written = floats != null ? Nd4j.createFromArray(floats.array())
                    : Nd4j.createFromArray(doubles.array());
            array.assign(written.reshape('c', array.shape()));
            written.close();
        } else {
            Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
        }
    }

    private void fill(INDArray rowMajor, int length) {
        if (floats != null) {
            rowMajor.data().asNioFloat().get(0, floats.array(), 0, length);
        } else {
            rowMajor.data().asNioDouble().get(0, doubles.array(), 0, length);
        }
    }

    private static int length(INDArray array) {
        if (array.length() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("expected at most 2147483647 elements, found " + array.length()
                    + "; use smaller batches");
        }
        return (int) array.length();
    }

    private static boolean isPlain(INDArray array) {
        long stride = 1;
        for (int d = array.rank() - 1; d >= 0; d--) {
            if (array.size(d) != 1 && array.stride(d) != stride) {
                return false;
            }
            stride *= array.size(d);
        }
        return array.offset() == 0 && array.data().offset() == 0;
    }
}
