package org.otvae.image.model;

import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.model.Encoder;

/**
 * The encoder of VQ-WAE's tables for 32 pixels [vuong2023vqwae, code]: twice as wide as {@link ProtocolEncoder}, without
 * batch normalisation. {@code [32, 32, 32, 3] → [32, 8, 8, 64]} for dim 64, 331,136 parameters.
 *
 * @param dim width of the latents, 64 in the paper
 */
public record VqWaeEncoder(int dim) implements Encoder {

    private static final int CHANNELS = 3;

    public VqWaeEncoder {
        if (dim < 1) {
            throw new IllegalArgumentException("dim must be at least 1, found " + dim);
        }
    }

    /** {@code [3, height, width] → [dim, height / 4, width / 4]}; both sides must be multiples of 4. */
    @Override
    public long[] latentShape(long[] exampleShape) {
        if (exampleShape.length != 3 || exampleShape[0] != CHANNELS || exampleShape[1] < 4 || exampleShape[2] < 4
                || exampleShape[1] % 4 != 0 || exampleShape[2] % 4 != 0) {
            throw new IllegalArgumentException("VQ-WAE's network needs examples [3, height, width] with sides that are "
                    + "multiples of 4, found " + Arrays.toString(exampleShape) + "; choose the network that fits the corpus");
        }
        return new long[] {dim, exampleShape[1] / 4, exampleShape[2] / 4};
    }

    /** {@code [batch, height, width, 3] → [batch, height / 4, width / 4, dim]}. */
    @Override
    public Encoded encode(Graph graph, SDVariable data, boolean logVariance) {
        SDVariable x = Layers.relu(VqWaeNet.conv(graph, "encoder.conv1", data, CHANNELS, VqWaeNet.HALF, 4, 2, 1));
        x = Layers.relu(VqWaeNet.conv(graph, "encoder.conv2", x, VqWaeNet.HALF, VqWaeNet.HIDDEN, 4, 2, 1));
        x = VqWaeNet.conv(graph, "encoder.conv3", x, VqWaeNet.HIDDEN, VqWaeNet.HIDDEN, 3, 1, 1);
        x = VqWaeNet.residualStack(graph, "encoder.residual", x);
        SDVariable latents = VqWaeNet.conv(graph, "encoder.latents", x, VqWaeNet.HIDDEN, dim, 1, 1, 0);
        return new Encoded(latents, !logVariance ? null
                : VqWaeNet.conv(graph, "encoder.logVariance", x, VqWaeNet.HIDDEN, dim, 1, 1, 0));
    }
}
