package org.otvae.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.provenance.Backend;
import org.otvae.provenance.Provenance;
import org.otvae.provenance.Seed;
import org.otvae.train.Trainer;
import org.otvae.train.TrainingListener;
import org.otvae.train.TrainingResult;

/**
 * Carries one run out: trains it in its folder, from where it stopped if it did, judges it and writes down what came
 * out.
 */
public final class Runner {

    private static final double WORTH_TELLING = 0.01; // share of the training time

    private final RunFolder folder;
    private final Corpus corpus;
    private final Corpus examples;
    private final Provenance provenance;
    private final List<TrainingListener> listeners;
    private final MetricsFile metrics;
    private final Trainer trainer;

    /**
     * A runner; nothing runs yet.
     *
     * @param backend   what does the arithmetic
     * @param listeners hear of the training
     */
    public Runner(RunFolder folder, Corpus corpus, Backend backend, List<TrainingListener> listeners) {
        this.corpus = corpus;
        var experiment = folder.experiment();
        this.provenance = Provenance.capture(new Seed(experiment.plan().seed()), corpus.fingerprint(), backend);
        this.metrics = new MetricsFile(folder.metrics());
        this.listeners = new ArrayList<>(listeners);
        this.listeners.add(metrics);
        var hearers = this.listeners;
        this.folder = folder.telling(line -> hearers.forEach(hearer -> hearer.noted(line)));
        this.examples = folder.examples(corpus);
        this.trainer = experiment.prior() == null
                ? new Trainer(experiment.autoencoder(), examples, experiment.plan(), folder.checkpoints(),
                folder.identity(),
                        this.listeners)
                : new Trainer(experiment.prior().network(), examples, experiment.plan(), folder.checkpoints(),
                        folder.identity(), this.listeners);
    }

    /** Asks a running {@link #run} to save and return; for another thread to call. */
    public void stop() {
        trainer.stop();
    }

    /** Trains, once, and judges: the outcome on the test split; empty if the run was asked to stop before its end. */
    public Optional<Outcome> run() {
        return trained().map(this::judged);
    }

    /** Trains, once, without judging: nothing of the test split is read. Empty if the run was asked to stop before its end. */
    public Optional<TrainingResult> train() {
        var result = trained();
        result.ifPresent(whole -> folder.sessionEnded(provenance.finished().fields())); // whoever judges later is another
        return result;
    }

    private Optional<TrainingResult> trained() {
        TrainingResult result;
        try (metrics; trainer) { // before the test split is judged: two sets of working memory need not fit
            result = trainer.train();
        }
        if (!result.complete()) {
            folder.sessionEnded(provenance.finished().fields());
        }
        if (result.secondsWaiting() > WORTH_TELLING * result.seconds()) {
            String line = String.format(Locale.ROOT, "training waited %.0f of %.0f seconds for its data",
                    result.secondsWaiting(), result.seconds());
            listeners.forEach(listener -> listener.noted(line));
        }
        return result.complete() ? Optional.of(result) : Optional.empty();
    }

    private Outcome judged(TrainingResult result) {
        var finding = Judge.judge(folder, corpus, Split.TEST);
        var experiment = folder.experiment();
        var record = new RunRecord(experiment.name(), finding.scores(), experiment.settings(), experiment.plan().seed(),
                scale(result.step()), provenance.build().commit(), folder.told(whole()));
        var outcome = new Outcome(record, finding.step(), result.step(), finding.usage());
        folder.finish(outcome);
        return outcome;
    }

    /** The provenance of this stretch of the run, with when the first began, how many there were and how long all took. */
    private Map<String, Object> whole() {
        var fields = new LinkedHashMap<>(provenance.finished().fields());
        var earlier = folder.sessions();
        if (!earlier.isEmpty()) {
            double seconds = ((Number) fields.get("tookSeconds")).doubleValue();
            for (var session : earlier) {
                seconds += session.get("tookSeconds") instanceof Number took ? took.doubleValue() : 0;
            }
            fields.put("started", earlier.get(0).get("started"));
            fields.put("tookSeconds", seconds);
            fields.put("sessions", earlier.size() + 1);
            fields.put("earlierCommits", earlier.stream().map(session -> String.valueOf(session.get("commit"))).distinct().toList());
        }
        return fields;
    }

    private String scale(long steps) {
        int batch = folder.experiment().plan().batchSize();
        double epochs = steps * (double) batch / examples.size(Split.TRAIN);
        return String.format(Locale.ROOT,
                "%s: %d training examples, %d steps of %d (%.4g epochs), judged on %d test examples",
                examples.name(), examples.size(Split.TRAIN), steps, batch, epochs, examples.size(Split.TEST));
    }
}
