package org.otvae.audio.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.model.Decoder;

/**
 * A decoder of spectrograms made of convolutions along time, ours: the encoder's path back, the number of frames
 * doubled by a transposed convolution. {@code [52, 16, 64] → [52, 32, 80]}. The protocol's has recurrent layers and is
 * told the speaker; {@link RecurrentDecoder} is that one.
 *
 * @param bands mel bands
 * @param width channels inside
 * @param dim   width of the codes
 */
public record SpeechDecoder(int bands, int width, int dim) implements Decoder {

    public SpeechDecoder {
        if (bands < 1 || width < 1 || dim < 1) {
            throw new IllegalArgumentException("bands, width and dim must be at least 1, found " + bands + ", " + width
                    + " and " + dim);
        }
    }

    /** {@code [batch, frames / 2, dim] → [batch, frames, bands]}; values are not squashed. */
    @Override
    public SDVariable decode(Graph graph, SDVariable codes) {
        SDVariable x = Layers.conv1d(graph, "decoder.conv1", Layers.toLine(codes), dim, width, 3, 1, 1, false);
        x = Layers.batchNorm(graph, "decoder.norm1", x, width, true);
        x = Layers.conv1d(graph, "decoder.conv2", x, width, width, 3, 1, 1, false);
        x = Layers.batchNorm(graph, "decoder.norm2", x, width, true);
        x = Layers.transposedConv1d(graph, "decoder.conv3", x, width, width, 4, SpeechEncoder.STRIDE, 1, false);
        x = Layers.batchNorm(graph, "decoder.norm3", x, width, true);
        x = Layers.conv1d(graph, "decoder.conv4", x, width, width, 3, 1, 1, false);
        x = Layers.batchNorm(graph, "decoder.norm4", x, width, true);
        return Layers.fromLine(Layers.conv1d(graph, "decoder.bands", x, width, bands, 1, 1, 0, true));
    }
}
