package org.otvae.audio.metric;

import org.otvae.metric.Fidelity;

/**
 * How far apart two spectra are in shape, without their level and their fine structure [kubichek1993mel]: in each frame
 * {@code (10 / ln 10) sqrt(2 Σ (c_k - ĉ_k)²)} dB over the cepstral coefficients 1 to 13, then the mean over frames.
 *
 * <p>The coefficients are those of the cosine series of the natural logarithm of the power in the mel bands, {@code c_k
 * = 1/M Σ_m ln P_m cos(π k (m + 1/2) / M)}, so that the measure is the root mean square difference in dB of the two
 * spectra cut after their 13th cosine. Other programs scale the coefficients otherwise, or take them from other bands;
 * numbers compare with ours only where that is the same.
 */
public final class MelCepstralDistortion implements Fidelity {

    private static final int COEFFICIENTS = 13;

    private final int bands;
    private final int frames;
    private final double[][] cosines; // [13][bands], the scale of the bands' values included
    private double sum;
    private long count;

    /** A measure without data, of examples {@code [bands, frames]}; more than 13 bands. */
    public MelCepstralDistortion(int bands, int frames) {
        if (bands <= COEFFICIENTS || frames < 1) {
            throw new IllegalArgumentException("expected more than " + COEFFICIENTS
                    + " bands and at least 1 frame, found " + bands + " and " + frames);
        }
        this.bands = bands;
        this.frames = frames;
        this.cosines = new double[COEFFICIENTS][bands];
        for (int k = 0; k < COEFFICIENTS; k++) {
            for (int band = 0; band < bands; band++) {
                // decibels to natural logarithms of power and back again cancel
                cosines[k][band] = DecibelError.DECIBEL / bands * Math.cos(Math.PI * (k + 1) * (band + 0.5) / bands);
            }
        }
    }

    @Override
    public String name() {
        return "mcd";
    }

    @Override
    public void add(float[] original, float[] reconstruction) {
        DecibelError.requireSame(original, reconstruction);
        if (original.length % (bands * frames) != 0) {
            throw new IllegalArgumentException("expected whole examples of " + bands + " x " + frames
                    + " values, found " + original.length);
        }
        for (int start = 0; start < original.length; start += bands * frames) {
            for (int frame = 0; frame < frames; frame++) {
                double squares = 0;
                for (double[] cosine : cosines) {
                    double difference = 0;
                    for (int band = 0; band < bands; band++) {
                        int at = start + band * frames + frame;
                        difference += cosine[band] * ((double) original[at] - reconstruction[at]);
                    }
                    squares += difference * difference;
                }
                sum += Math.sqrt(2 * squares);
                count++;
            }
        }
    }

    @Override
    public double value() {
        return sum / count;
    }
}
