package org.otvae.model;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.otvae.op.MeanSquaredDifference;
import org.otvae.op.MotionDifference;

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
     * (D_x/2) · log of the mean over the batch of ||x - x̂||², the negative log-likelihood of a Gaussian whose variance
     * is fitted to the batch [takida2022sqvae]. In nats per example, like the terms of stochastic quantizers.
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

    /**
     * The error of motion, Bailando's [siyao2022bailando]: per block of channels, the mean of |x - x̂| and, weighted,
     * those of the differences in velocity |Δx - Δx̂| and in acceleration |ΔΔx - ΔΔx̂|, with Δ the difference of
     * neighbouring frames; then the mean over blocks. Data are {@code [batch, channels, frames]}.
     *
     * <p>Example: blocks 45 and 27 of 72 channels are the upper and the lower half of the body, and the loss is
     * (L_upper + L_lower)/2 however many channels each has.
     *
     * @param velocityWeight     weight of the differences in velocity, at least 0; 1 in Bailando
     * @param accelerationWeight weight of the differences in acceleration, at least 0; 1 in Bailando
     * @param blocks             channels of each block, in the order of the data's channels
     */
    record MotionError(double velocityWeight, double accelerationWeight, List<Integer> blocks)
            implements Reconstruction {
        public MotionError {
            if (!(velocityWeight >= 0) || !(accelerationWeight >= 0)) {
                throw new IllegalArgumentException("velocityWeight and accelerationWeight must be at least 0, found "
                        + velocityWeight + " and " + accelerationWeight);
            }
            blocks = List.copyOf(blocks);
            if (blocks.isEmpty() || blocks.stream().anyMatch(channels -> channels < 1)) {
                throw new IllegalArgumentException("blocks must be one or more numbers of channels, each at least 1, "
                        + "found " + blocks);
            }
        }

        @Override
        public SDVariable loss(SDVariable data, SDVariable decoded, long exampleSize) {
            return MotionDifference.of(decoded, data, velocityWeight, accelerationWeight, blocks);
        }
    }

    /**
     * D_x · log of {@link MotionError}, which for weights of 0 is the negative log-likelihood, up to constants, of a Laplace
     * distribution whose scale is fitted to the batch. In nats per example like {@link LogSquaredError}, and so of one measure
     * with the terms of stochastic quantizers. Data are {@code [batch, channels, frames]}.
     *
     * <p>Example: 72 channels of 64 frames are D_x = 4,608 values; an error twice as small is a loss smaller by 4,608 · log 2.
     *
     * @param velocityWeight     as in {@link MotionError}
     * @param accelerationWeight as in {@link MotionError}
     * @param blocks             as in {@link MotionError}
     */
    record LogMotionError(double velocityWeight, double accelerationWeight, List<Integer> blocks) implements Reconstruction {
        private static final double FLOOR = 1e-12; // keeps a perfect reconstruction finite

        public LogMotionError {
            blocks = new MotionError(velocityWeight, accelerationWeight, blocks).blocks(); // checks all three
        }

        @Override
        public SDVariable loss(SDVariable data, SDVariable decoded, long exampleSize) {
            SDVariable error = MotionDifference.of(decoded, data, velocityWeight, accelerationWeight, blocks);
            return data.getSameDiff().math().log(error.add(FLOOR)).mul(exampleSize);
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
