package org.otvae.motion.music;

import java.util.Arrays;

/**
 * Music split into what lasts, tones, and what strikes, drums [fitzgerald2010harmonic]: a spectrum's magnitudes are
 * smoothed by medians along time and along frequency, and each value goes to the two parts in the ratio of the squares.
 *
 * @param harmonic   what lasts, {@code [samples]}
 * @param percussive what strikes, {@code [samples]}
 */
record HarmonicPercussive(float[] harmonic, float[] percussive) {

    private static final int WIDTH = 31; // of the medians, librosa's default

    /** The two parts of a signal. */
    static HarmonicPercussive of(float[] samples) {
        Spectrum spectrum = Spectrum.of(samples);
        float[][] magnitudes = spectrum.magnitudes();
        float[][] lasting = alongTime(magnitudes);
        float[][] share = new float[magnitudes.length][Spectrum.BINS];
        float[] striking = new float[Spectrum.BINS];
        for (int t = 0; t < magnitudes.length; t++) {
            medians(magnitudes[t], striking);
            for (int k = 0; k < Spectrum.BINS; k++) {
                share[t][k] = share(lasting[t][k], striking[k]);
            }
        }
        return new HarmonicPercussive(spectrum.part(share, false, samples.length),
                spectrum.part(share, true, samples.length));
    }

    private static float share(double a, double b) {
        double most = Math.max(a, b);
        return most < Float.MIN_NORMAL ? 0.5f : (float) (a / most * (a / most) / (a / most * (a / most) + b / most * (b / most)));
    }

    private static float[][] alongTime(float[][] magnitudes) {
        float[][] smooth = new float[magnitudes.length][Spectrum.BINS];
        float[] line = new float[magnitudes.length];
        float[] result = new float[magnitudes.length];
        for (int k = 0; k < Spectrum.BINS; k++) {
            for (int t = 0; t < line.length; t++) {
                line[t] = magnitudes[t][k];
            }
            medians(line, result);
            for (int t = 0; t < line.length; t++) {
                smooth[t][k] = result[t];
            }
        }
        return smooth;
    }

    /** The median of the values around each one; beyond its ends the line goes on mirrored, the last value twice. */
    static void medians(float[] line, float[] result) {
        float[] sorted = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            sorted[i] = line[mirrored(i - WIDTH / 2, line.length)];
        }
        Arrays.sort(sorted);
        result[0] = sorted[WIDTH / 2];
        for (int t = 1; t < line.length; t++) {
            replace(sorted, line[mirrored(t - 1 - WIDTH / 2, line.length)], line[mirrored(t + WIDTH / 2, line.length)]);
            result[t] = sorted[WIDTH / 2];
        }
    }

    private static void replace(float[] sorted, float old, float fresh) {
        int at = Arrays.binarySearch(sorted, old);
        while (at > 0 && sorted[at - 1] > fresh) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        while (at < WIDTH - 1 && sorted[at + 1] < fresh) {
            sorted[at] = sorted[at + 1];
            at++;
        }
        sorted[at] = fresh;
    }

    private static int mirrored(int at, int length) {
        int period = Math.floorMod(at, 2 * length);
        return Math.min(period, 2 * length - 1 - period);
    }
}
