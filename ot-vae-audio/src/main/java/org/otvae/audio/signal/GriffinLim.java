package org.otvae.audio.signal;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.otvae.signal.MelFilters;
import org.otvae.signal.ShortTimeFourier;

/**
 * Sound from mel spectrograms, without a trained vocoder: magnitudes that explain the bands, then phases that agree
 * with each other [griffin1984signal], faster with momentum [perraudin2013fast], then the pre-emphasis undone. Speech
 * comes out intelligible and a little metallic.
 */
public final class GriffinLim {

    private static final int SPREADING = 40; // multiplicative updates from bands to magnitudes
    private static final double MOMENTUM = 0.99;
    private static final double SMALL = 1e-12;
    private static final double PEAK = 0.9;

    private GriffinLim() {
    }

    /**
     * The sound of a spectrogram, deterministic.
     *
     * @param frontEnd   that made spectrograms of this kind
     * @param logMel     {@code [bands, frames]} as {@link FrontEnd#logMel} gives it
     * @param iterations rounds of agreement, 30 to 100
     * @return {@code [(frames - 1) * hop]}, a peak of 0.9
     */
    public static float[] samples(FrontEnd frontEnd, float[] logMel, int iterations) {
        if (logMel.length == 0 || logMel.length % frontEnd.bands() != 0 || iterations < 1) {
            throw new IllegalArgumentException("expected at least 1 iteration over whole frames of " + frontEnd.bands()
                    + " bands, found " + iterations + " over " + logMel.length + " values");
        }
        int frames = logMel.length / frontEnd.bands();
        int samples = (frames - 1) * frontEnd.hop();
        if (samples <= frontEnd.transform() / 2) {
            throw new IllegalArgumentException("expected at least " + (frontEnd.transform() / 2 / frontEnd.hop() + 2)
                    + " frames, found " + frames);
        }
        double[][] magnitudes = magnitudes(frontEnd, logMel, frames);
        double[] signal = agree(frontEnd, magnitudes, samples, iterations);
        double peak = SMALL;
        for (int n = 1; n < samples; n++) {
            signal[n] += frontEnd.preEmphasis() * signal[n - 1];
        }
        for (double value : signal) {
            peak = Math.max(peak, Math.abs(value));
        }
        float[] sound = new float[samples];
        for (int n = 0; n < samples; n++) {
            sound[n] = (float) (PEAK * signal[n] / peak);
        }
        return sound;
    }

    /** {@code [frames][bins]}, at least 0, whose bands are near the given ones. */
    private static double[][] magnitudes(FrontEnd frontEnd, float[] logMel, int frames) {
        MelFilters filters = new MelFilters(frontEnd.sampleRate(), frontEnd.transform(), frontEnd.bands(),
                frontEnd.lowHz(), frontEnd.highHz());
        int bins = frontEnd.transform() / 2 + 1;
        double[][] magnitudes = new double[frames][bins];
        for (int frame = 0; frame < frames; frame++) {
            double[] bands = new double[frontEnd.bands()];
            for (int band = 0; band < bands.length; band++) {
                bands[band] = Math.pow(10, (logMel[band * frames + frame] - 1) * 80 / 20);
            }
            double[] wanted = spread(filters, bands, bins);
            Arrays.fill(magnitudes[frame], SMALL);
            for (int k = 0; k < bins; k++) {
                magnitudes[frame][k] += wanted[k];
            }
            for (int i = 0; i < SPREADING; i++) {
                double[] found = new double[bands.length];
                for (int band = 0; band < bands.length; band++) {
                    found[band] = filters.apply(band, magnitudes[frame]);
                }
                double[] given = spread(filters, found, bins);
                for (int k = 0; k < bins; k++) {
                    magnitudes[frame][k] *= given[k] > 0 ? wanted[k] / given[k] : 0;
                }
            }
        }
        return magnitudes;
    }

    /** The transposed filters: {@code [bands] → [bins]}. */
    private static double[] spread(MelFilters filters, double[] bands, int bins) {
        double[] spectrum = new double[bins];
        for (int band = 0; band < bands.length; band++) {
            double[] weights = filters.weights(band);
            for (int i = 0; i < weights.length; i++) {
                spectrum[filters.first(band) + i] += weights[i] * bands[band];
            }
        }
        return spectrum;
    }

    /**
     * The shortest transform that holds the window: its bins are some of those of the front end's transform, and no
     * others are needed for the phases. At 8 kHz 256 samples do for 1,024.
     */
    private static int shortest(FrontEnd frontEnd) {
        int length = frontEnd.transform();
        while (length / 2 >= Math.max(frontEnd.window(), 4)) {
            length /= 2;
        }
        return length;
    }

    private static double[] agree(FrontEnd frontEnd, double[][] magnitudes, int samples, int iterations) {
        int shortest = shortest(frontEnd);
        int step = frontEnd.transform() / shortest;
        ShortTimeFourier transform = new ShortTimeFourier(shortest, frontEnd.window(), frontEnd.hop());
        int frames = magnitudes.length;
        int bins = transform.bins();
        double[][] re = new double[frames][bins];
        double[][] im = new double[frames][bins];
        double[][] lastRe = new double[frames][bins];
        double[][] lastIm = new double[frames][bins];
        var random = new SplittableRandom(1);
        for (int frame = 0; frame < frames; frame++) {
            for (int k = 0; k < bins; k++) {
                double phase = 2 * Math.PI * random.nextDouble();
                re[frame][k] = Math.cos(phase);
                im[frame][k] = Math.sin(phase);
            }
        }
        double[] signal = new double[samples];
        for (int i = 0; i <= iterations; i++) {
            signal = transform.backward(frames, samples, (frame, r, m) -> {
                for (int k = 0; k < bins; k++) {
                    double squares = re[frame][k] * re[frame][k] + im[frame][k] * im[frame][k];
                    double scale = magnitudes[frame][step * k] / Math.max(SMALL, Math.sqrt(squares));
                    r[k] = scale * re[frame][k];
                    m[k] = scale * im[frame][k];
                }
            });
            if (i < iterations) {
                boolean first = i == 0;
                transform.forward(signal, (frame, r, m) -> {
                    for (int k = 0; k < bins; k++) {
                        re[frame][k] = r[k] + (first ? 0 : MOMENTUM * (r[k] - lastRe[frame][k]));
                        im[frame][k] = m[k] + (first ? 0 : MOMENTUM * (m[k] - lastIm[frame][k]));
                        lastRe[frame][k] = r[k];
                        lastIm[frame][k] = m[k];
                    }
                });
            }
        }
        return signal;
    }
}
