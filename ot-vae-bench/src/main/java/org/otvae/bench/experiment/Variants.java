package org.otvae.bench.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.model.Autoencoder;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Score;
import org.otvae.quantizer.VqQuantizer;
import org.otvae.settings.Overrides;
import org.otvae.train.TrainingPlan;

/** Rows of the catalogue with changed settings, for the tables that vary one thing. */
final class Variants {

    private static final String QUANTIZER = "autoencoder.quantizer.";

    private Variants() {
    }

    /**
     * A row with another number of codes, named after it: {@code ot} becomes {@code ot-64}. VQ-VAE's uniform first codes
     * follow their number as in the catalogue. With the catalogue's own number the settings are those of the catalogue, so
     * that its records are found.
     */
    static Experiment codes(Experiment row, int codes) {
        var changes = new LinkedHashMap<String, String>();
        changes.put(QUANTIZER + "codebook.codes", Integer.toString(codes));
        if (row.autoencoder().quantizer() instanceof VqQuantizer vq && vq.codebook().init() instanceof CodebookInit.Uniform) {
            changes.put(QUANTIZER + "codebook.init", "uniform(" + 1.0 / codes + ")");
        }
        return variant(row, Integer.toString(codes), codes + " codes", changes);
    }

    /**
     * The row {@code ot} and what one change to it makes: entropic strength, iterations, score, queue, inference,
     * gradient through the plan, then the three things that are ours and not the paper's (transport weight, fading noise,
     * fast codebook).
     *
     * @param latents of a batch, the unit of queues
     */
    static List<Experiment> ablation(Experiment ot, int latents) {
        var rows = new ArrayList<>(List.of(ot));
        for (String epsilon : List.of("0.02", "0.05", "0.1", "0.2", "0.5")) {
            rows.add(one(ot, "epsilon-" + epsilon, "constant epsilon " + epsilon, QUANTIZER + "epsilon", epsilon));
        }
        for (String iterations : List.of("1", "3", "5", "20")) {
            rows.add(one(ot, "iterations-" + iterations, iterations + " iterations", QUANTIZER + "iterations", iterations));
        }
        OtQuantizer quantizer = (OtQuantizer) ot.autoencoder().quantizer();
        for (var score : Score.values()) {
            if (score != quantizer.score()) {
                String name = inWords(score);
                rows.add(one(ot, "score-" + name, "score " + name, QUANTIZER + "score", name));
            }
        }
        for (int batches : new int[] {1, 3}) {
            rows.add(one(ot, "queue-" + batches, "queue of the latents of " + batches + (batches == 1 ? " batch" : " batches"),
                    QUANTIZER + "queue", Integer.toString(batches * latents)));
        }
        for (var inference : OtQuantizer.Inference.values()) {
            if (inference != quantizer.inference() && inference.serves(quantizer.score())) {
                String name = inWords(inference);
                rows.add(one(ot, "inference-" + name, "codes chosen by " + name, QUANTIZER + "inference", name));
            }
        }
        rows.add(one(ot, "plan-detached", "no gradient through the plan", QUANTIZER + "detachPlan", "true"));
        rows.add(one(ot, "transport-weight-0", "no transport cost in the loss", QUANTIZER + "transportWeight", "0"));
        rows.add(one(ot, "noise-1", "Gumbel noise that does not fade", QUANTIZER + "noise", "1"));
        rows.add(named(ot, "codebook-speed-1", "a codebook that learns as fast as the network", ot.autoencoder(), even(ot.plan())));
        return List.copyOf(rows);
    }

    private static String inWords(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Experiment one(Experiment row, String suffix, String what, String path, String value) {
        return variant(row, suffix, what, Map.of(path, value));
    }

    private static TrainingPlan even(TrainingPlan plan) {
        return new TrainingPlan(plan.batchSize(), plan.epochs(), plan.steps(), plan.learningRate(), plan.learningRate(),
                plan.gradientClip(), plan.checkpointEverySteps(), plan.patience(), plan.seed());
    }

    private static Experiment variant(Experiment row, String suffix, String what, Map<String, String> changes) {
        var changed = Overrides.with(row, changes);
        return named(row, suffix, what, changed.autoencoder(), changed.plan());
    }

    private static Experiment named(Experiment row, String suffix, String what, Autoencoder autoencoder, TrainingPlan plan) {
        return new Experiment(row.name() + "-" + suffix, row.method() + "-" + suffix, row.description() + "; " + what,
                row.corpus(), autoencoder, plan);
    }

    /** Whether a row has a codebook whose size can be changed alone. */
    static boolean hasCodebook(Experiment row) {
        var quantizer = row.autoencoder().quantizer();
        return java.util.Arrays.stream(quantizer.getClass().getRecordComponents())
                .anyMatch(component -> component.getType() == Codebook.class);
    }
}
