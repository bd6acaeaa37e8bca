package org.otvae.audio.model;

import java.util.Arrays;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.model.Encoder;

/**
 * The encoder of the ZeroSpeech protocol [niekerk2020vector, code], [takida2022sqvae, code]: five convolutions along
 * time with batch normalisation, the third of which halves the number of frames, and one to the latents. For 80 bands,
 * width 768 and dim 64: {@code [52, 80, 32] → [52, 64, 16]}, 7,908,928 parameters, as published.
 *
 * <p>The published one reads one more frame on either side instead of padding the first convolution; here a recording
 * keeps its length.
 *
 * @param frontEnd how its spectrograms are made: a model that has it can take recordings
 * @param width    channels inside, 768 in the protocol
 * @param dim      width of the latents, 64 in the protocol
 */
public record SpeechEncoder(FrontEnd frontEnd, int width, int dim) implements Encoder {

    /** Frames for each latent. */
    static final int STRIDE = 2;

    public SpeechEncoder {
        Objects.requireNonNull(frontEnd, "frontEnd");
        if (width < 1 || dim < 1) {
            throw new IllegalArgumentException("width and dim must be at least 1, found " + width + " and " + dim);
        }
    }

    /** {@code [bands, frames] → [dim, frames / 2]}; the number of frames must be even. */
    @Override
    public long[] latentShape(long[] exampleShape) {
        if (exampleShape.length != 2 || exampleShape[0] != frontEnd.bands() || exampleShape[1] < STRIDE
                || exampleShape[1] % STRIDE != 0) {
            throw new IllegalArgumentException("the encoder of speech needs examples [" + frontEnd.bands()
                    + ", even number of frames], found " + Arrays.toString(exampleShape)
                    + "; choose the network that fits the corpus");
        }
        return new long[] {dim, exampleShape[1] / STRIDE};
    }

    /** {@code [batch, frames, bands] → [batch, frames / 2, dim]}. */
    @Override
    public Encoded encode(Graph graph, SDVariable data, boolean logVariance) {
        return encode(graph, data, logVariance ? dim : 0);
    }

    /** The second head is as wide as is asked: 7,909,697 parameters with one log-variance, 7,958,144 with 64. */
    @Override
    public Encoded encode(Graph graph, SDVariable data, int logVariances) {
        SDVariable x = layer(graph, 1, Layers.toLine(data), frontEnd.bands(), 3, 1);
        x = layer(graph, 2, x, width, 3, 1);
        x = layer(graph, 3, x, width, 4, STRIDE);
        x = layer(graph, 4, x, width, 3, 1);
        x = layer(graph, 5, x, width, 3, 1);
        SDVariable latents = Layers.conv1d(graph, "encoder.latents", x, width, dim, 1, 1, 0, true);
        return new Encoded(Layers.fromLine(latents), logVariances == 0 ? null
                : Layers.fromLine(Layers.conv1d(graph, "encoder.logVariance", x, width, logVariances, 1, 1, 0, true)));
    }

    private SDVariable layer(Graph graph, int number, SDVariable x, int in, int kernel, int stride) {
        SDVariable wide = Layers.conv1d(graph, "encoder.conv" + number, x, in, width, kernel, stride, 1, false);
        return Layers.batchNorm(graph, "encoder.norm" + number, wide, width, true);
    }
}
