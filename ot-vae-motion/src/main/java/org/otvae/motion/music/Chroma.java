package org.otvae.motion.music;

import org.otvae.signal.ShortTimeFourier;

/**
 * How much of each of the twelve tones there is: magnitudes of a constant-Q transform [brown1991calculation] of 36
 * tones an octave from C1 on, in the tuning of the music, added up over octaves and over three neighbours for each
 * tone, the largest 1.
 *
 * <p>A tone of frequency f is the mean of the signal times e^(-2πift) under a Hann window of Q = 1/(2^(1/36) - 1) =
 * 51.4 periods, times the root of the window's samples. Each octave is taken at half the rate of the one above it.
 */
final class Chroma {

    static final int TONES = 12;

    private static final int PER_TONE = 3;
    private static final int PER_OCTAVE = TONES * PER_TONE;
    private static final double C1_HZ = 440 * Math.pow(2, -45 / 12.0);
    private static final double Q = 1 / (Math.pow(2, 1.0 / PER_OCTAVE) - 1);
    private static final int TAPS = 63; // on each side of the half-band filter: what folds onto the next octave is 80 dB down

    private Chroma() {
    }

    /**
     * The features, {@code [frames, 12]}, C first.
     *
     * @param octaves from C1 on; their highest tone lies below half the sample rate
     */
    static double[][] of(float[] samples, int sampleRateHz, int octaves) {
        double lowest = C1_HZ * Math.pow(2, Tuning.of(samples, sampleRateHz, PER_OCTAVE) / PER_OCTAVE);
        int frames = samples.length / Spectrum.HOP + 1;
        double[][] chroma = new double[frames][TONES];
        double[] signal = new double[samples.length];
        for (int n = 0; n < signal.length; n++) {
            signal[n] = samples[n];
        }
        for (int octave = octaves - 1; octave >= 0; octave--) {
            int halvings = octaves - 1 - octave;
            for (int bin = 0; bin < PER_OCTAVE; bin++) {
                double hertz = lowest * Math.pow(2, octave + bin / (double) PER_OCTAVE);
                int tone = (bin + PER_TONE / 2) / PER_TONE % TONES;
                add(signal, hertz / sampleRateHz, halvings, chroma, tone);
            }
            signal = octave > 0 ? halved(signal) : signal;
        }
        for (double[] frame : chroma) {
            scaleToOne(frame);
        }
        return chroma;
    }

    /** Adds the magnitude of one tone to a column; {@code frequency} in periods a sample of the full rate. */
    private static void add(double[] signal, double frequency, int halvings, double[][] target, int column) {
        double length = Q / frequency; // of the window, in samples of the full rate
        double brief = length / (1 << halvings);
        int first = (int) Math.floor(-brief / 2);
        int size = (int) Math.floor(brief / 2) - first;
        double[] window = ShortTimeFourier.hann(size);
        double[] cos = new double[size];
        double[] sin = new double[size];
        double sum = 0;
        for (int j = 0; j < size; j++) {
            double angle = 2 * Math.PI * frequency * (1 << halvings) * (first + j);
            cos[j] = window[j] * Math.cos(angle);
            sin[j] = window[j] * Math.sin(angle);
            sum += window[j];
        }
        for (int t = 0; t < target.length; t++) {
            int centre = t * (Spectrum.HOP >> halvings);
            double re = 0;
            double im = 0;
            boolean inside = centre - first < signal.length && centre - first - size >= 0;
            for (int j = 0; j < size; j++) {
                int at = centre - first - j;
                double value = signal[inside ? at : (int) ShortTimeFourier.reflected(at, signal.length)];
                re += cos[j] * value;
                im += sin[j] * value;
            }
            target[t][column] += Math.sqrt(length) * Math.hypot(re, im) / sum;
        }
    }

    /** Every second sample after a low-pass filter, a sinc under a Blackman window; beyond its ends the signal is 0. */
    static double[] halved(double[] signal) {
        double[] taps = new double[2 * TAPS + 1];
        double total = 0;
        for (int i = -TAPS; i <= TAPS; i++) {
            double phase = Math.PI * i / (TAPS + 1);
            double sinc = i == 0 ? 0.5 : Math.sin(Math.PI * i / 2) / (Math.PI * i);
            taps[i + TAPS] = sinc * (0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase));
            total += taps[i + TAPS];
        }
        double[] result = new double[(signal.length + 1) / 2];
        for (int n = 0; n < result.length; n++) {
            for (int i = Math.max(-TAPS, -2 * n); i <= Math.min(TAPS, signal.length - 1 - 2 * n); i++) {
                result[n] += taps[i + TAPS] / total * signal[2 * n + i];
            }
        }
        return result;
    }

    /** Divides by the largest magnitude, if it is not 0. */
    static void scaleToOne(double[] frame) {
        double most = 0;
        for (double value : frame) {
            most = Math.max(most, Math.abs(value));
        }
        for (int i = 0; i < frame.length; i++) {
            frame[i] /= most < Float.MIN_NORMAL ? 1 : most;
        }
    }
}
