package org.otvae.motion.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.model.Decoder;
import org.otvae.motion.skeleton.BodyHalves;

/**
 * {@link MotionDecoder} with Bailando's second step [siyao2022bailando, code]: a further decoder tells from the codes
 * of the lower half of the body how the root moves, three channels in metres a frame in the place of the root's own.
 * For width 512, depth 3 and dim 512 it has 13,385,219 parameters, as published. Examples come with
 * {@link org.otvae.motion.skeleton.RootChannels#VELOCITY}; the encoder does not see these channels.
 *
 * <p>Encoder, codebooks and decoders of poses learn nothing from the root's error: codes reach the branch through a
 * node that passes no gradient. Unlike the paper, the branch learns beside them and not in a run of its own after
 * theirs, and its error has the accelerations that the error of poses has.
 *
 * @param width channels inside, 512 in the protocol
 * @param depth residual blocks before each doubling, 3 in the protocol
 * @param dim   width of the codes, 512 in the protocol
 */
public record RootDecoder(int width, int depth, int dim) implements Decoder {

    private static final int ROOT_CHANNELS = 3;

    public RootDecoder {
        MotionEncoder.requireSizes(width, depth, dim);
    }

    /** {@code [batch, 2, frames / 8, dim] → [batch, frames, 72]}; channels 45 to 47 are the root's velocity. */
    @Override
    public SDVariable decode(Graph graph, SDVariable codes) {
        var poses = new MotionDecoder(width, depth, dim);
        SDVariable lowerCodes = Layers.stopGradient(TimeLayers.part(codes, 1, 1, 2));
        SDVariable root = poses.body(graph, "decoder.root", lowerCodes, ROOT_CHANNELS);
        SDVariable lower = TimeLayers.part(poses.lower(graph, codes), 3, ROOT_CHANNELS, BodyHalves.LOWER_CHANNELS);
        return Layers.fromLine(graph.sameDiff().concat(3, poses.upper(graph, codes), root, lower));
    }
}
