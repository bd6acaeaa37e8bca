package org.otvae.motion.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.model.Decoder;
import org.otvae.motion.skeleton.BodyHalves;

/**
 * Bailando's decoder of poses [siyao2022bailando, code], the path of {@link MotionEncoder} back for each half of the
 * body, with the widest dilations first. For width 512, depth 3 and dim 512: {@code [32, 2, 30, 512] → [32, 240, 72]},
 * 13,449,773 parameters for the upper half of the body and 13,422,107 for the lower one, as published.
 *
 * @param width channels inside, 512 in the protocol
 * @param depth residual blocks before each doubling, 3 in the protocol
 * @param dim   width of the codes, 512 in the protocol
 */
public record MotionDecoder(int width, int depth, int dim) implements Decoder {

    public MotionDecoder {
        MotionEncoder.requireSizes(width, depth, dim);
    }

    /** {@code [batch, 2, frames / 8, dim] → [batch, frames, 72]}; values are not squashed. */
    @Override
    public SDVariable decode(Graph graph, SDVariable codes) {
        return Layers.fromLine(graph.sameDiff().concat(3, upper(graph, codes), lower(graph, codes)));
    }

    /** {@code [batch, 2, frames / 8, dim] → [batch, 1, frames, 45]}. */
    SDVariable upper(Graph graph, SDVariable codes) {
        return body(graph, "decoder.upper", TimeLayers.part(codes, 1, 0, 1), BodyHalves.UPPER_CHANNELS);
    }

    /** {@code [batch, 2, frames / 8, dim] → [batch, 1, frames, 27]}. */
    SDVariable lower(Graph graph, SDVariable codes) {
        return body(graph, "decoder.lower", TimeLayers.part(codes, 1, 1, 2), BodyHalves.LOWER_CHANNELS);
    }

    /** One half: {@code [batch, 1, frames / 8, dim] → [batch, 1, frames, channels]}. */
    SDVariable body(Graph graph, String name, SDVariable codes, int channels) {
        SDVariable x = TimeLayers.three(graph, name + ".codes", codes, dim, width, 1);
        for (int level = 1; level <= MotionEncoder.LEVELS; level++) {
            String place = name + ".level" + level;
            x = TimeLayers.residuals(graph, place, x, width, depth, true);
            x = TimeLayers.twice(graph, place + ".twice", x, width);
        }
        return TimeLayers.three(graph, name + ".joints", x, width, channels, 1);
    }
}
