package org.otvae.audio.metric;

import org.otvae.metric.Fidelity;

/**
 * The mean absolute difference of mel bands in dB. Example: a constant difference of 0.05 in the front end's values is
 * 4.
 */
public final class MelDistance implements Fidelity {

    private double sum;
    private long values;

    @Override
    public String name() {
        return "mel";
    }

    @Override
    public void add(float[] original, float[] reconstruction) {
        DecibelError.requireSame(original, reconstruction);
        for (int i = 0; i < original.length; i++) {
            sum += DecibelError.DECIBEL * Math.abs((double) original[i] - reconstruction[i]);
        }
        values += original.length;
    }

    @Override
    public double value() {
        return sum / values;
    }
}
