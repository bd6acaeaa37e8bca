package org.otvae.motion.music;

import org.otvae.signal.RealFourier;

/**
 * The short-time Fourier transform under which all features are taken: Hann windows of 2,048 samples every 512,
 * centred, the signal reflected at its ends. Example: 3,840 samples have 8 frames, centred at the samples 0, 512 and so
 * on up to 3,584.
 *
 * @param re real parts, {@code [frames, 1025]}
 * @param im imaginary parts
 */
record Spectrum(float[][] re, float[][] im) {

    static final int TRANSFORM = 2_048;
    static final int HOP = 512;
    static final int BINS = TRANSFORM / 2 + 1;

    private static final double LEAST_WEIGHT = 1e-8; // of overlapping windows; where none reaches there is nothing to divide

    /** The spectrum of a signal. */
    static Spectrum of(float[] samples) {
        int frames = samples.length / HOP + 1;
        float[][] re = new float[frames][BINS];
        float[][] im = new float[frames][BINS];
        RealFourier fourier = new RealFourier(TRANSFORM);
        double[] window = hann(TRANSFORM);
        double[] frame = new double[TRANSFORM];
        double[] real = new double[BINS];
        double[] imaginary = new double[BINS];
        for (int t = 0; t < frames; t++) {
            for (int n = 0; n < TRANSFORM; n++) {
                frame[n] = window[n] * samples[reflected(t * HOP + n - TRANSFORM / 2, samples.length)];
            }
            fourier.forward(frame, real, imaginary);
            for (int k = 0; k < BINS; k++) {
                re[t][k] = (float) real[k];
                im[t][k] = (float) imaginary[k];
            }
        }
        return new Spectrum(re, im);
    }

    /**
     * The signal of {@code length} samples whose spectrum is nearest to a part of this one.
     *
     * @param share of each value that belongs to the part
     * @param rest  whether the other part is wanted
     */
    float[] part(float[][] share, boolean rest, int length) {
        RealFourier fourier = new RealFourier(TRANSFORM);
        double[] window = hann(TRANSFORM);
        double[] sum = new double[length];
        double[] weight = new double[length];
        double[] real = new double[BINS];
        double[] imaginary = new double[BINS];
        double[] frame = new double[TRANSFORM];
        for (int t = 0; t < frames(); t++) {
            for (int k = 0; k < BINS; k++) {
                double own = rest ? 1 - share[t][k] : share[t][k];
                real[k] = re[t][k] * own;
                imaginary[k] = im[t][k] * own;
            }
            fourier.backward(real, imaginary, frame);
            int start = t * HOP - TRANSFORM / 2;
            for (int n = Math.max(0, -start); n < Math.min(TRANSFORM, length - start); n++) {
                sum[start + n] += window[n] * frame[n];
                weight[start + n] += window[n] * window[n];
            }
        }
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            samples[n] = (float) (sum[n] / Math.max(weight[n], LEAST_WEIGHT));
        }
        return samples;
    }

    int frames() {
        return re.length;
    }

    /** The magnitude of each value, {@code [frames, 1025]}. */
    float[][] magnitudes() {
        float[][] magnitudes = new float[frames()][BINS];
        for (int t = 0; t < frames(); t++) {
            for (int k = 0; k < BINS; k++) {
                magnitudes[t][k] = (float) Math.hypot(re[t][k], im[t][k]);
            }
        }
        return magnitudes;
    }

    /** The window of a length whose continuation has that period. */
    static double[] hann(int length) {
        double[] window = new double[length];
        for (int n = 0; n < length; n++) {
            window[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / length);
        }
        return window;
    }

    /** A place in a signal that goes on mirrored at its ends, which are not repeated. */
    static int reflected(int at, int length) {
        int period = Math.floorMod(at, 2 * (length - 1));
        return Math.min(period, 2 * (length - 1) - period);
    }
}
