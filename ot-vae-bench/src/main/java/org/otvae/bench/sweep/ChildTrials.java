package org.otvae.bench.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;

/**
 * Runs each trial in a process of its own, so that a crash of native code, too little memory or a kill costs one trial at most.
 *
 * <p>The child writes one JSON object a line to its standard output: {@code validated} after each validation, upon which it waits
 * for the line {@code go} or {@code stop}, and at the end {@code scores} or {@code failed}. When its standard input ends, because
 * this process wants it or is gone, it saves and ends. What it says on standard error is kept in {@code trial.log}.
 */
public final class ChildTrials implements TrialRunner {

    private static final long PATIENCE_SECONDS = 120; // a step, a checkpoint and, at worst, a validation

    private static final int INTERRUPTED = 130; // the exit code of a child that saved and ended

    private final Path runs;
    private final Objective objective;
    private final BiFunction<Trial, Path, List<String>> command;
    private final Map<String, String> environment;
    private final Set<Process> children = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * A runner.
     *
     * @param runs        where the folders of the trials are made
     * @param command     the command line for a trial and its folder
     * @param environment what is set for the children, besides what this process has
     */
    public ChildTrials(Path runs, Objective objective, BiFunction<Trial, Path, List<String>> command,
            Map<String, String> environment) {
        this.runs = runs;
        this.objective = objective;
        this.command = command;
        this.environment = Map.copyOf(environment);
    }

    /** The folder of a trial. */
    public static Path folder(Path runs, int number) {
        return runs.resolve(String.format("trial-%04d", number));
    }

    @Override
    public Result run(Trial trial, Reporter reporter) {
        Path folder = folder(runs, trial.number());
        Process child = start(trial, folder);
        children.add(child);
        try {
            if (stopping) {
                hangUp(child);
            }
            var said = new Conversation(child, objective, reporter).result();
            int code = exitCode(child);
            return said.orElseGet(() -> stopping || code == INTERRUPTED ? Result.without(TrialState.WAITING, "interrupted")
                    : ended(code, ExitReason.of(code, log(folder), folder)));
        } finally {
            children.remove(child);
            child.destroyForcibly();
        }
    }

    private static Result ended(int code, String reason) {
        return ExitReason.isKill(code) ? Result.lost(Result.Cause.KILL, reason) : Result.without(TrialState.FAILED, reason);
    }

    private static Path log(Path folder) {
        return folder.resolve("trial.log");
    }

    private static int exitCode(Process child) {
        try {
            return child.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        }
    }

    private Process start(Trial trial, Path folder) {
        try {
            Files.createDirectories(folder);
            var builder = new ProcessBuilder(command.apply(trial, folder))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log(folder).toFile()));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a process for trial " + trial.number() + " in " + folder, e);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        children.forEach(ChildTrials::hangUp);
    }

    /** Ends the child's input and, if it does not go, the child. */
    private static void hangUp(Process child) {
        try {
            child.getOutputStream().close();
        } catch (IOException e) {
            child.destroy(); // it does not listen any more
        }
        child.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).whenComplete((ended, late) -> {
            if (late != null) {
                child.destroyForcibly();
            }
        });
    }
}
