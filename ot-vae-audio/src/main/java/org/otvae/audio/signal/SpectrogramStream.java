package org.otvae.audio.signal;

import java.util.Arrays;

/**
 * The spectrogram of sound that arrives in pieces: the same values as {@link FrontEnd#logMel(float[], Level)} gives for
 * the whole, in whatever pieces it comes. A frame is out half a
 * window after the last sample that it needs. Not for several threads.
 */
public final class SpectrogramStream {

    private final FrontEnd frontEnd;
    private final Level level;
    private final MelFrames mel;
    private final double[] decibels;
    private double[] piece = new double[0]; // emphasised samples that a frame may still need
    private long start;
    private long received;
    private float last; // sample, for the pre-emphasis
    private long frames;
    private boolean finished;

    /** A stream before its first sample, at the front end's sample rate. */
    public SpectrogramStream(FrontEnd frontEnd, Level level) {
        this.frontEnd = frontEnd;
        this.level = level;
        this.mel = new MelFrames(frontEnd);
        this.decibels = new double[frontEnd.bands()];
    }

    /**
     * Takes the next samples and gives the frames that they complete.
     *
     * @param samples {@code [samples]}, any number of them
     * @return {@code [frames, bands]}, frame after frame; often empty
     */
    public float[] push(float[] samples) {
        requireOpen();
        FrontEnd.requireFinite(samples);
        keep(samples);
        long complete = Math.max(frames, (received - frontEnd.window()) / frontEnd.hop() + 1);
        return next(received < 2L * frontEnd.window() ? frames : complete, Long.MAX_VALUE);
    }

    /**
     * Ends the sound and gives its last frames.
     *
     * @return {@code [frames, bands]}, frame after frame
     * @throws IllegalArgumentException if there were too few samples to be reflected at their ends
     */
    public float[] finish() {
        requireOpen();
        finished = true;
        frontEnd.requireLong(received);
        return next(received / frontEnd.hop() + 1, received);
    }

    private void keep(float[] samples) {
        long oldest = Math.max(start, Math.min(received, frames * frontEnd.hop()) - 2L * frontEnd.window());
        int from = (int) (oldest - start);
        double[] longer = Arrays.copyOfRange(piece, from, piece.length + samples.length);
        int filled = piece.length - from;
        double scale = FrontEnd.PEAK / level.peak();
        for (int n = 0; n < samples.length; n++) {
            longer[filled + n] = scale * samples[n] - (received + n == 0 ? 0 : frontEnd.preEmphasis() * scale * last);
            last = samples[n];
        }
        piece = longer;
        start = oldest;
        received += samples.length;
    }

    private float[] next(long until, long length) {
        int bands = frontEnd.bands();
        float[] values = new float[Math.toIntExact((until - frames) * bands)];
        for (int i = 0; frames < until; i++, frames++) {
            mel.decibels(frames, piece, start, length, decibels);
            for (int band = 0; band < bands; band++) {
                values[i * bands + band] = frontEnd.value(decibels[band], level.loudest());
            }
        }
        return values;
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException("this stream has ended; begin a new one");
        }
    }
}
