package org.otvae.bench.sweep;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.otvae.bench.sweep.prune.Pruner;
import org.otvae.bench.sweep.sampler.Sampler;
import org.otvae.bench.sweep.space.Point;
import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.StudyTrials;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;

/**
 * Works on a study until it has its trials: some workers, each of which takes a trial, has it run, and writes down what came out.
 * Killed at any moment and begun again, it goes on; begun on several machines, they share the work.
 */
public final class Sweep {

    private static final int DRAWS = 100; // of a point before one that breaks a constraint is recorded as pruned
    private static final long POLL_MILLIS = 100; // while others hold the last trials

    private final StudyTrials trials;
    private final TrialRunner runner;
    private final Limits limits;
    private final Function<Point, Optional<String>> refusal;
    private final SweepListener listener;
    private final WorkerName process;
    private final Sampler sampler;
    private final Pruner pruner;
    private final Mishaps mishaps = new Mishaps();
    private volatile boolean stopping;

    /**
     * How much is done at once and in all.
     *
     * @param trials      of the study, at least 1; a grid ends earlier if it has fewer points
     * @param workers     trials at a time in this process, at least 1
     * @param leaseMillis a worker that is silent for so long is given up, at least 100
     */
    public record Limits(int trials, int workers, long leaseMillis) {

        /** Checks the ranges. */
        public Limits {
            if (trials < 1 || workers < 1 || leaseMillis < 100) {
                throw new IllegalArgumentException("trials and workers must be at least 1 and the lease at least 100 ms, found "
                        + trials + ", " + workers + " and " + leaseMillis);
            }
        }
    }

    /**
     * A sweep; nothing runs yet.
     *
     * @param refusal  why a point must not be tried; empty if it may
     * @param listener hears of trials, from several threads
     */
    public Sweep(StudyTrials trials, TrialRunner runner, Limits limits, Function<Point, Optional<String>> refusal,
            SweepListener listener) {
        this.trials = trials;
        this.runner = runner;
        this.refusal = refusal;
        this.listener = listener;
        this.process = WorkerName.ofProcess();
        var study = trials.study();
        this.sampler = Sampler.of(study);
        this.pruner = Pruner.of(study.pruner());
        boolean grid = study.method().sampler().equals("grid");
        int most = grid ? Math.min(limits.trials(), study.space().gridSize(study.method().gridPoints())) : limits.trials();
        this.limits = new Limits(most, limits.workers(), limits.leaseMillis());
    }

    /** The number of trials that the study will have. */
    public int most() {
        return limits.trials();
    }

    /** Asks a running {@link #run} to lay its trials down and return; for another thread to call. */
    public void stop() {
        stopping = true;
        runner.stop();
    }

    /**
     * Works until the study has its trials; false if asked to stop before.
     *
     * @throws HaltedException if trials cannot be trained as things are
     */
    public boolean run() {
        var heart = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "heartbeat"));
        var pool = Executors.newFixedThreadPool(limits.workers(), task -> daemon(task, "worker"));
        try {
            long beat = limits.leaseMillis() / 3;
            heart.scheduleAtFixedRate(this::renew, beat, beat, TimeUnit.MILLISECONDS);
            var workers = new ExecutorCompletionService<Void>(pool);
            for (int number = 0; number < limits.workers(); number++) {
                String worker = process.worker(number);
                workers.submit(() -> work(worker), null);
            }
            for (int ended = 0; ended < limits.workers(); ended++) {
                workers.take().get(); // the first that fails ends the sweep, whichever it is
            }
            mishaps.requireFew();
            return trials.trials().stream().filter(trial -> trial.state().isFinal()).count() >= limits.trials();
        } catch (ExecutionException e) {
            stop();
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            return false;
        } finally {
            pool.shutdown();
            heart.shutdownNow();
        }
    }

    /** A database that is busy for a moment must not end the beats, or others would take the trials. */
    private void renew() {
        try {
            trials.renew(process.name(), limits.leaseMillis());
        } catch (RuntimeException failure) {
            listener.noted("cannot renew the lease of running trials: " + failure.getMessage());
        }
    }

    private void work(String worker) {
        while (!stopping) {
            var taken = trials.take(worker, limits.leaseMillis(), process::isDead, limits.trials(), this::next);
            if (taken.isPresent()) {
                carryOut(taken.get());
            } else if (trials.trials().stream().allMatch(trial -> trial.state().isFinal())) {
                return;
            } else {
                pause();
            }
        }
    }

    /** The point of the trial that follows some. */
    public Point next(List<Trial> before) {
        Point point = null;
        for (int draw = 0; draw < DRAWS && (point == null || refusal.apply(point).isPresent()); draw++) {
            point = sampler.propose(before.size(), draw, before);
        }
        return point;
    }

    private void carryOut(Trial trial) {
        listener.started(trial);
        var result = refusal.apply(trial.point()).map(reason -> Result.without(TrialState.PRUNED, reason))
                .orElseGet(() -> runner.run(trial, report -> judge(trial, report)));
        boolean own = result.cause() == Result.Cause.OWN;
        if (own ? trials.end(trial, result.state(), result.value(), result.scores(), result.reason())
                : trials.lose(trial, result.reason())) {
            listener.ended(trials.trial(trial.number()));
        } else {
            listener.noted("trial " + trial.number() + " was given to another worker; its result here is not used");
        }
        if (mishaps.areTooMuch(trial, result)) {
            stop();
        }
    }

    private Optional<String> judge(Trial trial, Report report) {
        var objective = trials.study().objective();
        if (!Double.isFinite(report.value()) && !objective.isKnownOnTheWay()) {
            return Optional.empty(); // the end will tell
        }
        if (!trials.report(trial, report)) {
            return Optional.of("given to another worker");
        }
        if (!Double.isFinite(report.value())) {
            return Optional.of("the objective is not a finite number after step " + report.step());
        }
        listener.reported(trial, report);
        var all = trials.trials();
        var others = all.stream().filter(other -> other.number() != trial.number()).toList();
        return pruner.verdict(all.get(trial.number()), others, objective);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, "sweep-" + name);
        thread.setDaemon(true);
        return thread;
    }
}
