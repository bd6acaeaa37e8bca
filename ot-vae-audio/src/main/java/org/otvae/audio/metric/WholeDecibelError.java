package org.otvae.audio.metric;

/**
 * The error of whole recordings in dB squared as [takida2022sqvae, code] defines it: 6,400 times the sum of squared
 * differences of all recordings over all bands and all frames but the first and the last of each, over the number of
 * those values. Every frame counts alike, so that long recordings count more. Unlike {@link DecibelError}, which sees
 * windows, each coded on its own and all of its frames counted, this takes recordings that were coded in one piece.
 *
 * <p>Example: recordings of 34 and 52 frames and 80 bands with a constant difference of 0.05 and of 0.1 have 16 and 64
 * dB squared each, and together (32 * 16 + 50 * 64) / 82 = 45.3.
 */
public final class WholeDecibelError {

    /** Its key in records. */
    public static final String NAME = "db2 whole";

    private final int bands;
    private double sum;
    private long values;

    /** A measure without data. */
    public WholeDecibelError(int bands) {
        if (bands < 1) {
            throw new IllegalArgumentException("bands must be at least 1, found " + bands);
        }
        this.bands = bands;
    }

    /**
     * Adds a recording.
     *
     * @param original       {@code [bands, frames]}, values of the front end
     * @param reconstruction the same layout
     * @throws IllegalArgumentException if the lengths differ, or are no whole number of at least three frames
     */
    public void add(float[] original, float[] reconstruction) {
        DecibelError.requireSame(original, reconstruction);
        int frames = original.length / bands;
        if (frames < 3 || frames * bands != original.length) {
            throw new IllegalArgumentException("expected at least 3 frames of " + bands + " bands, found "
                    + original.length + " values");
        }
        for (int band = 0; band < bands; band++) {
            for (int frame = 1; frame < frames - 1; frame++) {
                int at = band * frames + frame;
                double difference = DecibelError.DECIBEL * ((double) original[at] - reconstruction[at]);
                sum += difference * difference;
            }
        }
        values += (long) bands * (frames - 2);
    }

    /** The measure over all recordings so far; NaN before the first. */
    public double value() {
        return sum / values;
    }
}
