package org.otvae.quantizer;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What a quantizer hands to the decoder and to the loss.
 *
 * @param codes   the decoder's input, {@code [n, dim]}: a code, or in training a mixture of codes, per latent
 * @param indices the hard code of each latent, {@code [n]}, whole numbers from 0 to codes - 1
 * @param loss    what the quantizer adds to the loss, a scalar, per example; null if nothing
 */
public record Quantized(SDVariable codes, SDVariable indices, SDVariable loss) {
}
