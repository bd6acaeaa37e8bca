package org.otvae.quantizer;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What an encoder hands to a quantizer.
 *
 * @param rows        the latents, {@code [n, dim]} with n = batch · positions; {@code [32, 64, 7, 7]} gives
 *                    {@code [1568, 64]}
 * @param logVariance the encoder's log-variance of each latent, {@code [n, 1 or dim]}, as many as
 *                    {@link Quantizer#logVariances} says; null unless the quantizer asked for it
 * @param positions   rows per example, 49 for a 7x7 grid
 * @param streams     how many equal parts of the example's latents there are, each quantized by itself, one of which
 *                    these rows are; 1 if they are all of them
 */
public record Latents(SDVariable rows, SDVariable logVariance, int positions, int streams) {

    /** All latents of the examples. */
    public Latents(SDVariable rows, SDVariable logVariance, int positions) {
        this(rows, logVariance, positions, 1);
    }

    /**
     * Latents of a whole example, of all its streams: what turns a loss per latent into a loss per example. The losses
     * of streams are averaged ({@link StreamsQuantizer}), so that each counts for them all.
     */
    public int perExample() {
        return positions * streams;
    }
}
