package org.otvae.motion.metric;

import org.otvae.metric.Fidelity;

/** The mean absolute difference of all coordinates in mm, what training minimizes first. Example: all 1 cm too high, 3.3 mm. */
public final class AbsoluteDifference implements Fidelity {

    private static final double MILLIMETRES = 1000; // of a metre

    private final int frames;
    private double sum;
    private long values;

    /** A difference over no examples yet, of {@code frames} frames each. */
    public AbsoluteDifference(int frames) {
        this.frames = frames;
    }

    @Override
    public String name() {
        return "l1";
    }

    @Override
    public void add(float[] original, float[] reconstruction) {
        ExamplePairs.count(original, reconstruction, frames);
        for (int i = 0; i < original.length; i++) {
            sum += MILLIMETRES * Math.abs((double) original[i] - reconstruction[i]);
        }
        values += original.length;
    }

    @Override
    public double value() {
        return sum / values;
    }
}
