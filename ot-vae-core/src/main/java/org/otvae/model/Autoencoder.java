package org.otvae.model;

import java.util.List;
import java.util.Objects;
import org.otvae.data.Corpus;
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

    /** The labels of a corpus that the decoder is told; empty if it is told none. */
    public List<String> labels(Corpus corpus) {
        return decoder.labels() == 0 ? List.of() : corpus.labels();
    }

    /**
     * Checks that a corpus says what the decoder must be told.
     *
     * @throws IllegalArgumentException if it does not, or has more labels than the decoder tells apart
     */
    public void requireLabels(Corpus corpus) {
        int found = corpus.labels().size();
        if (decoder.labels() > 0 && (found == 0 || found > decoder.labels())) {
            throw new IllegalArgumentException("the decoder needs examples with 1 to " + decoder.labels()
                    + " different labels, found " + found + " in " + corpus.name()
                    + (found == 0 ? "; choose a network that is not told labels" : "; change the decoder's number of them"));
        }
    }
}
