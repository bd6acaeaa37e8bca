package org.otvae.motion.file;

import java.util.Arrays;

/** Numbers that arrive one by one; memory follows those that have arrived. */
final class Floats {

    private float[] values = new float[256];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
        }
        values[size++] = (float) value;
    }

    int size() {
        return size;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
