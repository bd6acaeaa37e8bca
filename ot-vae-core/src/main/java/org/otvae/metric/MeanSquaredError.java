package org.otvae.metric;

/**
 * Averages the squared difference between originals and reconstructions over every single value, batch after batch.
 *
 * <p>{@code mse = (1/n) Σ (x - x̂)²} with n the number of values seen, not of examples, so batches of different size
 * count by their values and the number does not depend on how the set was cut. Sums are held in double precision.
 * Example: original (0, 1), reconstruction (0.5, 1) gives 0.125.
 */
public final class MeanSquaredError {

    private double sum;
    private long values;

    /**
     * Adds a batch; the layout of the arrays does not matter as long as it is the same in both.
     *
     * @throws IllegalArgumentException if the lengths differ
     */
    public void add(float[] original, float[] reconstruction) {
        if (original.length != reconstruction.length) {
            throw new IllegalArgumentException("reconstruction must have as many values as the original, "
                    + original.length + ", found " + reconstruction.length + "; pass both in the same layout");
        }
        double batch = 0;
        for (int i = 0; i < original.length; i++) {
            double difference = (double) original[i] - reconstruction[i];
            batch += difference * difference;
        }
        sum += batch;
        values += original.length;
    }

    /** The number of values seen so far. */
    public long values() {
        return values;
    }

    /** The mean squared error per value; NaN before the first value. */
    public double value() {
        return sum / values;
    }

    /** The mean squared error per value times 1000, the unit in which papers print it; NaN before the first value. */
    public double timesThousand() {
        return 1000 * value();
    }
}
