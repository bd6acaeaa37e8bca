package org.otvae.signal;

/**
 * The Fourier transform of real signals whose length is a power of two, by a complex transform of half the length
 * [cooley1965algorithm]. Forward {@code X_k = sum_n x_n e^(-2 pi i k n / N)}; backward divides by N, so that it
 * inverts. An object holds tables only and may be shared between threads.
 */
public final class RealFourier {

    private final int length;
    private final int half;
    private final double[] cos; // of 2 pi k / length, k < half
    private final double[] sin;
    private final int[] reversed;

    /** The tables for signals of {@code length} samples. */
    public RealFourier(int length) {
        if (length < 4 || Integer.bitCount(length) != 1) {
            throw new IllegalArgumentException("length must be a power of two of at least 4, found " + length);
        }
        this.length = length;
        this.half = length / 2;
        this.cos = new double[half];
        this.sin = new double[half];
        this.reversed = new int[half];
        int bits = Integer.numberOfTrailingZeros(half);
        for (int k = 0; k < half; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / length);
            sin[k] = Math.sin(2 * Math.PI * k / length);
            reversed[k] = Integer.reverse(k) >>> 32 - bits;
        }
    }

    /** The number of values of a spectrum from 0 to half the sample rate: length / 2 + 1. */
    public int bins() {
        return half + 1;
    }

    /**
     * Transforms a signal.
     *
     * @param signal {@code [length]}
     * @param re     receives the real parts, {@code [bins]}
     * @param im     receives the imaginary parts, {@code [bins]}
     */
    public void forward(double[] signal, double[] re, double[] im) {
        double[] zr = new double[half];
        double[] zi = new double[half];
        for (int n = 0; n < half; n++) {
            zr[reversed[n]] = signal[2 * n];
            zi[reversed[n]] = signal[2 * n + 1];
        }
        butterflies(zr, zi, -1);
        for (int k = 0; k <= half; k++) {
            int a = k % half;
            int b = (half - k) % half;
            double evenR = (zr[a] + zr[b]) / 2;
            double evenI = (zi[a] - zi[b]) / 2;
            double oddR = (zi[a] + zi[b]) / 2;
            double oddI = (zr[b] - zr[a]) / 2;
            double c = k == half ? -1 : cos[k];
            double s = k == half ? 0 : -sin[k];
            re[k] = evenR + c * oddR - s * oddI;
            im[k] = evenI + c * oddI + s * oddR;
        }
    }

    /**
     * The signal of a spectrum; the inverse of {@link #forward}. The imaginary parts of the first and last bin count as
     * 0.
     */
    public void backward(double[] re, double[] im, double[] signal) {
        double[] zr = new double[half];
        double[] zi = new double[half];
        for (int k = 0; k < half; k++) {
            int mirror = half - k;
            double imK = k == 0 ? 0 : im[k];
            double imMirror = mirror == half ? 0 : im[mirror];
            double evenR = (re[k] + re[mirror]) / 2;
            double evenI = (imK - imMirror) / 2;
            double diffR = (re[k] - re[mirror]) / 2;
            double diffI = (imK + imMirror) / 2;
            double oddR = diffR * cos[k] - diffI * sin[k]; // times e^(+2 pi i k / N)
            double oddI = diffI * cos[k] + diffR * sin[k];
            zr[reversed[k]] = evenR - oddI;
            zi[reversed[k]] = evenI + oddR;
        }
        butterflies(zr, zi, 1);
        for (int n = 0; n < half; n++) {
            signal[2 * n] = zr[n] / half;
            signal[2 * n + 1] = zi[n] / half;
        }
    }

    private void butterflies(double[] re, double[] im, int sign) {
        for (int size = 2; size <= half; size *= 2) {
            int step = length / size;
            for (int start = 0; start < half; start += size) {
                for (int k = 0; k < size / 2; k++) {
                    double c = cos[k * step];
                    double s = sign * sin[k * step];
                    int a = start + k;
                    int b = a + size / 2;
                    double r = re[b] * c - im[b] * s;
                    double i = re[b] * s + im[b] * c;
                    re[b] = re[a] - r;
                    im[b] = im[a] - i;
                    re[a] += r;
                    im[a] += i;
                }
            }
        }
    }
}
