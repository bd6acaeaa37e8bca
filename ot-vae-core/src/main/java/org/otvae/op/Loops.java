package org.otvae.op;

/**
 * Inner loops over one row, written so that HotSpot turns them into vector instructions: every array is read from its
 * element 0 with the same index, at most two products a statement, and no conversion between types beside other
 * arithmetic.
 */
final class Loops {
    /**
     * Exponentials of less than this are taken at this: e^-70 is as good as nothing beside 1 and still far from the
     * float's underflow.
     */
    static final double LEAST_EXPONENT = -70;

    private Loops() {
    }

    /**
     * {@code y = exp(x + shift)} to a relative error below 2e-9, by a polynomial at a 256th of the argument and eight
     * squarings: no step goes through integers, which HotSpot does not vectorise. Arguments below {@link
     * #LEAST_EXPONENT} count as that.
     */
    static void exp(double[] x, double shift, double[] y, int length) {
        for (int i = 0; i < length; i++) {
            double t = Math.max(x[i] + shift, LEAST_EXPONENT) * (1 / 256.0);
            double p = 1 + t * (1 + t * (0.5 + t * (1 / 6.0 + t * (1 / 24.0 + t * (1 / 120.0 + t * (1 / 720.0))))));
            p = p * p;
            p = p * p;
            p = p * p;
            p = p * p;
            p = p * p;
            p = p * p;
            p = p * p;
            y[i] = p * p;
        }
    }

