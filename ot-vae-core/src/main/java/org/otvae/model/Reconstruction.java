package org.otvae.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.otvae.op.MeanSquaredDifference;

/** What a bad reconstruction costs. Closed: metrics and tables know these forms. */
public sealed interface Reconstruction {

    /**
     * The loss, a scalar.
     *
     * @param data        {@code [batch, ...]}
     * @param decoded     the same shape
     * @param exampleSize D_x, the number of values in one example
     */
    SDVariable loss(SDVariable data, SDVariable decoded, long exampleSize);

    /** The mean over all values of (x - x̂)². */
    record SquaredError() implements Reconstruction {
        @Override
        public SDVariable loss(SDVariable data, SDVariable decoded, long exampleSize) {
            return MeanSquaredDifference.of(decoded, data);
        }
    }

    /**
     * (D_x/2) · log of the mean over the batch of ||x - x̂||², the negative log-likelihood of a Gaussian whose variance is
     * fitted to the batch [takida2022sqvae]. In nats per example, like the terms of stochastic quantizers.
     */
    record LogSquaredError() implements Reconstruction {
        private static final double FLOOR = 1e-12; // keeps a perfect reconstruction finite

        @Override
        public SDVariable loss(SDVariable data, SDVariable decoded, long exampleSize) {
            SameDiff sameDiff = data.getSameDiff();
            SDVariable perExample = MeanSquaredDifference.of(decoded, data).mul(exampleSize);
            return sameDiff.math().log(perExample.add(FLOOR)).mul(exampleSize / 2.0);
        }
    }

    /** The mean over all values of |x - x̂|. */
    record AbsoluteError() implements Reconstruction {
        @Override
        public SDVariable loss(SDVariable data, SDVariable decoded, long exampleSize) {
            return data.getSameDiff().math().abs(decoded.sub(data)).mean();
        }
    }
}
