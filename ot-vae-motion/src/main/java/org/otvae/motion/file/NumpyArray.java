package org.otvae.motion.file;

import java.util.List;
import org.otvae.data.MalformedDataException;

/**
 * An array of numbers as numpy stores it. The bytes are held as they came; elements are read in the order of the last
 * axis.
 */
public final class NumpyArray {

    private static final int MOST_AXES = 32;

    private final NumpyType type;
    private final List<Integer> shape;
    private final boolean firstAxisFastest;
    private final byte[] data;

    NumpyArray(NumpyType type, List<Integer> shape, boolean firstAxisFastest, byte[] data) {
        this.type = type;
        this.shape = List.copyOf(shape);
        this.firstAxisFastest = firstAxisFastest;
        this.data = data;
        if (bytes(type, shape) != data.length) {
            throw new MalformedDataException("expected " + bytes(type, shape) + " bytes for an array of the shape "
                    + shape
                    + ", found " + data.length);
        }
    }

    /** The bytes that an array needs; an error if they are more than an array of Java holds. */
    static int bytes(NumpyType type, List<Integer> shape) {
        long bytes = type.bytes();
        for (int length : shape) {
            bytes *= Math.max(0, length);
            if (length < 0 || shape.size() > MOST_AXES || bytes > Integer.MAX_VALUE - 8) {
                throw new MalformedDataException("expected an array of at most 2 GB on " + MOST_AXES
                        + " axes, found the shape "
                        + (shape.size() > MOST_AXES ? shape.subList(0, MOST_AXES) + "..." : shape));
            }
        }
        return (int) bytes;
    }

    /** The length of each axis, outermost first. */
    public List<Integer> shape() {
        return shape;
    }

    /** The number of elements. */
    public int size() {
        return data.length / type.bytes();
    }

    /** All elements, the last axis fastest, whatever the order in the file. */
    public double[] doubles() {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.at(data, type.bytes() * (firstAxisFastest ? transposed(i) : i));
        }
        return values;
    }

    private int transposed(int index) {
        int place = 0;
        int rest = index;
        int stride = size();
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            stride /= shape.get(axis);
            place += rest % shape.get(axis) * stride;
            rest /= shape.get(axis);
        }
        return place;
    }
}
