package org.otvae.graph;

import java.util.SplittableRandom;

/** How a parameter's first values are drawn. The set is open to no one: a checkpoint never depends on it. */
public sealed interface Init {

    /** Draws {@code length} values; the same generator state gives the same values. */
    double[] draw(int length, SplittableRandom random);

    /** Independent normal values. */
    record Normal(double mean, double deviation) implements Init {
        @Override
        public double[] draw(int length, SplittableRandom random) {
            double[] values = new double[length];
            for (int i = 0; i < length; i++) {
                values[i] = mean + deviation * random.nextGaussian();
            }
            return values;
        }
    }

    /** Independent uniform values in [low, high). */
    record Uniform(double low, double high) implements Init {
        public Uniform {
            if (!(low < high)) {
                throw new IllegalArgumentException("low must be less than high, found " + low + " and " + high);
            }
        }

        @Override
        public double[] draw(int length, SplittableRandom random) {
            double[] values = new double[length];
            for (int i = 0; i < length; i++) {
                values[i] = low + (high - low) * random.nextDouble();
            }
            return values;
        }
    }

    /** The same value everywhere. */
    record Constant(double value) implements Init {
        @Override
        public double[] draw(int length, SplittableRandom random) {
            double[] values = new double[length];
            java.util.Arrays.fill(values, value);
            return values;
        }
    }
}
