package org.otvae.motion.music;

import org.otvae.signal.MelFilters;

/** Power in 128 mel bands up to half the sample rate, in decibels, and the cepstral coefficients of it. */
final class MelSpectrum {

    static final int BANDS = 128;

    private static final double LEAST = 1e-10; // of power, librosa's default
    private static final double RANGE = 80; // dB below the loudest value

    private MelSpectrum() {
    }

    /**
     * Decibels, {@code [frames, 128]}, no value more than 80 below the largest.
     *
     * @param relative whether the largest value is 0 dB; else power 1 is
     */
    static double[][] decibels(float[] samples, int sampleRateHz, boolean relative) {
        Spectrum spectrum = Spectrum.of(samples);
        MelFilters filters = new MelFilters(sampleRateHz, Spectrum.TRANSFORM, BANDS, 0, sampleRateHz / 2.0);
        double[][] decibels = new double[spectrum.frames()][BANDS];
        double[] power = new double[Spectrum.BINS];
        double most = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < decibels.length; t++) {
            for (int k = 0; k < Spectrum.BINS; k++) {
                double re = spectrum.re()[t][k];
                double im = spectrum.im()[t][k];
                power[k] = re * re + im * im;
            }
            for (int band = 0; band < BANDS; band++) {
                decibels[t][band] = 10 * Math.log10(Math.max(LEAST, filters.apply(band, power)));
                most = Math.max(most, decibels[t][band]);
            }
        }
        for (double[] frame : decibels) {
            for (int band = 0; band < BANDS; band++) {
                frame[band] = Math.max(frame[band], most - RANGE) - (relative ? most : 0);
            }
        }
        return decibels;
    }

    /** The first {@code count} coefficients of the orthonormal cosine transform of each frame. */
    static double[][] cepstra(double[][] decibels, int count) {
        double[][] cepstra = new double[decibels.length][count];
        for (int c = 0; c < count; c++) {
            double[] wave = new double[BANDS];
            for (int band = 0; band < BANDS; band++) {
                wave[band] = Math.sqrt((c == 0 ? 1.0 : 2.0) / BANDS) * Math.cos(Math.PI * c * (band + 0.5) / BANDS);
            }
            for (int t = 0; t < decibels.length; t++) {
                for (int band = 0; band < BANDS; band++) {
                    cepstra[t][c] += wave[band] * decibels[t][band];
                }
            }
        }
        return cepstra;
    }

    /**
     * Half the difference of the frames after and before; the first and the last frame have those of their neighbours.
     */
    static double[][] slopes(double[][] frames) {
        double[][] slopes = new double[frames.length][frames[0].length];
        for (int t = 0; t < frames.length; t++) {
            int inside = Math.max(1, Math.min(frames.length - 2, t));
            for (int c = 0; c < slopes[t].length; c++) {
                slopes[t][c] = (frames[inside + 1][c] - frames[inside - 1][c]) / 2;
            }
        }
        return slopes;
    }
}
