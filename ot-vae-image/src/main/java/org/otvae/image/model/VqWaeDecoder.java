package org.otvae.image.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.model.Decoder;

/**
 * The decoder of VQ-WAE's tables for 32 pixels [vuong2023vqwae, code]; its output is not squashed, so it may leave [0, 1]:
 * the squared error sees it so, pictures and the measures of {@code org.otvae.image.metric} cut it off.
 * {@code [32, 8, 8, 64] → [32, 32, 32, 3]} for dim 64, 249,027 parameters.
 *
 * @param dim width of the codes, 64 in the paper
 */
public record VqWaeDecoder(int dim) implements Decoder {

    public VqWaeDecoder {
        if (dim < 1) {
            throw new IllegalArgumentException("dim must be at least 1, found " + dim);
        }
    }

    /** {@code [batch, height, width, dim] → [batch, 4 * height, 4 * width, 3]}. */
    @Override
    public SDVariable decode(Graph graph, SDVariable codes) {
        SDVariable x = VqWaeNet.transposed(graph, "decoder.conv1", codes, dim, VqWaeNet.HIDDEN, 3, 1, 1);
        x = VqWaeNet.residualStack(graph, "decoder.residual", x);
        x = Layers.relu(VqWaeNet.transposed(graph, "decoder.conv2", x, VqWaeNet.HIDDEN, VqWaeNet.HALF, 4, 2, 1));
        return VqWaeNet.transposed(graph, "decoder.conv3", x, VqWaeNet.HALF, 3, 4, 2, 1);
    }
}
