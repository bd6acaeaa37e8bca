package org.otvae.bench.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return Interruption.answered(terminal, PATIENCE_SECONDS, "Go on with: " + resumeCommand, interruption -> {
            try {
                var runner = UsageException.checked(() -> new Runner(folder, corpus, backend, List.of(progress))); // minutes for priors
                interruption.begun(runner::stop);
                return runner.run();
            } finally {
                if (progress instanceof AutoCloseable bar) {
                    close(bar);
                }
            }
        });
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
