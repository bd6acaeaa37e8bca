package org.otvae.audio.signal;

import java.util.Arrays;
import org.otvae.signal.MelFilters;

/**
 * How speech becomes an image of {@code [bands, frames]}: peak normalisation, pre-emphasis, magnitudes of a short-time
 * Fourier transform, mel bands, decibels [takida2022sqvae, code]. With the protocol's numbers an hour of speech takes
 * 115 MB.
 *
 * @param sampleRate  samples a second, in Hz
 * @param transform   length of the Fourier transform in samples, a power of two; the window stands in its middle
 * @param window      length of the Hann window in samples
 * @param hop         from one frame to the next in samples
 * @param bands       mel bands, Slaney's scale and area norm
 * @param lowHz       lower edge of the first band
 * @param highHz      upper edge of the last band, at most half the sample rate
 * @param preEmphasis a in y[n] = x[n] - a x[n-1]
 * @param range       what is kept below the loudest value of a recording, in dB
 */
public record FrontEnd(int sampleRate, int transform, int window, int hop, int bands, double lowHz, double highHz,
        double preEmphasis, double range) {

    /** The protocol's, for ZeroSpeech 2019: 25 ms every 10 ms at 16 kHz, 80 bands from 50 Hz to 8 kHz. */
    public static final FrontEnd ZERO_SPEECH = new FrontEnd(16_000, 2_048, 400, 160, 80, 50, 8_000, 0.97, 80);

    /** The same times and bands for telephone speech at 8 kHz, up to 4 kHz. */
    public static final FrontEnd TELEPHONE = new FrontEnd(8_000, 1_024, 200, 80, 80, 50, 4_000, 0.97, 80);

    static final double PEAK = 0.999;
    static final double QUIETEST = 1e-5; // -100 dB

    public FrontEnd {
        require(sampleRate >= 1_000 && sampleRate <= 384_000, "sampleRate must be from 1,000 to 384,000", sampleRate);
        require(transform >= 16 && Integer.bitCount(transform) == 1, "transform must be a power of two of at least 16",
                transform);
        require(window >= 2 && window <= transform, "window must be from 2 to transform", window);
        require(hop >= 1 && hop <= window, "hop must be from 1 to window", hop);
        require(bands >= 1, "bands must be at least 1", bands);
        require(lowHz >= 0 && lowHz < highHz, "lowHz must be from 0 to highHz", lowHz);
        require(highHz <= sampleRate / 2.0, "highHz must be at most half the sample rate", highHz);
        require(preEmphasis >= 0 && preEmphasis < 1, "preEmphasis must be at least 0 and less than 1", preEmphasis);
        require(range > 0, "range must be greater than 0", range);
    }

    /** The number of frames of a recording of {@code samples} samples. */
    public int frames(int samples) {
        return samples / hop + 1;
    }

    /**
     * The number of the band whose middle is at a frequency, with its fraction; below 0 or above the last where there
     * is none.
     */
    public double band(double hertz) {
        double low = MelFilters.mel(lowHz);
        return (MelFilters.mel(hertz) - low) / (MelFilters.mel(highHz) - low) * (bands + 1) - 1;
    }

    /**
     * The image of a recording: decibels, {@code range} of them below its loudest value, over 80 plus 1, so about [0,
     * 1].
     *
     * @param samples {@code [samples]} at the front end's rate, of any level; more than half a transform of them
     * @return {@code [bands, frames]}, one band after the other
     * @throws IllegalArgumentException if the recording is too short to be reflected at its ends, or a sample is not finite
     */
    public float[] logMel(float[] samples) {
        double[] decibels = decibels(samples, peak(samples));
        return image(decibels, Arrays.stream(decibels).max().orElseThrow());
    }

    /**
     * The same with a level that is known beforehand, as a stream of sound has to be treated. With {@link #level} of
     * the samples these are the values of {@link #logMel(float[])}.
     */
    public float[] logMel(float[] samples, Level level) {
        return image(decibels(samples, level.peak()), level.loudest());
    }

    /** How loud a recording is, {@code [samples]} at the front end's rate; silence has a peak of 1. */
    public Level level(float[] samples) {
        double peak = peak(samples);
        return new Level(peak, Arrays.stream(decibels(samples, peak)).max().orElseThrow());
    }

    /** {@code [bands, frames]}, of the recording scaled to a peak of 0.999 if {@code peak} is its own. */
    private double[] decibels(float[] samples, double peak) {
        requireLong(samples.length);
        requireFinite(samples);
        double[] emphasised = new double[samples.length];
        double scale = PEAK / peak;
        for (int n = 0; n < samples.length; n++) {
            emphasised[n] = scale * samples[n] - (n == 0 ? 0 : preEmphasis * scale * samples[n - 1]);
        }
        MelFrames mel = new MelFrames(this);
        int frames = frames(samples.length);
        double[] decibels = new double[bands * frames];
        double[] column = new double[bands];
        for (int frame = 0; frame < frames; frame++) {
            mel.decibels(frame, emphasised, 0, samples.length, column);
            for (int band = 0; band < bands; band++) {
                decibels[band * frames + frame] = column[band];
            }
        }
        return decibels;
    }

    private float[] image(double[] decibels, double loudest) {
        float[] image = new float[decibels.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = value(decibels[i], loudest);
        }
        return image;
    }

    float value(double decibels, double loudest) {
        return (float) (Math.max(decibels, loudest - range) / 80 + 1);
    }

    static void requireFinite(float[] samples) {
        for (int n = 0; n < samples.length; n++) {
            if (!Float.isFinite(samples[n])) {
                throw new IllegalArgumentException("expected finite samples, found " + samples[n] + " at place " + n
                        + "; mend the recording");
            }
        }
    }

    void requireLong(long samples) {
        if (samples <= transform / 2) {
            throw new IllegalArgumentException("expected more than " + transform / 2 + " samples ("
                    + 500 * transform / sampleRate + " ms), found " + samples);
        }
    }

    private static double peak(float[] samples) {
        double peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak > 0 ? peak : 1;
    }

    private static void require(boolean holds, String what, double found) {
        if (!holds) {
            throw new IllegalArgumentException(what + ", found " + (found == Math.rint(found)
                    ? String.valueOf((long) found) : String.valueOf(found)));
        }
    }
}
