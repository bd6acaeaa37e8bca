package org.otvae.graph;

import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.op.BatchNorm;
import org.otvae.op.Convolution;
import org.otvae.op.ConvolutionWindow;
import org.otvae.op.Gru;
import org.otvae.op.HostArray;
import org.otvae.op.Relu;
import org.otvae.op.TransposedConvolution;

/**
 * Layers of the encoders and decoders. Each names its parameters {@code name.weight}, {@code name.bias} and so on, and
 * takes and gives activations channel-last, {@code [batch, height, width, channels]}: so a latent is a row, and a
 * convolution a matrix product.
 *
 * <p>Initial values follow the published protocol: weights N(0, 0.02), batch-norm scales N(1, 0.02), biases 0.
 */
public final class Layers {

    /** Initial weights of convolutions. */
    public static final Init WEIGHT = new Init.Normal(0, 0.02);

    private static final Init BATCH_NORM_SCALE = new Init.Normal(1, 0.02);
    private static final Init ZERO = new Init.Constant(0);
    private static final double MOMENTUM = 0.1; // share of the new batch in running statistics, PyTorch's default

    private Layers() {
    }

    /** A convolution: {@code [batch, height, width, in]} → {@code [batch, ..., out]}, square kernel, same stride both ways. */
    public static SDVariable conv2d(Graph graph, String name, SDVariable x, int in, int out, int kernel, int stride,
            int padding) {
        SDVariable weight = graph.parameter(name + ".weight", WEIGHT, kernel, kernel, in, out);
        SDVariable bias = graph.parameter(name + ".bias", ZERO, out);
        return Convolution.of(x, weight, bias, stride, padding);
    }

    /** A transposed convolution: {@code [batch, height, width, in]} → {@code [batch, ..., out]}, the shape map reversed. */
    public static SDVariable transposedConv2d(Graph graph, String name, SDVariable x, int in, int out, int kernel,
            int stride, int padding) {
        SDVariable weight = graph.parameter(name + ".weight", WEIGHT, kernel, kernel, out, in);
        SDVariable bias = graph.parameter(name + ".bias", ZERO, out);
        return TransposedConvolution.of(x, weight, bias, stride, padding);
    }

    /** Part of one dimension of {@code rank}: what {@code axis} has from {@code from} to {@code to - 1}. */
    public static SDVariable part(SDVariable x, int rank, int axis, long from, long to) {
        long[] begin = new long[rank];
        long[] end = new long[rank];
        long[] stride = new long[rank];
        begin[axis] = from;
        end[axis] = to;
        Arrays.fill(stride, 1);
        int others = (1 << rank) - 1 ^ 1 << axis; // taken whole
        return x.getSameDiff().stridedSlice(x, begin, end, stride, others, others, 0, 0, 0);
    }

    /** A line of positions as an image: {@code [batch, positions, channels]} → {@code [batch, 1, positions, channels]}. */
    public static SDVariable toLine(SDVariable x) {
        return x.getSameDiff().expandDims(x, 1);
    }

    /** The inverse of {@link #toLine}. */
    public static SDVariable fromLine(SDVariable x) {
        return x.getSameDiff().squeeze(x, 1);
    }

    /**
     * A convolution along a line: {@code [batch, 1, positions, in]} → {@code [batch, 1, ..., out]}, without a bias where a
     * batch normalisation follows, which would take it away again.
     */
    public static SDVariable conv1d(Graph graph, String name, SDVariable x, int in, int out, int kernel, int stride,
            int padding, boolean bias) {
        SDVariable weight = graph.parameter(name + ".weight", WEIGHT, 1, kernel, in, out);
        return Convolution.of(x, weight, bias(graph, name, out, bias), ConvolutionWindow.line(stride, padding, 1));
    }

    /** A transposed convolution along a line, the shape map of {@link #conv1d} reversed. */
    public static SDVariable transposedConv1d(Graph graph, String name, SDVariable x, int in, int out, int kernel,
            int stride, int padding, boolean bias) {
        SDVariable weight = graph.parameter(name + ".weight", WEIGHT, 1, kernel, out, in);
        return TransposedConvolution.of(x, weight, bias(graph, name, out, bias), ConvolutionWindow.line(stride, padding, 1));
    }

    private static SDVariable bias(Graph graph, String name, int out, boolean learned) {
        return learned ? graph.parameter(name + ".bias", ZERO, out)
                : graph.sameDiff().constant(Nd4j.zeros(graph.dataType(), out));
    }

