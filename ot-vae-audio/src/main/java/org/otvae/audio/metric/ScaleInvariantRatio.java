package org.otvae.audio.metric;

/**
 * The ratio of signal to distortion in dB after the best change of volume (SI-SDR, [leroux2019sdr]): with
 * {@code a = <y, x> / <x, x>}, {@code 10 log10(|a x|² / |a x - y|²)}.
 *
 * <p>It compares samples, so it is for sound whose phases are kept. Sound from spectrograms has phases of its own, and
 * its ratio to the recording says nothing about what is heard: far below 0 dB even where every word is understood.
 */
public final class ScaleInvariantRatio {

    private ScaleInvariantRatio() {
    }

    /**
     * The ratio in dB; infinite for equal sound.
     *
     * @param original {@code [samples]}, not silent
     * @param found    {@code [samples]}
     */
    public static double decibels(float[] original, float[] found) {
        DecibelError.requireSame(original, found);
        double power = 0;
        double product = 0;
        for (int n = 0; n < original.length; n++) {
            power += (double) original[n] * original[n];
            product += (double) original[n] * found[n];
        }
        if (power == 0) {
            throw new IllegalArgumentException("expected sound to compare with, found silence");
        }
        double signal = 0;
        double distortion = 0;
        for (int n = 0; n < original.length; n++) {
            double scaled = product / power * original[n];
            signal += scaled * scaled;
            distortion += (scaled - found[n]) * (scaled - found[n]);
        }
        return 10 * Math.log10(signal / distortion);
    }
}
