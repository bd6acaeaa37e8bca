package org.otvae.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.bench.modality.Modalities;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Weights;
import org.otvae.metric.Evaluator;
import org.otvae.metric.Fidelity;
import org.otvae.metric.Scores;
import org.otvae.provenance.Seed;
import org.otvae.train.Checkpoint;
import org.otvae.train.Evaluation;

/** Judges the best checkpoint of a run on a split, in batches of the run's own size. */
public final class Judge {

    private Judge() {
    }

    /**
     * What was found.
     *
     * @param step   step of the checkpoint
     * @param scores with the median speed of the run's training
     * @param usage  how often each code was chosen, {@code [codes]}
     */
    public record Finding(long step, Scores scores, long[] usage) {

        /** The same with more scores, by name. */
        public Finding with(Map<String, Double> more) {
            return new Finding(step, Judge.with(scores, more), usage);
        }
    }

    /** Runs the model over the split; deterministic. */
    public static Finding judge(RunFolder folder, Corpus corpus, Split split) {
        return judge(folder, corpus, split, List.of());
    }

    /** The same with more measures than the modality's own. */
    public static Finding judge(RunFolder folder, Corpus corpus, Split split, List<Fidelity> more) {
        var experiment = folder.experiment();
        if (corpus.size(split) == 0) {
            throw new IllegalArgumentException("expected a corpus with a " + split + " split, found none in "
                    + corpus.name());
        }
        return experiment.prior() == null ? ofAutoencoder(folder, corpus, split, more) : ofPrior(folder, corpus, split,
                more);
    }

    private static Finding ofPrior(RunFolder folder, Corpus corpus, Split split, List<Fidelity> more) {
        var experiment = folder.experiment();
        var generation = Modalities.ofCorpus(experiment.corpus()).generation();
        generation.requireMeasures(split, more);
        var network = experiment.prior().network();
        Checkpoint best = folder.bestCheckpoint();
        Corpus codes = folder.examples(corpus);
        var weights = new Weights(new Seed(experiment.plan().seed()), DataType.FLOAT);
        Scores scores;
        try (var judge = network.judge(codes, experiment.plan().batchSize(), weights)) {
            weights.assign(best.weights());
            scores = judge.judge(split).scores().withStepsPerSecond(folder.history().medianStepsPerSecond());
        }
        try (var prior = folder.prior()) {
            var judged = generation.judged(prior, corpus, codes, split, more);
            return new Finding(best.step(), with(scores, judged.measures()), judged.usage());
        }
    }

    private static Finding ofAutoencoder(RunFolder folder, Corpus corpus, Split split, List<Fidelity> more) {
        var experiment = folder.experiment();
        Checkpoint best = folder.bestCheckpoint();
        var weights = new Weights(new Seed(experiment.plan().seed()), DataType.FLOAT);
        var modality = Modalities.ofCorpus(experiment.corpus());
        var measures = new ArrayList<>(modality.fidelity(corpus.exampleShape()));
        measures.addAll(more);
        Evaluator evaluator;
        try (var evaluation = new Evaluation(experiment.autoencoder(), corpus, weights, experiment.plan().batchSize())) {
            weights.assign(best.weights());
            evaluator = evaluation.judge(split, measures);
        }
        Scores scores = evaluator.scores().withStepsPerSecond(folder.history().medianStepsPerSecond());
        return new Finding(best.step(),
                with(scores, modality.derived(scores, corpus.exampleShape(), experiment.autoencoder())), evaluator.counts());
    }

    private static Scores with(Scores scores, Map<String, Double> derived) {
        var fidelity = new LinkedHashMap<>(scores.fidelity());
        fidelity.putAll(derived);
        return new Scores(scores.mse(), scores.perplexity(), scores.perplexityPerBatch(), scores.activeCodes(),
                scores.codes(), scores.stepsPerSecond(), fidelity);
    }
}
