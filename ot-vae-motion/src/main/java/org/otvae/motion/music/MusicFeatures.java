package org.otvae.motion.music;

import org.otvae.data.MalformedDataException;

/**
 * What a dance hears of its music, 438 numbers in each frame [siyao2022bailando, code]: 20 mel-frequency cepstral
 * coefficients (0 to 19), their slopes (20 to 39), 12 tones (40 to 51), the strength of onsets (52), 1 at beats and
 * else 0 (53), and the tempogram of 384 lags (54 to 437), all by the definitions of librosa 0.9's defaults. Tones are
 * those of what lasts in the music, onsets and beats those of what strikes ({@link HarmonicPercussive}).
 *
 * <p>Frames are 512 samples apart, so the sample rate chooses the frame rate: 30,720 Hz for 60 frames a second, at
 * which beats are compared with those of a dance; 3,840 Hz for 7.5, the rate of motion tokens at 60 Hz.
 *
 * @param values          {@code [frames, 438]}, one frame after the other; held, not copied
 * @param framesPerSecond frames a second, in Hz
 */
public record MusicFeatures(float[] values, double framesPerSecond) {

    /** Numbers of a frame. */
    public static final int COUNT = 438;

    /** The place of the beat in a frame. */
    public static final int BEAT = 53;

    /** The sample rate for features at the rate of motion tokens, 7.5 frames a second. */
    public static final int TOKENS_HZ = 3_840;

    /** The sample rate for features at the rate of dances, 60 frames a second. */
    public static final int FRAMES_HZ = 30_720;

    private static final int CEPSTRA = 20;
    private static final int LAGS = 384;
    private static final int LEAST_FRAMES = 8;
    private static final int MOST_FRAMES = 36_000; // bounds the memory: 20 KB a frame while spectra are smoothed, 700 MB

    /** Checks that the values are whole frames. */
    public MusicFeatures {
        if (values.length == 0 || values.length % COUNT != 0) {
            throw new IllegalArgumentException("values must be whole frames of " + COUNT + " numbers, found " + values.length);
        }
        if (!(framesPerSecond > 0) || Double.isInfinite(framesPerSecond)) {
            throw new IllegalArgumentException("framesPerSecond must be greater than 0, found " + framesPerSecond);
        }
    }

    /**
     * The features of music.
     *
     * @param samples      of one channel, full scale is [-1, 1], at least 8 frames
     * @param sampleRateHz {@value #TOKENS_HZ} or {@value #FRAMES_HZ}; other music must be resampled first
     * @throws MalformedDataException if the music is too short, longer than 36,000 frames, 10 minutes at 60 a second, or not finite
     */
    public static MusicFeatures of(float[] samples, int sampleRateHz) {
        if (sampleRateHz != TOKENS_HZ && sampleRateHz != FRAMES_HZ) {
            throw new IllegalArgumentException("expected music at " + TOKENS_HZ + " or " + FRAMES_HZ + " Hz, found "
                    + sampleRateHz + " Hz; resample it first");
        }
        int frames = samples.length / Spectrum.HOP + 1;
        if (frames < LEAST_FRAMES || frames > MOST_FRAMES) {
            throw new MalformedDataException("expected music of " + (LEAST_FRAMES - 1) * Spectrum.HOP / (double) sampleRateHz + " to "
                    + (MOST_FRAMES - 1) * Spectrum.HOP / sampleRateHz + " seconds, found "
                    + samples.length / (double) sampleRateHz);
        }
        for (float sample : samples) {
            if (!Float.isFinite(sample)) {
                throw new MalformedDataException("expected finite samples of music, found " + sample);
            }
        }
        double framesPerSecond = sampleRateHz / (double) Spectrum.HOP;
        double[][] cepstra = MelSpectrum.cepstra(MelSpectrum.decibels(samples, sampleRateHz, true), CEPSTRA);
        HarmonicPercussive parts = HarmonicPercussive.of(samples);
        double[][] chroma = Chroma.of(parts.harmonic(), sampleRateHz, sampleRateHz == FRAMES_HZ ? 7 : 5);
        double[] strength = Onsets.strength(parts.percussive(), sampleRateHz);
        float[] values = new float[Math.multiplyExact(frames, COUNT)];
        fill(values, 0, cepstra);
        fill(values, CEPSTRA, MelSpectrum.slopes(cepstra));
        fill(values, 2 * CEPSTRA, chroma);
        for (int t = 0; t < frames; t++) {
            values[t * COUNT + BEAT - 1] = (float) strength[t];
        }
        for (int beat : Beats.of(strength, framesPerSecond)) {
            values[beat * COUNT + BEAT] = 1;
        }
        fill(values, BEAT + 1, Onsets.tempogram(strength, LAGS));
        return new MusicFeatures(values, framesPerSecond);
    }

    private static void fill(float[] values, int column, double[][] frames) {
        for (int t = 0; t < frames.length; t++) {
            for (int i = 0; i < frames[t].length; i++) {
                values[t * COUNT + column + i] = (float) frames[t][i];
            }
        }
    }

    /** The number of frames. */
    public int frames() {
        return values.length / COUNT;
    }

    /** The frames of beats, ascending. */
    public int[] beats() {
        return java.util.stream.IntStream.range(0, frames()).filter(frame -> values[frame * COUNT + BEAT] == 1).toArray();
    }

    /** The same music at another rate: of each new instant the frame nearest to it. */
    public MusicFeatures at(double otherFramesPerSecond) {
        double step = framesPerSecond / otherFramesPerSecond;
        int count = (int) Math.floor((frames() - 1) / step + 1e-9) + 1;
        float[] chosen = new float[Math.multiplyExact(count, COUNT)];
        for (int t = 0; t < count; t++) {
            int frame = Math.min(frames() - 1, (int) Math.rint(t * step));
            System.arraycopy(values, frame * COUNT, chosen, t * COUNT, COUNT);
        }
        return new MusicFeatures(chosen, otherFramesPerSecond);
    }
}
