package org.otvae.bench.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.otvae.model.Autoencoder;
import org.otvae.settings.Overrides;
import org.otvae.settings.Settings;
import org.otvae.train.TrainingPlan;

/**
 * One row of a table before it has numbers: which model is trained on which data by which plan.
 *
 * @param name        what commands and records call it, for example {@code fashion-mnist-ot}
 * @param method      what tables call the row, for example {@code ot}
 * @param description one line for people
 * @param corpus      name of the corpus, see {@link Corpora}
 * @param autoencoder the model, or whose codes a prior learns
 * @param plan        how the model or the prior is trained
 * @param prior       what is trained over the autoencoder's codes; null where the autoencoder itself is trained
 */
public record Experiment(String name, String method, String description, String corpus, Autoencoder autoencoder,
        TrainingPlan plan, CodePrior prior) {

    private static final String EPOCHS = "plan.epochs";
    private static final String STEPS = "plan.steps";

    /** Checks that nothing is missing. */
    public Experiment {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(corpus, "corpus");
        Objects.requireNonNull(autoencoder, "autoencoder");
        Objects.requireNonNull(plan, "plan");
    }

    /** An experiment that trains an autoencoder. */
    public Experiment(String name, String method, String description, String corpus, Autoencoder autoencoder,
            TrainingPlan plan) {
        this(name, method, description, corpus, autoencoder, plan, null);
    }

    /** The same prior over the codes of a tokenizer, with what is known of it. */
    public Experiment over(Autoencoder tokenizer, CodePrior known) {
        return new Experiment(name, method, description, corpus, tokenizer, plan, known);
    }

    /**
     * The same with settings changed by path and text, see {@link Overrides}. {@code plan.epochs} alone makes the run that long
     * where the plan has a number of steps, too: it takes {@code plan.steps} back to 0.
     *
     * @throws IllegalArgumentException as {@link Overrides#with(Record, Map)} does, or if both lengths are given
     */
    public Experiment with(Map<String, String> changes) {
        var all = new LinkedHashMap<>(changes);
        if (changes.containsKey(EPOCHS)) {
            String steps = all.putIfAbsent(STEPS, "0");
            if (steps != null && !steps.strip().equals("0")) {
                throw new IllegalArgumentException("expected the length of a run in " + EPOCHS + " or in " + STEPS + ", found "
                        + changes.get(EPOCHS) + " epochs and " + steps + " steps; leave one of them out");
            }
        }
        return Overrides.with(this, all);
    }

    /**
     * Everything that decides the result besides the data's content: corpus, autoencoder, plan and, where there is one,
     * the prior, as {@link Settings}. Where the tokenizer of a prior was found does not matter; which it is does.
     */
    public Map<String, Object> settings() {
        var settings = new LinkedHashMap<>(Settings.of(this));
        settings.keySet().removeAll(java.util.List.of("name", "method", "description"));
        if (settings.get("prior") instanceof Map<?, ?> described) {
            var which = new LinkedHashMap<>(described);
            which.remove("source");
            settings.put("prior", which);
        } else {
            settings.remove("prior"); // as records had it before there were priors
        }
        return settings;
    }
}
