package org.otvae.audio.data;

import java.util.Objects;

/**
 * Sound of one channel.
 *
 * @param samples    {@code [samples]}, full scale is [-1, 1]; held, not copied
 * @param sampleRate samples a second, in Hz
 */
public record Recording(float[] samples, int sampleRate) {

    /** Checks that there is a rate. */
    public Recording {
        Objects.requireNonNull(samples, "samples");
        if (sampleRate < 1) {
            throw new IllegalArgumentException("sampleRate must be at least 1, found " + sampleRate);
        }
    }

    /** Its length in seconds. */
    public double seconds() {
        return samples.length / (double) sampleRate;
    }
}
