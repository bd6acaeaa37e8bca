package org.otvae.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.quantizer.Quantizer;

/**
 * The smallest networks with every kind of layer that the real ones have, for tests: {@code [1, 8, 8]} images to
 * {@code [dim, 4, 4]} latents and back, {@value #WIDTH} channels between.
 */
public final class TinyNetwork {

    private static final int WIDTH = 8;

    private TinyNetwork() {
    }

    /** An autoencoder of these networks with the mean squared error. */
    public static Autoencoder with(Quantizer quantizer) {
        return new Autoencoder(new TinyEncoder(quantizer.dim()), quantizer, new TinyDecoder(quantizer.dim()),
                new Reconstruction.SquaredError());
    }

    /** A strided convolution, batch norm with ReLU, a linear layer; a second head for log-variances. */
    public record TinyEncoder(int dim) implements Encoder {
        @Override
        public long[] latentShape(long[] exampleShape) {
            return new long[] {dim, exampleShape[1] / 2, exampleShape[2] / 2};
        }

        @Override
        public Encoded encode(Graph graph, SDVariable data, boolean logVariance) {
            SDVariable x = Layers.conv2d(graph, "encoder.0", data, 1, WIDTH, 4, 2, 1);
            x = Layers.batchNorm(graph, "encoder.1", x, WIDTH, true);
            SDVariable latents = Layers.conv2d(graph, "encoder.2", x, WIDTH, dim, 1, 1, 0);
            SDVariable head = logVariance
                    ? Layers.conv2d(graph, "encoder.logVariance", x, WIDTH, dim, 1, 1, 0) : null;
            return new Encoded(latents, head);
        }
    }

    /** A linear layer, batch norm with ReLU, a strided transposed convolution, a sigmoid. */
    public record TinyDecoder(int dim) implements Decoder {
        @Override
        public SDVariable decode(Graph graph, SDVariable codes) {
            SDVariable x = Layers.conv2d(graph, "decoder.0", codes, dim, WIDTH, 1, 1, 0);
            x = Layers.batchNorm(graph, "decoder.1", x, WIDTH, true);
            return Layers.sigmoid(Layers.transposedConv2d(graph, "decoder.2", x, WIDTH, 1, 4, 2, 1));
        }
    }
}
