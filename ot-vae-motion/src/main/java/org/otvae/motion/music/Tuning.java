package org.otvae.motion.music;

import java.util.Arrays;

/** How far the tones of music lie from those of a piano tuned to 440 Hz. */
final class Tuning {

    private static final double LOWEST_HZ = 150; // librosa's defaults, these and the next three
    private static final double HIGHEST_HZ = 4_000;
    private static final double PEAK = 0.1; // of the frame's largest magnitude
    private static final int STEPS = 100; // of the histogram
    private static final double A0_HZ = 27.5;

    private Tuning() {
    }

    /** Peaks of spectra: their frequencies in Hz and heights. */
    private record Peaks(double[] hertz, double[] heights, int count) {
        private Peaks with(double hz, double height) {
            boolean full = count == hertz.length;
            double[] a = full ? Arrays.copyOf(hertz, 2 * count) : hertz;
            double[] b = full ? Arrays.copyOf(heights, 2 * count) : heights;
            a[count] = hz;
            b[count] = height;
            return new Peaks(a, b, count + 1);
        }
    }

    /**
     * The most frequent distance of a peak to the nearest of {@code perOctave} tones, as a share of the step between
     * tones, at least -0.5 and below 0.5, in hundredths; of the peaks at least as high as the median one. 0 without
     * peaks.
     */
    static double of(float[] samples, int sampleRateHz, int perOctave) {
        Peaks peaks = peaks(Spectrum.of(samples).magnitudes(), sampleRateHz);
        double median = median(Arrays.copyOf(peaks.heights, peaks.count));
        int[] counts = new int[STEPS];
        for (int i = 0; i < peaks.count; i++) {
            if (peaks.heights[i] >= median) {
                double tones = perOctave * Math.log(peaks.hertz[i] / A0_HZ) / Math.log(2);
                double distance = tones - Math.floor(tones);
                distance -= distance >= 0.5 ? 1 : 0;
                counts[Math.min(STEPS - 1, (int) Math.floor((distance + 0.5) * STEPS))]++;
            }
        }
        int best = 0;
        for (int i = 1; i < STEPS; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return peaks.count == 0 ? 0 : -0.5 + best / (double) STEPS;
    }

    private static Peaks peaks(float[][] magnitudes, int sampleRateHz) {
        double binHz = sampleRateHz / (double) Spectrum.TRANSFORM;
        Peaks peaks = new Peaks(new double[1_024], new double[1_024], 0);
        for (float[] frame : magnitudes) {
            double least = 0;
            for (float magnitude : frame) {
                least = Math.max(least, PEAK * magnitude);
            }
            for (int k = 1; k < Spectrum.BINS - 1; k++) {
                double left = frame[k - 1] > least ? frame[k - 1] : 0;
                double right = frame[k + 1] > least ? frame[k + 1] : 0;
                boolean inside = k * binHz >= LOWEST_HZ && k * binHz < Math.min(HIGHEST_HZ, sampleRateHz / 2.0);
                if (inside && frame[k] > least && frame[k] > left && frame[k] >= right) {
                    double slope = (frame[k + 1] - (double) frame[k - 1]) / 2;
                    double bend = 2.0 * frame[k] - frame[k + 1] - frame[k - 1];
                    double shift = slope / (Math.abs(bend) < Float.MIN_NORMAL ? bend + 1 : bend);
                    peaks = peaks.with((k + shift) * binHz, frame[k] + 0.5 * slope * shift);
                }
            }
        }
        return peaks;
    }

    /** The median; the mean of the two in the middle of an even number, 0 of none. */
    static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length == 0 ? 0 : values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
