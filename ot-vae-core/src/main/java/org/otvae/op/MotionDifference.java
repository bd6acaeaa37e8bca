package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * How much two motions differ, a scalar: with e = a - b, the mean of |e| and, weighted, those of its first and second
 * differences along time, |Δe| and |ΔΔe|; per block of channels, then the mean over blocks. Its gradient to both; where a
 * difference is 0 the gradient is 0. Example: a and b {@code [32, 72, 240]} with blocks of 45 and 27 channels.
 */
public final class MotionDifference extends JavaOp {

    static final String NAME = "otvae_motion_difference";

    /** For SameDiff. */
    public MotionDifference() {
    }

    private MotionDifference(SDVariable a, SDVariable b, double velocityWeight, double accelerationWeight,
            List<Integer> blocks) {
        super(a.getSameDiff(), a, b);
        addTArgument(velocityWeight, accelerationWeight);
        blocks.forEach(channels -> addIArgument(channels));
    }

    /** The difference of {@code [batch, channels, frames]} and the same, with {@code blocks} of channels. */
    public static SDVariable of(SDVariable a, SDVariable b, double velocityWeight, double accelerationWeight,
            List<Integer> blocks) {
        return new MotionDifference(a, b, velocityWeight, accelerationWeight, blocks).outputVariable();
    }

    /** {@link #of} of SameDiff's own operations, for one block. */
    public static SDVariable composed(SDVariable a, SDVariable b, double velocityWeight, double accelerationWeight) {
        SameDiff sameDiff = a.getSameDiff();
        SDVariable error = a.sub(b);
        SDVariable velocity = frames(error, 1, 0).sub(frames(error, 0, -1));
        SDVariable acceleration = frames(velocity, 1, 0).sub(frames(velocity, 0, -1));
        return sameDiff.math().abs(error).mean().add(sameDiff.math().abs(velocity).mean().mul(velocityWeight))
                .add(sameDiff.math().abs(acceleration).mean().mul(accelerationWeight));
    }

    /** Frames from the {@code first} on; the last is left out with {@code end} -1 and kept with 0. */
    private static SDVariable frames(SDVariable x, long first, long end) {
        return x.getSameDiff().stridedSlice(x, new long[] {0, 0, first}, new long[] {0, 0, end}, new long[] {1, 1, 1}, 3,
                end == 0 ? 7 : 3, 0, 0, 0);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 3, "motion", "[batch, channels, frames]");
        if (!in[0].equalShapes(in[1])) {
            throw new IllegalArgumentException(NAME + ": expected two motions of one shape, found "
                    + java.util.Arrays.toString(in[0].shape()) + " and " + java.util.Arrays.toString(in[1].shape()));
        }
        Rows rows = Rows.of(this, in[0]);
        requireSize(rows.scale().length, in[0].size(1), "channels in the blocks together");
        if (rows.frames() < 3) {
            throw new IllegalArgumentException(NAME + ": expected at least 3 frames, which have an acceleration, found "
                    + rows.frames());
        }
        return List.of(shape(in[0].dataType()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        Rows rows = Rows.of(this, in[0]);
        HostArray a = HostArray.toRead(in[0]);
        HostArray b = HostArray.toRead(in[1]);
        RowBlocks blocks = RowBlocks.of(rows.count(), rows.frames());
        double[] partial = new double[blocks.count()];
        blocks.forEach((block, from, to) -> {
            double[] error = new double[rows.frames()];
            double[] other = new double[rows.frames()];
            for (int row = from; row < to; row++) {
                rows.difference(a, b, row, error, other);
                partial[block] += rows.scale()[row % rows.scale().length] * rows.size(error);
            }
        });
        double sum = 0;
        for (double part : partial) {
            sum += part;
        }
        HostArray.write(out[0], new double[] {sum});
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new MotionDifferenceGradient(this, arg(0), arg(1), upstream.get(0)).outputVariables());
    }

    /**
     * One row per example and channel.
     *
     * @param count              rows
     * @param frames             length of a row
     * @param scale              share of each channel's rows in the mean
     * @param velocityWeight     weight of the first differences
     * @param accelerationWeight weight of the second differences
     */
    record Rows(int count, int frames, double[] scale, double velocityWeight, double accelerationWeight) {

        static Rows of(JavaOp op, INDArray motion) {
            double[] scale = new double[java.util.Arrays.stream(op.iArgs()).mapToInt(Math::toIntExact).sum()];
            int channel = 0;
            for (long channels : op.iArgs()) {
                for (long c = 0; c < channels; c++) {
                    scale[channel++] = 1.0 / ((double) op.iArgs().length * motion.size(0) * channels);
                }
            }
            return new Rows(Math.toIntExact(motion.size(0) * motion.size(1)), Math.toIntExact(motion.size(2)), scale,
                    op.tArgs()[0], op.tArgs()[1]);
        }

        /** The row of a - b. */
        void difference(HostArray a, HostArray b, int row, double[] error, double[] other) {
            a.read((long) row * frames, error, frames);
            b.read((long) row * frames, other, frames);
            for (int t = 0; t < frames; t++) {
                error[t] -= other[t];
            }
        }

        /** The means over a row of |e|, |Δe| and |ΔΔe|, weighted. */
        double size(double[] e) {
            double place = Math.abs(e[0]) + Math.abs(e[1]);
            double velocity = Math.abs(e[1] - e[0]);
            double acceleration = 0;
            for (int t = 2; t < frames; t++) {
                place += Math.abs(e[t]);
                velocity += Math.abs(e[t] - e[t - 1]);
                acceleration += Math.abs(e[t] - 2 * e[t - 1] + e[t - 2]);
            }
            return place / frames + velocityWeight * velocity / (frames - 1)
                    + accelerationWeight * acceleration / (frames - 2);
        }

        /** The gradient of {@code factor} times {@link #size} to a row. */
        void slope(double[] e, double factor, double[] slope) {
            double place = factor / frames;
            double velocity = factor * velocityWeight / (frames - 1);
            double acceleration = factor * accelerationWeight / (frames - 2);
            for (int t = 0; t < frames; t++) {
                slope[t] = place * Math.signum(e[t]);
            }
            for (int t = 1; t < frames; t++) {
                double along = velocity * Math.signum(e[t] - e[t - 1]);
                slope[t] += along;
                slope[t - 1] -= along;
            }
            for (int t = 2; t < frames; t++) {
                double along = acceleration * Math.signum(e[t] - 2 * e[t - 1] + e[t - 2]);
                slope[t] += along;
                slope[t - 1] -= 2 * along;
                slope[t - 2] += along;
            }
        }
    }
}
