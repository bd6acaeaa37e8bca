package org.otvae.image.model;

import java.util.Arrays;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.model.Encoder;

/**
 * The encoder of the image protocol [takida2022sqvae, code]: two convolutions that halve the sides, then residual
 * blocks, the last without an activation after it. For 28 pixels and dim 64: {@code [32, 28, 28, 1] → [32, 7, 7, 64]},
 * 116,128 parameters.
 *
 * @param net which of the published networks
 * @param dim width of the latents, even; the first layer has half of it. 64 in the protocol
 */
public record ProtocolEncoder(ProtocolNet net, int dim) implements Encoder {

    public ProtocolEncoder {
        Objects.requireNonNull(net, "net");
        ProtocolNet.requireDim(dim);
    }

    /** {@code [channels, height, width] → [dim, height / 4, width / 4]}; both sides must be multiples of 4. */
    @Override
    public long[] latentShape(long[] exampleShape) {
        if (exampleShape.length != 3 || exampleShape[0] != net.channels() || exampleShape[1] < ProtocolNet.STRIDE
                || exampleShape[2] < ProtocolNet.STRIDE || exampleShape[1] % ProtocolNet.STRIDE != 0
                || exampleShape[2] % ProtocolNet.STRIDE != 0) {
            throw new IllegalArgumentException(net + " needs examples [" + net.channels()
                    + ", height, width] with sides that are multiples of " + ProtocolNet.STRIDE + ", found "
                    + Arrays.toString(exampleShape) + "; choose the network that fits the corpus");
        }
        return new long[] {dim, exampleShape[1] / ProtocolNet.STRIDE, exampleShape[2] / ProtocolNet.STRIDE};
    }

    /** {@code [batch, height, width, channels] → [batch, height / 4, width / 4, dim]}. */
    @Override
    public Encoded encode(Graph graph, SDVariable data, boolean logVariance) {
        SDVariable x = Layers.conv2d(graph, "encoder.conv1", data, net.channels(), dim / 2, 4, 2, 1);
        x = Layers.batchNorm(graph, "encoder.norm1", x, dim / 2, true);
        x = Layers.conv2d(graph, "encoder.conv2", x, dim / 2, dim, 4, 2, 1);
        if (net.hasMiddle()) {
            x = Layers.batchNorm(graph, "encoder.norm2", x, dim, true);
            x = Layers.conv2d(graph, "encoder.conv3", x, dim, dim, 3, 1, 1);
        }
        if (net.activatesMiddle()) {
            x = Layers.batchNorm(graph, "encoder.norm3", x, dim, true);
        }
        for (int block = 1; block < net.encoderBlocks(); block++) {
            x = ResidualBlock.add(graph, "encoder.block" + block, x, dim);
        }
        SDVariable latents = ResidualBlock.add(graph, "encoder.latents", x, dim);
        return new Encoded(latents, logVariance ? ResidualBlock.add(graph, "encoder.logVariance", x, dim) : null);
    }
}
