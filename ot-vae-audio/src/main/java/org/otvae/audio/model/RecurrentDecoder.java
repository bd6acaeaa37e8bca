package org.otvae.audio.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Layers;
import org.otvae.model.Decoder;
import org.otvae.op.EmbeddingLookup;
import org.otvae.op.Jitter;

/**
 * The decoder of the ZeroSpeech protocol [niekerk2020vector, code], [takida2022sqvae, code]: in training half of the
 * codes are replaced by their neighbours; every code stands for two frames; each frame is told the speaker; two
 * recurrent layers read from both ends, and one linear layer gives the bands. For 80 bands, 128 hidden, dim 64 and 102
 * speakers: {@code [52, 16, 64] → [52, 32, 80]}, 521,680 parameters, as published.
 *
 * @param bands      mel bands
 * @param hidden     units of each direction of a recurrent layer, 128 in the protocol
 * @param dim        width of the codes, 64 in the protocol
 * @param speakers   how many are told apart, 102 in the protocol; 0 to be told none
 * @param speakerDim width of what it is told, 64 in the protocol
 * @param jitter     probability that a code is replaced by a neighbour in training, 0 to 1; 0.5 in the protocol
 */
public record RecurrentDecoder(int bands, int hidden, int dim, int speakers, int speakerDim, double jitter)
        implements Decoder {

    public RecurrentDecoder {
        if (bands < 1 || hidden < 1 || dim < 1 || speakerDim < 1) {
            throw new IllegalArgumentException("bands, hidden, dim and speakerDim must be at least 1, found " + bands
                    + ", " + hidden + ", " + dim + " and " + speakerDim);
        }
        if (speakers < 0) {
            throw new IllegalArgumentException("speakers must be at least 0, found " + speakers);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must lie between 0 and 1, found " + jitter);
        }
    }

    /** The protocol's sizes for a number of bands and speakers. */
    public static RecurrentDecoder protocol(int bands, int speakers) {
        return new RecurrentDecoder(bands, 128, 64, speakers, 64, 0.5);
    }

    @Override
    public int labels() {
        return speakers;
    }

    /** {@code [batch, frames / 2, dim] → [batch, frames, bands]}; values are not squashed. */
    @Override
    public SDVariable decode(Graph graph, SDVariable codes) {
        SDVariable x = graph.training() && jitter > 0
                ? Jitter.of(codes, graph.step(), jitter, graph.seed().derive("jitter").mixed()) : codes;
        int width = dim;
        if (speakers > 0) {
            x = graph.sameDiff().concat(2, x, everywhere(speaker(graph), x));
            width += speakerDim;
        }
        x = Layers.repeated(x, SpeechEncoder.STRIDE);
        x = Layers.gru(graph, "decoder.gru1", x, width, hidden);
        x = Layers.gru(graph, "decoder.gru2", x, 2 * hidden, hidden);
        return Layers.fromLine(Layers.conv1d(graph, "decoder.bands", Layers.toLine(x), 2 * hidden, bands, 1, 1, 0,
                true));
    }

    /** {@code [batch, speakerDim]}. */
    private SDVariable speaker(Graph graph) {
        return EmbeddingLookup.rows(graph.parameter("decoder.speakers", new Init.Normal(0, 1), speakers, speakerDim),
                graph.labels());
    }

    /** The same row at every position of x: {@code [batch, width] → [batch, positions, width]}. */
    private SDVariable everywhere(SDVariable rows, SDVariable x) {
        SDVariable zeros = Layers.stopGradient(x.mean(true, 2)).mul(0); // [batch, positions, 1]
        return zeros.add(rows.reshape(-1, 1, speakerDim));
    }
}
