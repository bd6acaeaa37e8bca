package org.otvae.op;

import java.nio.FloatBuffer;

/** Kernels of 3 x 3 as the 36 matrices that {@link Winograd} multiplies by, and the gradient back. */
final class WinogradWeights {
    private static final int TAPS = WinogradSums.TAPS;
    private static final int POINTS = WinogradSums.POINTS;

    private WinogradWeights() {
    }

    /** {@code weight}, {@code [3, 3, channels, features]}, {@code size} elements a tap, into {@code [36, channels, features]}. */
    static void toMatrices(FloatBuffer weight, FloatBuffer matrices, int size) {
        RowBlocks.of(size, POINTS * POINTS).forEach((block, from, to) -> {
            int length = to - from;
            float[][] taps = new float[TAPS][TAPS * length];
            for (int i = 0; i < TAPS * TAPS; i++) {
                weight.get(i * size + from, taps[i / TAPS], i % TAPS * length, length);
            }
            float[][] sums = new float[POINTS][TAPS * length];
            WinogradSums.kernel(taps, sums, TAPS * length);
            float[][] columns = new float[TAPS][POINTS * length];
            for (int i = 0; i < POINTS * TAPS; i++) {
                System.arraycopy(sums[i / TAPS], i % TAPS * length, columns[i % TAPS], i / TAPS * length, length);
            }
            float[][] factors = new float[POINTS][POINTS * length];
            WinogradSums.kernel(columns, factors, POINTS * length);
            for (int i = 0; i < POINTS * POINTS; i++) {
                matrices.put(i * size + from, factors[i % POINTS], i / POINTS * length, length);
            }
        });
    }

    /** The gradient to the matrices into that to {@code weight}: {@link #toMatrices} transposed. */
    static void toWeight(FloatBuffer matrices, FloatBuffer weight, int size) {
        RowBlocks.of(size, POINTS * POINTS).forEach((block, from, to) -> {
            int length = to - from;
            float[][] factors = new float[POINTS][POINTS * length];
            for (int i = 0; i < POINTS * POINTS; i++) {
                matrices.get(i * size + from, factors[i % POINTS], i / POINTS * length, length);
            }
            float[][] columns = new float[TAPS][POINTS * length];
            WinogradSums.kernelGradients(factors, columns, POINTS * length);
            float[][] sums = new float[POINTS][TAPS * length];
            for (int i = 0; i < POINTS * TAPS; i++) {
                System.arraycopy(columns[i % TAPS], i / TAPS * length, sums[i / TAPS], i % TAPS * length, length);
            }
            float[][] taps = new float[TAPS][TAPS * length];
            WinogradSums.kernelGradients(sums, taps, TAPS * length);
            for (int i = 0; i < TAPS * TAPS; i++) {
                weight.put(i * size + from, taps[i / TAPS], i % TAPS * length, length);
            }
        });
    }
}
