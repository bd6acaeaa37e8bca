package org.otvae.bench.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.run.Judge;
import org.otvae.bench.run.RunFolder;
import org.otvae.bench.run.RunLock;
import org.otvae.bench.run.Runner;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.metric.Scores;
import org.otvae.provenance.Backend;
import org.otvae.provenance.Provenance;
import org.otvae.provenance.Seed;
import org.otvae.train.TrainingListener;

/**
 * The inside of a trial's process: trains in the trial's folder, from where it stopped if it did, and judges the best checkpoint on
 * the validation split. The test split is not read. {@link ChildTrials} says how the two processes talk.
 */
public final class TrialTraining {

    private static final String END = "end of input";

    private final Experiment experiment;
    private final Corpus corpus;
    private final Backend backend;
    private final Consumer<Map<String, Object>> events;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private volatile Runner runner;
    private volatile boolean stopping;

    /** How a trial ended that did not fail. */
    public enum End {
        /** Trained and judged. */
        COMPLETE,
        /** Told to stop for good. */
        PRUNED,
        /** Saved; can go on. */
        INTERRUPTED
    }

    /** Told to stop, in the middle of the trainer. */
    private static final class PrunedException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * A trial; nothing runs yet.
     *
     * @param events receives what the other process should know
     */
    public TrialTraining(Experiment experiment, Corpus corpus, Backend backend, Consumer<Map<String, Object>> events) {
        this.experiment = experiment;
        this.corpus = corpus;
        this.backend = backend;
        this.events = events;
    }

    /** Listens for answers until they end; for a thread of its own. */
    public void listen(BufferedReader input) {
        try {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            answers.add(END); // the other process is gone
        }
        stop();
    }

    /** Asks a running {@link #run} to save and return; for another thread to call. */
    public void stop() {
        stopping = true;
        answers.add(END);
        var running = runner;
        if (running != null) {
            running.stop();
        }
    }

    /**
     * Runs the trial in a folder.
     *
     * @param data absolute folder of the data if the user named one
     */
    public End run(Path path, Optional<String> data) {
        RunLock lock = RunLock.await(path); // a child of a killed sweep may still be saving
        try (lock) {
            RunFolder folder = folder(path, data);
            var training = new Runner(folder, corpus, backend, List.of(new Reports()));
            runner = training;
            if (stopping) {
                training.stop();
            }
            if (training.train().isEmpty()) {
                events.accept(event("interrupted"));
                return End.INTERRUPTED;
            }
            var scores = event("scores");
            scores.putAll(Judge.judge(folder, corpus, Split.VALIDATION).scores().fields());
            events.accept(scores);
            return End.COMPLETE;
        } catch (PrunedException e) {
            return End.PRUNED;
        }
    }

    private RunFolder folder(Path path, Optional<String> data) {
        if (!RunFolder.isRun(path)) {
            return RunFolder.create(path, experiment, corpus, data,
                    Provenance.capture(new Seed(experiment.plan().seed()), corpus.fingerprint(), backend).fields());
        }
        var folder = RunFolder.open(path);
        folder.requireSame(corpus);
        if (!folder.experiment().settings().equals(experiment.settings())) {
            throw TrialFolders.foreign(path);
        }
        return folder;
    }

    private static Map<String, Object> event(String name) {
        var event = new LinkedHashMap<String, Object>();
        event.put("event", name);
        return event;
    }

    /** Tells of each validation and waits for the answer. */
    private final class Reports implements TrainingListener {

        private long steps;

        @Override
        public void started(long step, long all) {
            steps = all;
        }

        @Override
        public void validated(long step, Scores scores, boolean best) {
            var event = event("validated");
            event.put("step", step);
            event.put("steps", steps);
            event.putAll(scores.fields());
            events.accept(event);
            if (stopping) {
                return; // nobody answers any more
            }
            try {
                if (answers.take().equals("stop")) {
                    throw new PrunedException();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for an answer", e);
            }
        }
    }
}
