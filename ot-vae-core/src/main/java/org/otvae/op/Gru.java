package org.otvae.op;

import java.lang.ref.Reference;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * Reads sequences with a gated recurrent unit, from the front or from both ends: each position gets a state that knows
 * what came before it. With x_t the input and h the state before, 0 at the start,
 * {@code r = σ(x W_r + b_r + h U_r + c_r)}, {@code z = σ(x W_z + b_z + h U_z + c_z)},
 * {@code n = tanh(x W_n + b_n + r (h U_n + c_n))}, {@code h_t = (1 - z) n + z h}. [cho2014learning].
 *
 * <p>Unlike the paper, r multiplies the state's part of n after the product with U_n, the bias included: PyTorch's form.
 * Gates lie in PyTorch's order r, z, n along the last dimension of weights and biases. Gradients are exact, by
 * back-propagation through time. Example: x {@code [52, 32, 128]} with 128 hidden and 2 directions gives {@code [52, 32,
 * 256]}, the forward states first.
 */
public final class Gru extends GruNode {
    static final String NAME = "otvae_gru";
    private static final String SEQUENCES = "[batch, steps, in]";

    /** For SameDiff. */
    public Gru() {
    }

    private Gru(SDVariable x, SDVariable weight, SDVariable recurrent, SDVariable bias, SDVariable recurrentBias) {
        super(x, weight, recurrent, bias, recurrentBias);
    }

    /**
     * Adds a layer to a graph.
     *
     * @param x             {@code [batch, steps, in]}
     * @param weight        W of each direction below one another {@code [directions * in, 3 * hidden]}
     * @param recurrent     U of each direction {@code [directions * hidden, 3 * hidden]}
     * @param bias          b {@code [directions, 3 * hidden]}; 1 or 2 directions
     * @param recurrentBias c {@code [directions, 3 * hidden]}
     * @return the states {@code [batch, steps, directions * hidden]}
     */
    public static SDVariable of(SDVariable x, SDVariable weight, SDVariable recurrent, SDVariable bias,
            SDVariable recurrentBias) {
        return new Gru(x, weight, recurrent, bias, recurrentBias).outputVariables()[0];
    }

    /** One direction of {@link #of} by SameDiff's own operations, step by step; arguments as there, those of it alone. */
    public static SDVariable composed(SDVariable x, SDVariable weight, SDVariable recurrent, SDVariable bias,
            SDVariable recurrentBias, int steps, int hidden, boolean backward) {
        SameDiff graph = x.getSameDiff();
        SDVariable[] states = new SDVariable[steps];
        SDVariable state = gate(position(x, 0).mmul(weight), 0, hidden).mul(0);
        for (int step = 0; step < steps; step++) {
            int position = backward ? steps - 1 - step : step;
            SDVariable own = position(x, position).mmul(weight).add(bias.reshape(1, 3L * hidden));
            SDVariable old = state.mmul(recurrent).add(recurrentBias.reshape(1, 3L * hidden));
            SDVariable reset = graph.nn().sigmoid(gate(own, 0, hidden).add(gate(old, 0, hidden)));
            SDVariable keep = graph.nn().sigmoid(gate(own, 1, hidden).add(gate(old, 1, hidden)));
            SDVariable fresh = graph.math().tanh(gate(own, 2, hidden).add(reset.mul(gate(old, 2, hidden))));
            state = fresh.add(keep.mul(state.sub(fresh)));
            states[position] = graph.expandDims(state, 1);
        }
        return graph.concat(1, states);
    }

    /** The rows of one direction in a matrix that has {@code count} of each. */
    static SDVariable rows(SDVariable matrix, int direction, int count) {
        return matrix.getSameDiff().slice(matrix, new int[] {direction * count, 0}, count, -1);
    }

    private static SDVariable position(SDVariable x, int position) {
        return x.getSameDiff().squeeze(x.getSameDiff().slice(x, new int[] {0, position, 0}, -1, 1, -1), 1);
    }

    private static SDVariable gate(SDVariable gates, int number, int hidden) {
        return gates.getSameDiff().slice(gates, new int[] {0, number * hidden}, -1, hidden);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    public int getNumOutputs() {
        return 2;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        GruShape shape = shape(in);
        requireSize(shape.gates(), in[3].size(1), "columns of the bias, three for each hidden unit");
        requireRank(in[4], 2, "the recurrent bias", "[directions, 3 * hidden]");
        requireSize(in[3].size(0), in[4].size(0), "rows of the recurrent bias, one for each direction");
        requireSize(shape.gates(), in[4].size(1), "columns of the recurrent bias, three for each hidden unit");
        DataType type = in[0].dataType();
        return List.of(shape(type, shape.batch(), shape.steps(), (long) shape.directions() * shape.hidden()),
                shape(type, shape.directions(), shape.batch(), shape.steps(), shape.saved()));
    }

    private GruShape shape(INDArray[] in) {
        requireRank(in[0], 3, "x", SEQUENCES);
        requireRank(in[1], 2, "the weight", "[directions * in, 3 * hidden]");
        requireRank(in[2], 2, "the recurrent weight", "[directions * hidden, 3 * hidden]");
        requireRank(in[3], 2, "the bias", "[directions, 3 * hidden]");
        int directions = (int) in[3].size(0);
        if (directions < 1 || directions > 2) {
            throw new IllegalArgumentException(NAME + ": expected a bias of 1 or 2 rows, one for each direction, found "
                    + directions + "; check the shapes of the inputs");
        }
        var shape = new GruShape((int) in[0].size(0), (int) in[0].size(1), (int) in[0].size(2),
                (int) in[2].size(0) / directions, directions);
        requireSize((long) directions * shape.in(), in[1].size(0), "rows of the weight, directions times in");
        requireSize((long) directions * shape.hidden(), in[2].size(0), "rows of the recurrent weight, directions times hidden");
        requireSize(shape.gates(), in[1].size(1), "columns of the weight, three for each hidden unit");
        requireSize(shape.gates(), in[2].size(1), "columns of the recurrent weight, three for each hidden unit");
        return shape;
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        GruShape shape = shape(in);
        if (in[0].dataType() == DataType.DOUBLE) {
            GruExact.forward(shape, in, out);
            return;
        }
        INDArray[] sources = rowMajor(in);
        INDArray[] targets = {RowMajor.target(out[0]), RowMajor.target(out[1])};
        kernel(shape).forward(sources, targets);
        Reference.reachabilityFence(sources);
        RowMajor.finish(targets[0], out[0]);
        RowMajor.finish(targets[1], out[1]);
    }

    static INDArray[] rowMajor(INDArray[] in) {
        INDArray[] sources = new INDArray[in.length];
        for (int i = 0; i < in.length; i++) {
            sources[i] = RowMajor.source(in[i]);
        }
        return sources;
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        SDVariable[] outputs = outputVariables();
        return List.of(new GruGradient(arg(0), arg(1), arg(2), outputs[0], outputs[1], upstream.get(0)).outputVariables());
    }
}
