package org.otvae.train;

import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Schedule;
import org.otvae.graph.Weights;
import org.otvae.model.Autoencoder;
import org.otvae.provenance.Seed;

/**
 * Trains one model on one corpus by one plan, in a folder from which it can go on exactly where it stopped.
 *
 * <p>A run that was killed and resumed ends with the same bytes of weights as one that was not (same machine and number of
 * threads): batches, noise and updates depend on the seed and the step alone, everything else is in the checkpoint.
 *
 * <p>Whoever makes one closes it: its working memory lies outside the heap.
 */
public final class Trainer implements AutoCloseable {

    private static final int KEEP_LAST = 2; // checkpoints, besides the best: the newest and one in reserve

    private final Corpus corpus;
    private final TrainingPlan plan;
    private final List<TrainingListener> listeners;
    private final CheckpointStore store;
    private final String identity;
    private final Weights weights;
    private final TrainingStep training;
    private final Trainable.Judge judge;
    private final long steps;
    private final long stepsPerEpoch;
    private volatile boolean stopRequested;

    /** A trainer of an autoencoder; nothing runs yet. */
    public Trainer(Autoencoder autoencoder, Corpus corpus, TrainingPlan plan, Path checkpoints, String identity,
            List<TrainingListener> listeners) {
        this(new AutoencoderTraining(autoencoder), corpus, plan, checkpoints, identity, listeners);
    }

    /**
     * A trainer; nothing runs yet.
     *
     * @param checkpoints the folder of the run's checkpoints; those in it are resumed from
     * @param identity    a text that is equal only for runs with equal settings, for instance a hash of them
     */
    public Trainer(Trainable model, Corpus corpus, TrainingPlan plan, Path checkpoints, String identity,
            List<TrainingListener> listeners) {
        this.corpus = corpus;
        this.plan = plan;
        this.listeners = List.copyOf(listeners);
        this.store = new CheckpointStore(checkpoints, KEEP_LAST);
        this.identity = identity;
        this.steps = plan.totalSteps(corpus.size(Split.TRAIN));
        this.stepsPerEpoch = plan.stepsPerEpoch(corpus.size(Split.TRAIN));
        Seed seed = new Seed(plan.seed());
        this.weights = new Weights(seed.derive("weights"), DataType.FLOAT);
        this.training = new TrainingStep(model, corpus, plan, weights, seed, steps, stepsPerEpoch);
        this.judge = model.judge(corpus, plan.batchSize(), weights);
    }

    /** Asks a running {@link #train} to save a checkpoint after its present step and return; for another thread to call. */
    public void stop() {
        stopRequested = true;
    }

    /** The model's weights: the latest, not the best. */
    public Weights weights() {
        return weights;
    }

    /** Milliseconds that each kind of operation takes in one step, from repeating the last one. */
    public java.util.Map<String, Double> profile() {
        return training.profile();
    }

    /**
     * Trains to the end of the plan, from the newest intact checkpoint if there is one.
     *
     * @throws NonFiniteException      if the loss or a gradient is NaN or infinite
     * @throws ResumeMismatchException if the checkpoints belong to a run with other settings
     */
    public TrainingResult train() {
        RunState state = restore();
        long first = state.step();
        tell(listener -> listener.started(first, steps));
        ValidationHistory history = state.history();
        long step = first;
        long nanos = 0;
        boolean ended = state.complete() || step >= steps;
        while (!ended && !stopRequested) {
            long start = System.nanoTime();
            StepReport report = training.take(step, history.reductions());
            nanos += System.nanoTime() - start;
            step++;
            tell(listener -> listener.stepped(report));
            ended = step >= steps;
            if (ended || step % stepsPerEpoch == 0) {
                history = validate(step, history);
                boolean patienceOver = plan.patience() > 0 && history.sinceBest() >= plan.patience();
                ended |= patienceOver;
                save(new RunState(step, history, ended), history.isBest());
            } else if (step % plan.checkpointEverySteps() == 0) {
                save(new RunState(step, history, false), false);
            }
        }
        if (stopRequested && !ended && step % plan.checkpointEverySteps() != 0 && step % stepsPerEpoch != 0) {
            save(new RunState(step, history, false), false);
        }
        long last = step;
        boolean complete = ended;
        tell(listener -> listener.finished(last, complete));
        return new TrainingResult(step, complete, nanos / 1e9, (step - first) / (nanos / 1e9), training.secondsWaiting());
    }

    /** Gives the working memory back, not that of the weights; nothing can be trained any more. */
    @Override
    public void close() {
        training.close();
        judge.close();
    }

    private RunState restore() {
        Restored restored = store.newest();
        restored.skipped().forEach(line -> tell(listener -> listener.noted("skipped checkpoint " + line)));
        if (restored.checkpoint().isEmpty()) {
            training.prepare();
            return new RunState(0, ValidationHistory.EMPTY, false);
        }
        Checkpoint checkpoint = restored.checkpoint().get();
        RunState state = RunState.of(checkpoint, identity);
        weights.assign(checkpoint.weights());
        training.assignOptimizer(checkpoint.optimizer());
        return state;
    }

    private ValidationHistory validate(long step, ValidationHistory history) {
        judge.calibrate(Schedule.Progress.at(step - 1, steps, history.reductions()));
        if (corpus.size(Split.VALIDATION) == 0) {
            return history;
        }
        Trainable.Verdict verdict = judge.judge(Split.VALIDATION);
        ValidationHistory next = history.after(verdict.loss(), plan.learningRate());
        tell(listener -> listener.validated(step, verdict.scores(), next.isBest()));
        return next;
    }

    private void save(RunState state, boolean best) {
        Path folder = store.save(new Checkpoint(state.step(), weights.tensors(), training.optimizer(),
                state.fields(identity)), best);
        tell(listener -> listener.saved(state.step(), folder));
    }

    private void tell(java.util.function.Consumer<TrainingListener> event) {
        listeners.forEach(event);
    }
}
