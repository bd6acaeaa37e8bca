package org.otvae.bench.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.otvae.bench.run.Outcome;
import org.otvae.bench.run.RunFolder;
import org.otvae.bench.run.RunLock;
import org.otvae.bench.run.Runner;
import org.otvae.data.Corpus;
import org.otvae.metric.Scores;
import org.otvae.provenance.Backend;

/** Carries a run out while a person or a machine watches, and ends it well when they interrupt it. */
final class Training {

    private static final long PATIENCE_SECONDS = 120; // a step, a checkpoint and, at worst, a validation

    private final Terminal terminal;
    private final boolean json;
    private final Backend backend;
    private final String resumeCommand;

    /**
     * A training.
     *
     * @param resumeCommand what goes on after an interruption
     */
    Training(Terminal terminal, boolean json, Backend backend, String resumeCommand) {
        this.terminal = terminal;
        this.json = json;
        this.backend = backend;
        this.resumeCommand = resumeCommand;
    }

    /** The outcome; empty if the run was interrupted, which has been said then. */
    Optional<Outcome> run(RunFolder folder, Corpus corpus, String task) {
        RunLock lock = RunLock.tryTake(folder.path()).orElseThrow(() -> new UsageException("expected a run folder that nobody "
                + "trains in, found another process at work in " + folder.path() + "; wait for its end or name other folders with "
                + "--runs"));
        try (lock) {
            return alone(folder, corpus, task);
        }
    }

    private Optional<Outcome> alone(RunFolder folder, Corpus corpus, String task) {
        var progress = terminal.progress(json, task);
        var runner = UsageException.checked(() -> new Runner(folder, corpus, backend, List.of(progress)));
        var ended = new CountDownLatch(1);
        var hook = new Thread(() -> stop(runner, ended), "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return runner.run();
        } finally {
            if (progress instanceof AutoCloseable bar) {
                close(bar);
            }
            ended.countDown();
            remove(hook);
        }
    }

    private void stop(Runner runner, CountDownLatch ended) {
        runner.stop();
        try {
            boolean saved = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            terminal.err().println((saved ? "interrupted; everything is saved"
                    : "interrupted before the last step was saved")
                    + ". Go on with: " + resumeCommand);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a shutdown hook away that is not needed any more. */
    static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Only thrown while the program ends, when the hook is running already and nothing is left to remove.
            return;
        }
    }

    private static void close(AutoCloseable bar) {
        try {
            bar.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot end the progress bar", e);
        }
    }

    /** The row of a table that {@code --json} prints. */
    static Map<String, Object> row(String method, Scores scores) {
        var row = new LinkedHashMap<String, Object>();
        row.put("method", method);
        row.putAll(scores.fields());
        return row;
    }

    /** The event that ends {@code train} and {@code evaluate}. */
    static Map<String, Object> scores(String method, Scores scores) {
        var event = new LinkedHashMap<String, Object>();
        event.put("event", "scores");
        event.putAll(row(method, scores));
        return event;
    }
}
