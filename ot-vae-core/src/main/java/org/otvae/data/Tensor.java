package org.otvae.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * A dense array with a shape, in row-major order: what weights look like outside a graph.
 *
 * <p>The array is neither copied in nor out, because weights are large: whoever makes a tensor gives the array away,
 * and whoever reads it leaves it as it is. Equality compares type, shape and content. Example: {@code Tensor.of(new
 * float[6], 2, 3)} is [2, 3]; a scalar has the empty shape and one value.
 */
public final class Tensor {

    /** The element types, in the order in which the safetensors format lays them out. */
    public enum Type {
        /** 64-bit integers. */
        I64(8),
        /** 64-bit floating point. */
        F64(8),
        /** 32-bit floating point. */
        F32(4),
        /** 32-bit integers. */
        I32(4);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** The size of one element in bytes. */
        public int bytes() {
            return bytes;
        }
    }

    private final Type type;
    private final long[] shape;
    private final Object values;
    private final int length;

    private Tensor(Type type, Object values, int length, long[] shape) {
        long expected = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("sizes must be at least 0, found shape " + Arrays.toString(shape));
            }
            expected = Math.multiplyExact(expected, size);
        }
        if (expected != length) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " holds " + expected
                    + " values, found " + length + "; pass the shape of the array");
        }
        this.type = type;
        this.values = values;
        this.length = length;
        this.shape = shape.clone();
    }

    /** A tensor of 32-bit floating point values. */
    public static Tensor of(float[] values, long... shape) {
        return new Tensor(Type.F32, values, values.length, shape);
    }

    /** A tensor of 64-bit floating point values. */
    public static Tensor of(double[] values, long... shape) {
        return new Tensor(Type.F64, values, values.length, shape);
    }

    /** A tensor of 64-bit integers. */
    public static Tensor of(long[] values, long... shape) {
        return new Tensor(Type.I64, values, values.length, shape);
    }

    /** A tensor of 32-bit integers. */
    public static Tensor of(int[] values, long... shape) {
        return new Tensor(Type.I32, values, values.length, shape);
    }

    /** The element type. */
    public Type type() {
        return type;
    }

    /** The shape, outermost first; a copy. */
    public long[] shape() {
        return shape.clone();
    }

    /** The number of values: the product of the shape. */
    public int length() {
        return length;
    }

    /** The values of an F32 tensor; not a copy. */
    public float[] floats() {
        return (float[]) require(Type.F32);
    }

    /** The values of an F64 tensor; not a copy. */
    public double[] doubles() {
        return (double[]) require(Type.F64);
    }

    /** The values of an I64 tensor; not a copy. */
    public long[] longs() {
        return (long[]) require(Type.I64);
    }

    /** The values of an I32 tensor; not a copy. */
    public int[] ints() {
        return (int[]) require(Type.I32);
    }

    private Object require(Type asked) {
        if (type != asked) {
            throw new IllegalArgumentException("the tensor holds " + type + ", asked for " + asked
                    + "; read it as its type()");
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && type == that.type && Arrays.equals(shape, that.shape)
                && Objects.deepEquals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(new Object[] {values}) + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
