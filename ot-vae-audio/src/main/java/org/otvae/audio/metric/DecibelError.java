package org.otvae.audio.metric;

import org.otvae.metric.Fidelity;

/**
 * The mean squared error of mel bands in dB squared, the measure of [takida2022sqvae]: values of the front end are
 * decibels over 80. Example: a constant difference of 0.05 is 4 dB, so 16.
 */
public final class DecibelError implements Fidelity {

    static final double DECIBEL = 80; // of one unit

    private double sum;
    private long values;

    @Override
    public String name() {
        return "db2";
    }

    @Override
    public void add(float[] original, float[] reconstruction) {
        requireSame(original, reconstruction);
        for (int i = 0; i < original.length; i++) {
            double difference = DECIBEL * ((double) original[i] - reconstruction[i]);
            sum += difference * difference;
        }
        values += original.length;
    }

    @Override
    public double value() {
        return sum / values;
    }

    static void requireSame(float[] original, float[] reconstruction) {
        if (original.length != reconstruction.length) {
            throw new IllegalArgumentException("expected two of one length, found " + original.length + " and "
                    + reconstruction.length + " values");
        }
    }
}
