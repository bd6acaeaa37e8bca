package org.otvae.quantizer;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What an encoder hands to a quantizer.
 *
 * @param rows        the latents, {@code [n, dim]} with n = batch · positions; {@code [32, 64, 7, 7]} gives {@code [1568, 64]}
 * @param logVariance the encoder's log-variance of each latent, {@code [n, dim]}; null unless the quantizer asked for it
 * @param positions   latents per example, 49 for a 7x7 grid
 */
public record Latents(SDVariable rows, SDVariable logVariance, int positions) {
}
