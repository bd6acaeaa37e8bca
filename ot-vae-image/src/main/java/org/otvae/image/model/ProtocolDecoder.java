package org.otvae.image.model;

import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.model.Decoder;

/**
 * The decoder of the image protocol [takida2022sqvae, code]: residual blocks, then two transposed convolutions that
 * double the sides, and a sigmoid. For 28 pixels and dim 64: {@code [32, 7, 7, 64] → [32, 28, 28, 1]} in (0, 1),
 * 116,065 parameters.
 *
 * @param net which of the published networks
 * @param dim width of the codes, even; the last layer but one has half of it. 64 in the protocol
 */
public record ProtocolDecoder(ProtocolNet net, int dim) implements Decoder {

    public ProtocolDecoder {
        Objects.requireNonNull(net, "net");
        ProtocolNet.requireDim(dim);
    }

    /** {@code [batch, height, width, dim] → [batch, 4 * height, 4 * width, channels]}. */
    @Override
    public SDVariable decode(Graph graph, SDVariable codes) {
        SDVariable x = codes;
        for (int block = 1; block <= net.decoderBlocks(); block++) {
            x = ResidualBlock.add(graph, "decoder.block" + block, x, dim);
        }
        if (net.hasMiddle()) {
            x = Layers.transposedConv2d(graph, "decoder.conv1", x, dim, dim, 3, 1, 1);
            x = Layers.batchNorm(graph, "decoder.norm1", x, dim, true);
        }
        x = Layers.transposedConv2d(graph, "decoder.conv2", x, dim, dim / 2, 4, 2, 1);
        x = Layers.batchNorm(graph, "decoder.norm2", x, dim / 2, true);
        x = Layers.transposedConv2d(graph, "decoder.conv3", x, dim / 2, net.channels(), 4, 2, 1);
        return Layers.sigmoid(x);
    }
}
