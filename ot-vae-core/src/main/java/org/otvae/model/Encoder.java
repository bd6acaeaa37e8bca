package org.otvae.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;

/** A network that turns examples into latents on a grid. An immutable record of its hyper-parameters. */
public interface Encoder {

    /**
     * What an encoder gives.
     *
     * @param latents     channel-last, {@code [batch, positions..., dim]}, for instance {@code [32, 7, 7, 64]}
     * @param logVariance the same shape, or one channel where one is read; null unless asked for
     */
    record Encoded(SDVariable latents, SDVariable logVariance) {
    }

    /** The shape of one example's latents, {@code [dim, positions...]}, for an example of the given shape. */
    long[] latentShape(long[] exampleShape);

    /**
     * Adds the network to a graph.
     *
     * @param data        channel-last, {@code [batch, ..., channels]}
     * @param logVariance whether a second head gives a log-variance for each latent
     */
    Encoded encode(Graph graph, SDVariable data, boolean logVariance);

    /**
     * The same for a quantizer that says how many log-variances of each latent it reads. By default the second head is as wide
     * as the first whatever is read, as in the image protocol; the mean of its channels is then the one that is read.
     *
     * @param logVariances 0 for none, 1 or dim
     */
    default Encoded encode(Graph graph, SDVariable data, int logVariances) {
        return encode(graph, data, logVariances > 0);
    }
}