    /** {@code x = s * scale + g}; returns the largest. */
    static double scoresPlus(float[] s, double scale, double[] g, double[] x, int length) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            double value = s[i] * scale + g[i];
            x[i] = value;
            if (value > largest) {
                largest = value;
            }
        }
        return largest;
    }

    /** {@code x = s + g}; returns the largest. */
    static double sums(float[] s, float[] g, double[] x, int length) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            double value = (double) s[i] + g[i];
            x[i] = value;
            if (value > largest) {
                largest = value;
            }
        }
        return largest;
    }

    /** {@code x = (x - shift) * scale}. */
    static void shiftAndScale(double[] x, double shift, double scale, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = (x[i] - shift) * scale;
        }
    }

    /** {@code x = sqrt(x + shift)}. */
    static void squareRoots(double[] x, double shift, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = Math.sqrt(x[i] + shift);
        }
    }

    /** {@code p = (float) (e * scale)}. */
    static void narrow(double[] e, double scale, float[] p, int length) {
        for (int i = 0; i < length; i++) {
            p[i] = (float) (e[i] * scale);
        }
    }

    /** {@code p = (float) (e + shift)}. */
    static void narrowShifted(double[] e, double shift, float[] p, int length) {
        for (int i = 0; i < length; i++) {
            p[i] = (float) (e[i] + shift);
        }
    }

    /** {@code e = p}. */
    static void widen(float[] p, double[] e, int length) {
        for (int i = 0; i < length; i++) {
            e[i] = p[i];
        }
    }

    static double sum(double[] e, int length) {
        return sum(e, 0, length);
    }

    /** The sum of the elements {@code from} to {@code to - 1}. */
    static double sum(double[] e, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            a += e[i];
            b += e[i + 1];
            c += e[i + 2];
            d += e[i + 3];
        }
        for (; i < to; i++) {
            a += e[i];
        }
        return (a + b) + (c + d);
    }

    /** The largest element; NaN if there is one. */
    static double max(double[] e, int length) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            largest = Math.max(largest, e[i]);
        }
        return largest;
    }

    /** The sum of the products of {@code p} and {@code q}. */
    static double dot(double[] p, double[] q, int length) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += p[i] * q[i];
            b += p[i + 1] * q[i + 1];
            c += p[i + 2] * q[i + 2];
            d += p[i + 3] * q[i + 3];
        }
        for (; i < length; i++) {
            a += p[i] * q[i];
        }
        return (a + b) + (c + d);
    }

    static float sum(float[] e, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        float j = 0;
        int i = 0;
        for (; i + 7 < length; i += 8) {
            a += e[i];
            b += e[i + 1];
            c += e[i + 2];
            d += e[i + 3];
            f += e[i + 4];
            g += e[i + 5];
            h += e[i + 6];
            j += e[i + 7];
        }
        for (; i < length; i++) {
            a += e[i];
        }
        return ((a + b) + (c + d)) + ((f + g) + (h + j));
    }

    /** {@code t = p * v + q * w}. */
    static void products(float[] t, float[] p, float[] v, float[] q, float[] w, int length) {
        for (int i = 0; i < length; i++) {
            t[i] = p[i] * v[i] + q[i] * w[i];
        }
    }

    /** {@code acc += u * p}. */
    static void addScaled(float[] acc, float u, float[] p, int length) {
        for (int i = 0; i < length; i++) {
            acc[i] += u * p[i];
        }
    }

    /** {@code p *= scale}. */
    static void scale(float[] p, float scale, int length) {
        for (int i = 0; i < length; i++) {
            p[i] *= scale;
        }
    }

    /** {@code acc += p}. */
    static void add(float[] acc, float[] p, int length) {
        for (int i = 0; i < length; i++) {
            acc[i] += p[i];
        }
    }

    /** {@code acc += p}. */
    static void add(double[] acc, double[] p, int length) {
        for (int i = 0; i < length; i++) {
            acc[i] += p[i];
        }
    }

    /** {@code acc *= p}. */
    static void multiply(double[] acc, double[] p, int length) {
        for (int i = 0; i < length; i++) {
            acc[i] *= p[i];
        }
    }

    /** {@code m += y0 b0 + y1 b1 + y2 b2 + y3 b3}. */
    static void addFour(float[] m, float[] b0, float y0, float[] b1, float y1, float[] b2, float y2, float[] b3,
            float y3, int length) {
        for (int i = 0; i < length; i++) {
            m[i] += (y0 * b0[i] + y1 * b1[i]) + (y2 * b2[i] + y3 * b3[i]);
        }
    }

    /** {@code d = (d - p * m) * scale}. */
    static void subtractProduct(float[] d, float[] p, float[] m, float scale, int length) {
        for (int i = 0; i < length; i++) {
            d[i] = (d[i] - p[i] * m[i]) * scale;
        }
    }

    /** {@code p = max(norm - 2 p + norms, 0) * scale}. */
    static void distances(float[] p, float norm, float[] norms, float scale, int length) {
        for (int i = 0; i < length; i++) {
            p[i] = Math.max(norm - 2 * p[i] + norms[i], 0) * scale;
        }
    }

    /** {@code x -= m}. */
    static void subtract(float[] x, float[] m, int length) {
        for (int i = 0; i < length; i++) {
            x[i] -= m[i];
        }
    }

    /** {@code acc += p * q}. */
    static void addProduct(float[] acc, float[] p, float[] q, int length) {
        for (int i = 0; i < length; i++) {
            acc[i] += p[i] * q[i];
        }
    }

    /** {@code x = max((x - m) * s + b, least)}. */
    static void normalise(float[] x, float[] m, float[] s, float[] b, float least, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = Math.max((x[i] - m[i]) * s[i] + b[i], least);
        }
    }

    /** {@code d = (d - p * q) * s}. */
    static void subtractProductScaled(float[] d, float[] p, float[] q, float[] s, int length) {
        for (int i = 0; i < length; i++) {
            d[i] = (d[i] - p[i] * q[i]) * s[i];
        }
    }

    /**
     * {@code d} where {@code y > 0}, else 0, for y of at least 0: times 1 for every positive y and times 0 for 0,
     * without a branch that nobody can predict.
     */
    static void keepWherePositive(float[] d, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            d[i] *= Math.min(y[i] * Float.MAX_VALUE, 1);
        }
    }

    /** {@code m = max(m, s)}. */
    static void max(float[] m, float[] s, int length) {
        for (int i = 0; i < length; i++) {
            m[i] = Math.max(m[i], s[i]);
        }
    }

    /** {@code x = (s - m) * scale}. */
    static void differences(float[] s, float[] m, double scale, double[] x, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = ((double) s[i] - m[i]) * scale;
        }
    }
}
