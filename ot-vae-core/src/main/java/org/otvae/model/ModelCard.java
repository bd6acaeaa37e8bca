package org.otvae.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be known of a trained model beside its settings and weights. Immutable.
 *
 * @param modality what the examples are, {@code image} for instance; written into token files
 * @param model    what identifies the model in token files, for instance a hash of the weights
 * @param corpus   the name of what it learned from, which may decide how files become examples; empty where nobody knows
 * @param labels   the names of what the decoder is told, in the order of their numbers, see {@link Autoencoder#labels}; none if
 *                 they have numbers for names
 */
public record ModelCard(String modality, String model, Optional<String> corpus, List<String> labels) {

    /** Copies the list. */
    public ModelCard {
        Objects.requireNonNull(modality, "modality");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(corpus, "corpus");
        labels = List.copyOf(labels);
    }

    /** A card that tells no corpus and no labels. */
    public ModelCard(String modality, String model) {
        this(modality, model, Optional.empty(), List.of());
    }
}
