package org.otvae.motion.model;

import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.model.Encoder;
import org.otvae.motion.skeleton.BodyHalves;

/**
 * Bailando's encoder of poses [siyao2022bailando, code]: for each half of the body a network of its own, which three
 * times halves the number of frames by a convolution of four taps and goes through dilated residual blocks, and at last
 * gives the latents. For width 512, depth 3 and dim 512, with batches of 32 windows:
 * {@code [32, 72, 240] → [32, 512, 2, 30]}, 12,424,192 parameters for the upper half of the body and 12,387,328 for the
 * lower one, as published. Stream 0 is the upper half. What the root's own channels hold is not seen: latents are of
 * poses, whether a corpus tells the way of the root or not.
 *
 * @param framesPerSecond of the motion that the model is for, in Hz; 60 in the protocol. It changes nothing in the
 *                        network: a model that has it can take motion of any rate
 * @param width           channels inside, 512 in the protocol
 * @param depth           residual blocks after each halving, 3 in the protocol; their dilations are 1, 3, 9 and so on
 * @param dim             width of the latents, 512 in the protocol
 */
public record MotionEncoder(double framesPerSecond, int width, int depth, int dim) implements Encoder {

    /** Frames for each latent. */
    public static final int STRIDE = 8;

    /** Streams of latents: the upper and the lower half of the body. */
    public static final int STREAMS = 2;

    static final int LEVELS = 3; // halvings: 2^3 frames for each latent

    public MotionEncoder {
        if (!(framesPerSecond > 0) || Double.isInfinite(framesPerSecond)) {
            throw new IllegalArgumentException("framesPerSecond must be greater than 0, found " + framesPerSecond);
        }
        requireSizes(width, depth, dim);
    }

    static void requireSizes(int width, int depth, int dim) {
        if (width < 1 || depth < 0 || dim < 1) {
            throw new IllegalArgumentException("width and dim must be at least 1 and depth at least 0, found " + width
                    + ", " + dim + " and " + depth);
        }
    }

    /** {@code [72, frames] → [dim, 2, frames / 8]}; the number of frames must be a multiple of 8. */
    @Override
    public long[] latentShape(long[] exampleShape) {
        if (exampleShape.length != 2 || exampleShape[0] != BodyHalves.CHANNELS || exampleShape[1] < STRIDE
                || exampleShape[1] % STRIDE != 0) {
            throw new IllegalArgumentException("the encoder of motion needs examples [" + BodyHalves.CHANNELS
                    + ", a multiple of " + STRIDE + " frames], found " + Arrays.toString(exampleShape)
                    + "; choose windows that fit");
        }
        return new long[] {dim, STREAMS, exampleShape[1] / STRIDE};
    }

    /** {@code [batch, frames, 72] → [batch, 2, frames / 8, dim]}. */
    @Override
    public Encoded encode(Graph graph, SDVariable data, boolean logVariance) {
        SDVariable line = Layers.toLine(data);
        SDVariable upper = body(graph, "encoder.upper", TimeLayers.part(line, 3, 0, BodyHalves.UPPER_CHANNELS),
                BodyHalves.UPPER_CHANNELS);
        SDVariable legs = TimeLayers.part(line, 3, BodyHalves.UPPER_CHANNELS, BodyHalves.CHANNELS)
                .mul(withoutRoot(graph));
        SDVariable lower = body(graph, "encoder.lower", legs, BodyHalves.LOWER_CHANNELS);
        return new Encoded(head(graph, "latents", upper, lower),
                logVariance ? head(graph, "logVariance", upper, lower) : null);
    }

    /** Zeros for the root's channels, ones for the others of the lower half: {@code [1, 1, 1, 27]}. */
    private static SDVariable withoutRoot(Graph graph) {
        double[] ones = new double[BodyHalves.LOWER_CHANNELS];
        Arrays.fill(ones, 3, ones.length, 1);
        return graph.sameDiff().constant(
                Nd4j.createFromArray(ones).castTo(graph.dataType()).reshape(1, 1, 1, ones.length));
    }

    private SDVariable body(Graph graph, String name, SDVariable x, int channels) {
        SDVariable y = x;
        for (int level = 1; level <= LEVELS; level++) {
            String place = name + ".level" + level;
            y = TimeLayers.half(graph, place + ".half", y, level == 1 ? channels : width, width);
            y = TimeLayers.residuals(graph, place, y, width, depth, false);
        }
        return y;
    }

    private SDVariable head(Graph graph, String name, SDVariable upper, SDVariable lower) {
        return graph.sameDiff().concat(1, TimeLayers.three(graph, "encoder.upper." + name, upper, width, dim, 1),
                TimeLayers.three(graph, "encoder.lower." + name, lower, width, dim, 1));
    }
}
