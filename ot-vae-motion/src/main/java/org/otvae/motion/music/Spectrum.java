package org.otvae.motion.music;

import java.util.Arrays;
import org.otvae.signal.ShortTimeFourier;

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

    private static final ShortTimeFourier FOURIER = new ShortTimeFourier(TRANSFORM, TRANSFORM, HOP);

    /** The spectrum of a signal. */
    static Spectrum of(float[] samples) {
        int frames = samples.length / HOP + 1;
        float[][] re = new float[frames][BINS];
        float[][] im = new float[frames][BINS];
        double[] signal = new double[samples.length];
        Arrays.setAll(signal, n -> samples[n]);
        FOURIER.forward(signal, (t, real, imaginary) -> {
            for (int k = 0; k < BINS; k++) {
                re[t][k] = (float) real[k];
                im[t][k] = (float) imaginary[k];
            }
        });
        return new Spectrum(re, im);
    }

    /**
     * The signal of {@code length} samples whose spectrum is nearest to a part of this one.
     *
     * @param share of each value that belongs to the part
     * @param rest  whether the other part is wanted
     */
    float[] part(float[][] share, boolean rest, int length) {
        double[] signal = FOURIER.backward(frames(), length, (t, real, imaginary) -> {
            for (int k = 0; k < BINS; k++) {
                double own = rest ? 1 - share[t][k] : share[t][k];
                real[k] = re[t][k] * own;
                imaginary[k] = im[t][k] * own;
            }
        });
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            samples[n] = (float) signal[n];
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
}