    /**
     * Batch normalisation over all dimensions but the last, with the statistics of the batch in training and running ones in
     * evaluation [ioffe2015batch], optionally followed by ReLU in the same node.
     */
    public static SDVariable batchNorm(Graph graph, String name, SDVariable x, int channels, boolean relu) {
        SDVariable scale = graph.parameter(name + ".weight", BATCH_NORM_SCALE, channels);
        SDVariable shift = graph.parameter(name + ".bias", ZERO, channels);
        SDVariable runningMean = graph.state(name + ".runningMean", ZERO, channels);
        SDVariable runningVariance = graph.state(name + ".runningVariance", new Init.Constant(1), channels);
        SDVariable rows = x.reshape(-1, channels);
        SDVariable shape = x.shape();
        if (!graph.training()) {
            return BatchNorm.evaluation(rows, scale, shift, runningMean, runningVariance, relu, BatchNorm.FLOOR).reshape(shape);
        }
        BatchNorm.Normalized normalized = BatchNorm.training(rows, scale, shift, relu, BatchNorm.FLOOR);
        graph.afterStep(name, List.of(normalized.y(), normalized.mean(), normalized.variance()),
                (watched, weights, seed) -> follow(watched, weights.state(name + ".runningMean"),
                        weights.state(name + ".runningVariance")));
        return normalized.y().reshape(shape);
    }

    private static void follow(List<INDArray> watched, INDArray runningMean, INDArray runningVariance) {
        double count = (double) watched.get(0).length() / watched.get(1).length();
        double unbiased = count > 1 ? count / (count - 1) : 1;
        blend(runningMean, watched.get(1), 1);
        blend(runningVariance, watched.get(2), unbiased);
    }

    private static void blend(INDArray running, INDArray batch, double factor) {
        double[] values = HostArray.doubles(running);
        double[] news = HostArray.doubles(batch);
        for (int i = 0; i < values.length; i++) {
            values[i] = (1 - MOMENTUM) * values[i] + MOMENTUM * factor * news[i];
        }
        HostArray.write(running, values);
    }

    /** Every position {@code times} times, one after the other: {@code [batch, n, in]} → {@code [batch, times * n, in]}. */
    public static SDVariable repeated(SDVariable x, int times) {
        return fromLine(x.getSameDiff().cnn().upsampling2d(toLine(x), 1, times, false));
    }

    /**
     * A gated recurrent layer over sequences, from the front and from the end: {@code [batch, steps, in]} → {@code [batch,
     * steps, 2 * hidden]}. First values are uniform within 1 / √hidden, as PyTorch draws them.
     */
    public static SDVariable gru(Graph graph, String name, SDVariable x, int in, int hidden) {
        Init init = new Init.Uniform(-1 / Math.sqrt(hidden), 1 / Math.sqrt(hidden));
        return Gru.of(x, graph.parameter(name + ".weight", init, 2L * in, 3L * hidden),
                graph.parameter(name + ".recurrent", init, 2L * hidden, 3L * hidden),
                graph.parameter(name + ".bias", init, 2, 3L * hidden),
                graph.parameter(name + ".recurrentBias", init, 2, 3L * hidden));
    }

    /** The larger of x and 0, element by element. */
    public static SDVariable relu(SDVariable x) {
        return Relu.of(x);
    }

    /** The logistic function, element by element. */
    public static SDVariable sigmoid(SDVariable x) {
        return x.getSameDiff().nn().sigmoid(x);
    }

    /** a bᵀ: {@code [n, d]} and {@code [m, d]} → {@code [n, m]}. */
    public static SDVariable timesTransposed(SDVariable a, SDVariable b) {
        return a.getSameDiff().mmul(a, b, false, true, false);
    }

    /** The same value, through which no gradient passes. */
    public static SDVariable stopGradient(SDVariable x) {
        return new StopGradient(x.getSameDiff(), x).outputVariable();
    }

    /** {@code [batch, channels, positions...]} → {@code [batch, positions..., channels]}; {@code rank} counts all dimensions. */
    public static SDVariable channelsLast(SDVariable x, int rank) {
        int[] order = new int[rank];
        for (int i = 1; i < rank - 1; i++) {
            order[i] = i + 1;
        }
        order[rank - 1] = 1;
        return x.permute(order);
    }

    /** {@code [batch, positions..., channels]} → {@code [batch, channels, positions...]}; {@code rank} counts all dimensions. */
    public static SDVariable channelsFirst(SDVariable x, int rank) {
        int[] order = new int[rank];
        order[1] = rank - 1;
        for (int i = 2; i < rank; i++) {
            order[i] = i - 1;
        }
        return x.permute(order);
    }
}
