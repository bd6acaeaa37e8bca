package org.otvae.model;

import java.util.Objects;
import org.otvae.quantizer.Quantizer;

/**
 * A quantized autoencoder as a value: what is built, printed, overridden, searched and stored.
 *
 * @param encoder        examples → latents
 * @param quantizer      latents → codes
 * @param decoder        codes → examples
 * @param reconstruction what a bad reconstruction costs
 */
public record Autoencoder(Encoder encoder, Quantizer quantizer, Decoder decoder, Reconstruction reconstruction) {

    public Autoencoder {
        Objects.requireNonNull(encoder, "encoder");
        Objects.requireNonNull(quantizer, "quantizer");
        Objects.requireNonNull(decoder, "decoder");
        Objects.requireNonNull(reconstruction, "reconstruction");
    }
}
