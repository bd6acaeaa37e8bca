package org.otvae.audio.metric;

import java.util.Arrays;
import org.otvae.signal.RealFourier;

/**
 * How well speech is understood, without a listener: the short-time objective intelligibility (STOI) of
 * [taal2011algorithm], from about 0 to 1. Both sounds at 10 kHz, frames of 25.6 ms where the original is at most 40 dB
 * below its loudest frame, 15 third-octave bands from 150 Hz; the measure is the mean correlation of their envelopes
 * over all stretches of 384 ms.
 *
 * <p>It compares envelopes and no phases, so it suits sound from spectrograms. Speech at 8 kHz has nothing above 4 kHz,
 * where the uppermost band, 3,394 to 4,276 Hz, ends; compare with speech at the same rate only.
 */
public final class Intelligibility {

    /** The sample rate of both sounds, in Hz. */
    public static final int SAMPLE_RATE = 10_000;

    private static final int FRAME = 256;
    private static final int HOP = FRAME / 2;
    private static final int TRANSFORM = 512;
    private static final int BANDS = 15;
    private static final double LOWEST_HZ = 150;
    private static final int STRETCH = 30; // frames, 384 ms
    private static final double LOUDEST_DISTORTION = 1 + Math.pow(10, 15 / 20.0); // beta = -15 dB
    private static final double RANGE_DB = 40;
    private static final double FLOOR = Math.ulp(1.0);

    private Intelligibility() {
    }

    /**
     * The measure.
     *
     * @param original {@code [samples]} at 10 kHz
     * @param found    {@code [samples]} at 10 kHz, at the same time
     * @return NaN if less than 384 ms of the original are not silent
     */
    public static double of(float[] original, float[] found) {
        DecibelError.requireSame(original, found);
        double[] window = new double[FRAME];
        for (int n = 0; n < FRAME; n++) {
            window[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (n + 1) / (FRAME + 1));
        }
        int[] kept = loud(original, window);
        double[][] x = envelopes(joined(original, kept, window), window);
        double[][] y = envelopes(joined(found, kept, window), window);
        int stretches = x.length - STRETCH + 1;
        if (stretches < 1) {
            return Double.NaN;
        }
        double sum = 0;
        for (int m = 0; m < stretches; m++) {
            for (int band = 0; band < BANDS; band++) {
                sum += correlation(column(x, m, band), column(y, m, band));
            }
        }
        return sum / (stretches * BANDS);
    }

    /** The frames of the original that are not silent. */
    private static int[] loud(float[] original, double[] window) {
        double[] energy = new double[Math.max(0, (original.length - FRAME + HOP - 1) / HOP)];
        for (int f = 0; f < energy.length; f++) {
            for (int n = 0; n < FRAME; n++) {
                double value = window[n] * original[f * HOP + n];
                energy[f] += value * value;
            }
        }
        double loudest = Arrays.stream(energy).map(Intelligibility::decibels).max().orElse(0);
        return java.util.stream.IntStream.range(0, energy.length)
                .filter(f -> decibels(energy[f]) - loudest + RANGE_DB > 0).toArray();
    }

    private static double decibels(double energy) {
        return 20 * Math.log10(Math.sqrt(energy) + FLOOR);
    }

    /** The frames that are kept, one after the other. */
    private static double[] joined(float[] sound, int[] kept, double[] window) {
        double[] joined = new double[kept.length == 0 ? 0 : (kept.length - 1) * HOP + FRAME];
        for (int i = 0; i < kept.length; i++) {
            for (int n = 0; n < FRAME; n++) {
                joined[i * HOP + n] += window[n] * sound[kept[i] * HOP + n];
            }
        }
        return joined;
    }

    /** {@code [frames][bands]}: the third-octave bands. */
    private static double[][] envelopes(double[] sound, double[] window) {
        RealFourier fourier = new RealFourier(TRANSFORM);
        double[][] envelopes = new double[Math.max(0, (sound.length - FRAME + HOP - 1) / HOP)][BANDS];
        double[] frame = new double[TRANSFORM];
        double[] re = new double[fourier.bins()];
        double[] im = new double[fourier.bins()];
        for (int f = 0; f < envelopes.length; f++) {
            for (int n = 0; n < FRAME; n++) {
                frame[n] = window[n] * sound[f * HOP + n];
            }
            fourier.forward(frame, re, im);
            for (int band = 0; band < BANDS; band++) {
                double power = 0;
                for (int k = bin(2 * band - 1); k < bin(2 * band + 1); k++) {
                    power += re[k] * re[k] + im[k] * im[k];
                }
                envelopes[f][band] = Math.sqrt(power);
            }
        }
        return envelopes;
    }

    /** The bin nearest to {@code sixths} of an octave above the lowest centre. */
    private static int bin(int sixths) {
        return (int) Math.round(LOWEST_HZ * Math.pow(2, sixths / 6.0) * TRANSFORM / SAMPLE_RATE);
    }

    private static double[] column(double[][] envelopes, int start, int band) {
        double[] column = new double[STRETCH];
        for (int i = 0; i < STRETCH; i++) {
            column[i] = envelopes[start + i][band];
        }
        return column;
    }

    /** The correlation of two envelopes, the second brought to the level of the first and cut off far above it. */
    private static double correlation(double[] x, double[] y) {
        double scale = norm(x) / (norm(y) + FLOOR);
        for (int i = 0; i < STRETCH; i++) {
            y[i] = Math.min(scale * y[i], LOUDEST_DISTORTION * x[i]);
        }
        centre(x);
        centre(y);
        double product = 0;
        for (int i = 0; i < STRETCH; i++) {
            product += x[i] * y[i];
        }
        return product / ((norm(x) + FLOOR) * (norm(y) + FLOOR));
    }

    private static void centre(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
        }
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }
}
