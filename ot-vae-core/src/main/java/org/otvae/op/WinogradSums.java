package org.otvae.op;

/**
 * Minimal filtering {@code F(4, 3)} along one direction [lavin2016fast]: four outputs of a kernel of three taps with 6
 * products instead of 12. Polynomials are evaluated at 0, ±3/4, ±3/2 and infinity. Unlike the paper, whose points are 0,
 * ±1, ±2 and infinity: outputs are then half as far from the exact ones (decision 15).
 *
 * <p>From inputs d to factors v, from taps g to factors u, from products m = u v to outputs y, with p = 3/4 and q = 3/2:
 *
 * <pre>
 * v0 = p²q² d0 - (p² + q²) d2 + d4     v1, v2 = (d4 - q² d2) ± p (d3 - q² d1)
 * v5 = p²q² d1 - (p² + q²) d3 + d5     v3, v4 = (d4 - p² d2) ± q (d3 - p² d1)
 * u0 = g0 / p²q²                       u1, u2 = (g0 ± p g1 + p² g2) / 2p²(p² - q²)
 * u5 = g2                              u3, u4 = (g0 ± q g1 + q² g2) / 2q²(q² - p²)
 * y0 = m0 + (m1 + m2) + (m3 + m4)      y1 = p (m1 - m2) + q (m3 - m4)
 * y2 = p² (m1 + m2) + q² (m3 + m4)     y3 = p³ (m1 - m2) + q³ (m3 - m4) + m5
 * </pre>
 *
 * <p>Many such lines side by side are one call: arrays are read from element 0 with one index ({@link Loops}). A loop takes
 * at most six arrays: HotSpot did not turn those with seven into vector instructions. Unlike in the paper, gradients to
 * kernels are the transposed of the same sums, not a filter of their own.
 */
final class WinogradSums {
    /** Outputs of one line of a tile. */
    static final int OUTPUTS = 4;
    /** Inputs of one line of a tile, and its products. */
    static final int POINTS = 6;
    /** Taps of the kernel. */
    static final int TAPS = 3;

    private static final float P = 0.75f;
    private static final float Q = 1.5f;
    private static final float P2 = P * P;
    private static final float Q2 = Q * Q;
    private static final float P3 = P * P2;
    private static final float Q3 = Q * Q2;
    private static final float OF_ZERO = 1 / (P2 * Q2);
    private static final float OF_P = 1 / (2 * P2 * (P2 - Q2));
    private static final float OF_Q = 1 / (2 * Q2 * (Q2 - P2));

    private WinogradSums() {
    }

    /** Six inputs {@code d} into factors of products {@code v}. */
    static void inputs(float[][] d, float[][] v, int length) {
        outermost(d[0], d[2], d[4], v[0], length);
        pair(d[1], d[2], d[3], d[4], Q2, P, v[1], v[2], length);
        pair(d[1], d[2], d[3], d[4], P2, Q, v[3], v[4], length);
        outermost(d[1], d[3], d[5], v[5], length);
    }

    /** Three taps {@code g} into factors of products {@code u}. */
    static void kernel(float[][] g, float[][] u, int length) {
        System.arraycopy(g[0], 0, u[0], 0, length);
        Loops.scale(u[0], OF_ZERO, length);
        taps(g[0], g[1], g[2], OF_P, P, u[1], u[2], length);
        taps(g[0], g[1], g[2], OF_Q, Q, u[3], u[4], length);
        System.arraycopy(g[2], 0, u[5], 0, length);
    }

    /** Six products {@code m}, which are lost, into four outputs {@code y}. */
    static void outputs(float[][] m, float[][] y, int length) {
        sumAndDifference(m[1], m[2], length);
        sumAndDifference(m[3], m[4], length);
        weighted(m[1], 1, m[3], 1, y[0], length);
        Loops.add(y[0], m[0], length);
        weighted(m[2], P, m[4], Q, y[1], length);
        weighted(m[1], P2, m[3], Q2, y[2], length);
        weighted(m[2], P3, m[4], Q3, y[3], length);
        Loops.add(y[3], m[5], length);
    }

    /** Gradients to four outputs {@code y} into those to six products {@code m}: {@link #outputs} transposed. */
    static void outputGradients(float[][] y, float[][] m, int length) {
        System.arraycopy(y[0], 0, m[0], 0, length);
        powers(y[0], y[1], y[2], y[3], P, m[1], m[2], length);
        powers(y[0], y[1], y[2], y[3], Q, m[3], m[4], length);
        System.arraycopy(y[3], 0, m[5], 0, length);
    }

    /** Gradients to six factors {@code u}, which are lost, into those to three taps {@code g}: {@link #kernel} transposed. */
    static void kernelGradients(float[][] u, float[][] g, int length) {
        sumAndDifference(u[1], u[2], length);
        sumAndDifference(u[3], u[4], length);
        Loops.scale(u[0], OF_ZERO, length);
        weighted(u[1], OF_P, u[3], OF_Q, g[0], length);
        Loops.add(g[0], u[0], length);
        weighted(u[2], OF_P * P, u[4], OF_Q * Q, g[1], length);
        weighted(u[1], OF_P * P2, u[3], OF_Q * Q2, g[2], length);
        Loops.add(g[2], u[5], length);
    }

    private static void outermost(float[] d0, float[] d2, float[] d4, float[] v, int length) {
        for (int i = 0; i < length; i++) {
            v[i] = P2 * Q2 * d0[i] - (P2 + Q2) * d2[i] + d4[i];
        }
    }

    private static void pair(float[] d1, float[] d2, float[] d3, float[] d4, float other, float point, float[] plus,
            float[] minus, int length) {
        for (int i = 0; i < length; i++) {
            float even = d4[i] - other * d2[i];
            float odd = point * (d3[i] - other * d1[i]);
            plus[i] = even + odd;
            minus[i] = even - odd;
        }
    }

    private static void taps(float[] g0, float[] g1, float[] g2, float scale, float point, float[] plus, float[] minus,
            int length) {
        float scaledPoint = scale * point;
        float scaledSquare = scaledPoint * point;
        for (int i = 0; i < length; i++) {
            float even = scale * g0[i] + scaledSquare * g2[i];
            float odd = scaledPoint * g1[i];
            plus[i] = even + odd;
            minus[i] = even - odd;
        }
    }

    private static void powers(float[] y0, float[] y1, float[] y2, float[] y3, float point, float[] plus, float[] minus,
            int length) {
        float square = point * point;
        float cube = square * point;
        for (int i = 0; i < length; i++) {
            float even = y0[i] + square * y2[i];
            float odd = point * y1[i] + cube * y3[i];
            plus[i] = even + odd;
            minus[i] = even - odd;
        }
    }

    private static void sumAndDifference(float[] x, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            float sum = x[i] + y[i];
            float difference = x[i] - y[i];
            x[i] = sum;
            y[i] = difference;
        }
    }

    private static void weighted(float[] x, float ofX, float[] y, float ofY, float[] sum, int length) {
        for (int i = 0; i < length; i++) {
            sum[i] = ofX * x[i] + ofY * y[i];
        }
    }
}
