package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * Batch normalisation along dimension 1: {@code y = gamma (x - mean) / sqrt(variance + floor) + beta} for every
 * channel, with the mean and variance of the batch when training and given ones when evaluating, followed by {@code
 * max(y, 0)} if wanted. [ioffe2015batch] Algorithm 1 and 2. Sums are taken in double precision. Gradients to x,
 * gamma and beta are exact; none flows through the mean and variance that the node hands out or is given. Example: x
 * {@code [32, 64, 14, 14]} has 64 means, each of 32 · 14 · 14 = 6272 values.
 */
public final class BatchNorm extends JavaOp {
    static final String NAME = "otvae_batch_norm";
    /** What is added to the variance unless the caller says otherwise: PyTorch's value. */
    public static final double FLOOR = 1e-5;

    /**
     * What the training form computes.
     *
     * @param y the normalised x, of x's shape
     * @param mean the batch's means {@code [channels]}
     * @param variance the batch's variances {@code [channels]}, divided by the count; times count / (count - 1) for
     *     running statistics as PyTorch keeps them
     */
    public record Normalized(SDVariable y, SDVariable mean, SDVariable variance) {
    }

    /** For SameDiff. */
    public BatchNorm() {
    }

    private BatchNorm(SDVariable x, SDVariable gamma, SDVariable beta, boolean relu, double floor) {
        super(x.getSameDiff(), x, gamma, beta);
        addIArgument(relu ? 1 : 0);
        addTArgument(floor);
    }

    /**
     * Normalises with the batch's statistics.
     *
     * @param x {@code [batch, channels, ...]}
     * @param gamma factors {@code [channels]}
     * @param beta summands {@code [channels]}
     * @param relu whether negative results become 0
     * @param floor added to the variance, {@link #FLOOR} as a rule
     */
    public static Normalized training(SDVariable x, SDVariable gamma, SDVariable beta, boolean relu, double floor) {
        SDVariable[] outputs = new BatchNorm(x, gamma, beta, relu, floor).outputVariables();
        return new Normalized(outputs[0], outputs[1], outputs[2]);
    }

    /** Normalises with given statistics {@code [channels]}; parameters as for {@link #training}. */
    public static SDVariable evaluation(SDVariable x, SDVariable gamma, SDVariable beta, SDVariable mean,
            SDVariable variance, boolean relu,
            double floor) {
        return new BatchNormFixed(x, gamma, beta, mean, variance, relu, floor).outputVariable();
    }

    /** {@link #training} of SameDiff's own operations; {@code rank} is that of x. */
    public static Normalized composed(SDVariable x, SDVariable gamma, SDVariable beta, boolean relu, double floor,
            int rank) {
        int[] others = new int[rank - 1];
        long[] broadcast = new long[rank];
        for (int d = 0; d < rank; d++) {
            broadcast[d] = d == 1 ? -1 : 1;
            if (d != 1) {
                others[d == 0 ? 0 : d - 1] = d;
            }
        }
        SDVariable mean = x.mean(true, others);
        SDVariable centred = x.sub(mean);
        SDVariable variance = centred.mul(centred).mean(true, others);
        SDVariable deviation = x.getSameDiff().math().sqrt(variance.add(floor));
        SDVariable y = centred.div(deviation).mul(gamma.reshape(broadcast)).add(beta.reshape(broadcast));
        return new Normalized(relu ? x.getSameDiff().nn().relu(y, 0) : y, mean.reshape(-1), variance.reshape(-1));
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    public int getNumOutputs() {
        return 3;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        ChannelLayout layout = ChannelLayout.of(in[0], NAME);
        requireSize(layout.channels(), in[1].length(), "values of gamma");
        requireSize(layout.channels(), in[2].length(), "values of beta");
        DataType type = in[0].dataType();
        return List.of(shape(type, in[0].shape()), shape(type, layout.channels()), shape(type, layout.channels()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        ChannelLayout layout = ChannelLayout.of(in[0], NAME);
        double[] mean = new double[layout.channels()];
        double[] variance = new double[layout.channels()];
        if (in[0].dataType() == DataType.DOUBLE) {
            new BatchNormExact(layout, HostArray.doubles(in[0])).statistics(mean, variance);
        } else {
            new BatchNormKernel(layout).statistics(HostArray.toRead(in[0]), mean, variance);
        }
        normalise(in, mean, variance, iArgs()[0] == 1, tArgs()[0], out[0]);
        HostArray.write(out[1], mean);
        HostArray.write(out[2], variance);
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        SDVariable[] outputs = outputVariables();
        return List.of(new BatchNormGradient(arg(0), arg(1), outputs[0], outputs[1], outputs[2], upstream.get(0), true,
                iArgs()[0] == 1, tArgs()[0])
                .outputVariables());
    }

    /** Writes y, given {x, gamma, beta} and the statistics. */
    static void normalise(INDArray[] in, double[] mean, double[] variance, boolean relu, double floor,
            INDArray target) {
        ChannelLayout layout = ChannelLayout.of(in[0], NAME);
        double[] scale = HostArray.doubles(in[1]);
        double[] beta = HostArray.doubles(in[2]);
        for (int c = 0; c < scale.length; c++) {
            scale[c] /= Math.sqrt(variance[c] + floor);
        }
        if (in[0].dataType() == DataType.DOUBLE) {
            double least = relu ? 0 : Double.NEGATIVE_INFINITY;
            HostArray.write(target, new BatchNormExact(layout, HostArray.doubles(in[0]))
                    .normalise(mean, scale, beta, least));
        } else {
            float least = relu ? 0 : Float.NEGATIVE_INFINITY;
            HostArray y = HostArray.toWrite(target);
            new BatchNormKernel(layout).normalise(HostArray.toRead(in[0]), mean, scale, beta, least, y);
            y.done();
        }
    }
}
