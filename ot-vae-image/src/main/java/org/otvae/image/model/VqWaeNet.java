package org.otvae.image.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Layers;
import org.otvae.op.Convolution;
import org.otvae.op.TransposedConvolution;

/** What encoder and decoder of VQ-WAE's network for 32 pixels [vuong2023vqwae, code] have in common. */
final class VqWaeNet {

    static final int HIDDEN = 128;
    static final int HALF = HIDDEN / 2;
    private static final int RESIDUAL = 32;
    private static final int LAYERS = 2;
    private static final Init WEIGHTS = new Init.Normal(0, 0.02); // of every convolution, as the authors' program sets them

    private VqWaeNet() {
    }

    /** A convolution whose bias begins as PyTorch's does, uniform within 1 / sqrt(inputs of an output). */
    static SDVariable conv(Graph graph, String name, SDVariable x, int in, int out, int kernel, int stride, int padding) {
        return Convolution.of(x, graph.parameter(name + ".weight", WEIGHTS, kernel, kernel, in, out),
                graph.parameter(name + ".bias", fanIn(in * kernel * kernel), out), stride, padding);
    }

    /** The transposed one, for which PyTorch counts the outputs of an input instead. */
    static SDVariable transposed(Graph graph, String name, SDVariable x, int in, int out, int kernel, int stride,
            int padding) {
        return TransposedConvolution.of(x, graph.parameter(name + ".weight", WEIGHTS, kernel, kernel, out, in),
                graph.parameter(name + ".bias", fanIn(out * kernel * kernel), out), stride, padding);
    }

    /**
     * The residual stack as the authors' program runs it, which is not quite what it says: its layers are one layer applied
     * twice, and as the first ReLU of the layer works in place, the identity path carries max(x, 0) as well.
     */
    static SDVariable residualStack(Graph graph, String name, SDVariable x) {
        SDVariable wide = graph.parameter(name + ".wide.weight", WEIGHTS, 3, 3, HIDDEN, RESIDUAL);
        SDVariable point = graph.parameter(name + ".point.weight", WEIGHTS, 1, 1, RESIDUAL, HIDDEN);
        SDVariable noBias = zeros(graph, RESIDUAL);
        SDVariable noPointBias = zeros(graph, HIDDEN);
        SDVariable y = x;
        for (int layer = 0; layer < LAYERS; layer++) {
            SDVariable active = Layers.relu(y);
            SDVariable inner = Layers.relu(Convolution.of(active, wide, noBias, 1, 1));
            y = active.add(Convolution.of(inner, point, noPointBias, 1, 0));
        }
        return Layers.relu(y);
    }

    private static SDVariable zeros(Graph graph, int length) {
        return graph.sameDiff().constant(org.nd4j.linalg.factory.Nd4j.zeros(graph.dataType(), length));
    }

    private static Init fanIn(int inputs) {
        double bound = 1 / Math.sqrt(inputs);
        return new Init.Uniform(-bound, bound);
    }
}
