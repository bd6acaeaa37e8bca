package org.otvae.bench.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.otvae.model.Autoencoder;
import org.otvae.settings.Settings;
import org.otvae.train.TrainingPlan;

/**
 * One row of a table before it has numbers: which model is trained on which data by which plan.
 *
 * @param name        what commands and records call it, for example {@code fashion-mnist-ot}
 * @param method      what tables call the row, for example {@code ot}
 * @param description one line for people
 * @param corpus      name of the corpus, see {@link Corpora}
 * @param autoencoder the model
 * @param plan        how it is trained
 */
public record Experiment(String name, String method, String description, String corpus, Autoencoder autoencoder,
        TrainingPlan plan) {

    /** Checks that nothing is missing. */
    public Experiment {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(corpus, "corpus");
        Objects.requireNonNull(autoencoder, "autoencoder");
        Objects.requireNonNull(plan, "plan");
    }

    /**
     * Everything that decides the result besides the data's content: corpus, autoencoder and plan, as {@link Settings}.
     */
    public Map<String, Object> settings() {
        var settings = new LinkedHashMap<>(Settings.of(this));
        settings.keySet().removeAll(java.util.List.of("name", "method", "description"));
        return settings;
    }
}
