package org.otvae.bench.command;

import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.otvae.bench.Main;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.Experiments;
import org.otvae.bench.experiment.Scale;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.sweep.ChildTrials;
import org.otvae.bench.sweep.Feasibility;
import org.otvae.bench.sweep.HaltedException;
import org.otvae.bench.sweep.Sweep;
import org.otvae.bench.sweep.TestFunction;
import org.otvae.bench.sweep.TrialFolders;
import org.otvae.bench.sweep.TrialRunner;
import org.otvae.bench.sweep.page.PageServer;
import org.otvae.bench.sweep.page.Snapshot;
import org.otvae.bench.sweep.page.StudyPage;
import org.otvae.bench.sweep.space.Condition;
import org.otvae.bench.sweep.space.Dimension;
import org.otvae.bench.sweep.space.Point;
import org.otvae.bench.sweep.space.Space;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.StudyStore;
import org.otvae.bench.sweep.study.StudyTrials;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.metric.Fidelity;
import org.otvae.metric.Scores;
import org.otvae.provenance.Machine;
import org.otvae.settings.Overrides;

/** One {@code otvae sweep}: everything is checked before the first trial, then the study is begun or joined. */
final class SweepTask {

    private static final double BETWEEN = 0.4142; // of a range
    private static final int MOST_PORT = 65_535;
    private static final long PATIENCE_SECONDS = 150; // longer than children are given to save

    private final Terminal terminal;
    private final Study study;
    private final StudyOptions options;
    private final Optional<Path> data;
    private final Function<Point, Optional<String>> refusal;

    /**
     * A task; settings and data are checked here.
     *
     * @param data folder of the data if the user named one
     */
    SweepTask(Terminal terminal, Study study, StudyOptions options, Optional<Path> data) {
        this.terminal = terminal;
        this.options = options;
        this.data = data;
        var conditions = study.subject().constraints().stream().map(Condition::new).toList();
        var function = TestFunction.named(study.subject().experiment());
        if (function.isPresent()) {
            requirePathsOf(function.get(), study);
            study.objective().requireOneOf(List.of("value"));
            this.study = study;
            this.refusal = Feasibility.ofValues(conditions);
            this.refusal.apply(middle(study)); // a wrong name in a condition is told now
        } else { // everything that can be wrong before the first trial
            var base = changed(study, Map.of());
            if (base.prior() != null) {
                throw new IllegalArgumentException("a sweep searches the settings of tokenizers, found the prior "
                        + study.subject().experiment() + "; train priors one by one, with --set");
            }
            requireReadable(study);
            var corpus = TrainCommand.open(base, data);
            if (corpus.size(Split.VALIDATION) == 0) {
                throw new IllegalArgumentException("a sweep judges on the validation split, found none in " + corpus.name());
            }
            this.study = study.on(corpus.fingerprint(), data.map(path -> path.toAbsolutePath().toString()).orElse(""));
            study.objective().requireOneOf(measures(base, corpus));
            this.refusal = new Feasibility(base, conditions, Arrays.stream(corpus.exampleShape()).boxed().toList());
        }
    }

    private Optional<TestFunction> function() {
        return TestFunction.named(study.subject().experiment());
    }

    private static void requirePathsOf(TestFunction function, Study study) {
        var own = paths(function.space());
        if (!paths(study.space()).equals(own)) {
            throw new IllegalArgumentException("expected a --space of " + String.join(", ", own) + " for " + function + ", found "
                    + String.join(", ", paths(study.space())));
        }
    }

    private static Set<String> paths(Space space) {
        return space.dimensions().stream().map(Dimension::path).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of all numbers that a trial is judged by. */
    private static Set<String> measures(Experiment experiment, Corpus corpus) {
        var modality = Modalities.ofCorpus(experiment.corpus());
        var fidelity = modality.fidelity(corpus.exampleShape()).stream().collect(Collectors.toMap(Fidelity::name, measure -> 1.0));
        var scores = new Scores(1, 1, 1, 1, 1, 1, fidelity); // any numbers: the names are wanted
        var names = new TreeSet<>(scores.fields().keySet());
        names.addAll(modality.derived(scores, corpus.exampleShape(), experiment.autoencoder()).keySet());
        return names;
    }

    private static Point middle(Study study) {
        var values = new LinkedHashMap<String, String>();
        study.space().dimensions().forEach(dimension -> values.put(dimension.path(), dimension.range().text(BETWEEN)));
        return new Point(values);
    }

    /**
     * Runs the sweep.
     *
     * @param port  of the page; 0 for any that is free, negative for no page
     * @param retry whether failed trials are tried again
     */
    int run(StudyStore store, Sweep.Limits limits, int port, boolean retry, boolean json) {
        var trials = UsageException.checked(() -> store.begin(study));
        int again = retry ? trials.retryFailed() : 0;
        Path runs = options.runs().resolve(study.name());
        TrialRunner runner = function().isPresent() ? function().get() : new ChildTrials(runs, study.objective(), this::command,
                environment(limits.workers()));
        var sweep = new Sweep(trials, runner, limits, refusal, new SweepProgress(terminal, json, study.objective(),
                study.objective().best(trials.trials())));
        if (function().isEmpty()) {
            new TrialFolders(runs).requireOwn(trials, sweep::next, (point, found) -> refusal.apply(point).isEmpty()
                    && changed(study, point.values()).settings().equals(found.settings()));
        }
        long done = trials.trials().stream().filter(trial -> trial.state().isFinal()).count();
        terminal.say(json, "study " + study.name() + ": " + sweep.most() + " trials" + (done > 0 ? ", " + done + " done before" : "")
                + (again > 0 ? ", " + again + " that failed are tried again" : "")
                + "; " + String.join("  ", study.space().texts()));
        Supplier<Snapshot> snapshots = () -> snapshot(trials, sweep.most());
        boolean complete;
        try (var page = port < 0 ? null : served(port, snapshots)) {
            if (page != null) {
                terminal.say(json, "page: " + page.url());
            }
            complete = interruptible(sweep);
        } catch (HaltedException e) {
            terminal.err().println("otvae: " + e.getMessage());
            return ExitCode.INTERNAL;
        }
        Path report = runs.resolve("sweep.html");
        StudyPage.write(snapshots.get(), report);
        return complete ? finish(trials, report, json) : ExitCode.INTERRUPTED;
    }

    private int finish(StudyTrials trials, Path report, boolean json) {
        var all = trials.trials();
        var best = study.objective().best(all);
        terminal.say(json, "report: " + report);
        if (best.isPresent()) {
            terminal.say(json, "best: " + SweepProgress.line(study.objective(), best.get()));
            terminal.say(json, "next: ./otvae sweep best " + study.name() + options.repeated());
            terminal.event(json, SweepBestCommand.event(study, best.get()));
            return ExitCode.OK;
        }
        String why = "./otvae sweep show " + study.name() + options.repeated() + " says why";
        var failed = all.stream().filter(trial -> trial.state() == TrialState.FAILED).toList();
        if (failed.isEmpty()) {
            terminal.say(json, "no trial is complete; " + why);
            return ExitCode.OK;
        }
        terminal.err().println("otvae: no trial is complete, " + failed.size() + " of " + all.size() + " failed, the last: "
                + failed.get(failed.size() - 1).reason() + "; " + why + ", --retry-failed tries them again");
        return ExitCode.INTERNAL;
    }

    /** Checks the port of a page. */
    static void requirePort(int port) {
        if (port < 0 || port > MOST_PORT) {
            throw new UsageException("--page must be 0 to " + MOST_PORT + ", found " + port);
        }
    }

    static PageServer served(int port, Supplier<Snapshot> snapshots) {
        try {
            return new PageServer(port, snapshots);
        } catch (UncheckedIOException e) {
            throw new UsageException(e.getMessage() + " (" + e.getCause().getMessage() + "); choose another --page PORT, or "
                    + "--no-page", e);
        }
    }

    /** The study as it stands. */
    static Snapshot snapshot(StudyTrials trials, int most) {
        var all = trials.trials();
        var study = trials.study();
        return new Snapshot(study, most, all, study.objective().best(all).map(best -> SweepBestCommand.command(study, best)).orElse(""));
    }

    private boolean interruptible(Sweep sweep) {
        var ended = new CountDownLatch(1);
        var hook = new Thread(() -> {
            sweep.stop();
            try {
                boolean saved = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                terminal.err().println(saved ? "interrupted; everything is saved. The same command goes on"
                        : "interrupted before all was saved. The same command goes on");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return sweep.run();
        } finally {
            ended.countDown();
            Training.remove(hook);
        }
    }

    /**
     * Checks paths and types of all ends and choices, and of a place between ends, which has decimals where a setting may want
     * none, each alone. Where a record refuses a value only together with others, the
     * trial is pruned later; a value that cannot be read is the user's mistake and told now.
     */
    private static void requireReadable(Study study) {
        for (var dimension : study.space().dimensions()) {
            var values = new ArrayList<>(dimension.range().grid(2));
            values.add(dimension.range().text(BETWEEN));
            for (String value : values) {
                try {
                    changed(study, Map.of(dimension.path(), value));
                } catch (IllegalArgumentException e) {
                    if (!(e.getCause() instanceof IllegalArgumentException) || e.getCause() instanceof NumberFormatException) {
                        throw e;
                    }
                }
            }
        }
    }

    private static Experiment changed(Study study, Map<String, String> values) {
        var changes = settings(study);
        changes.putAll(values);
        return Overrides.with(Experiments.named(study.subject().experiment(),
                Scale.valueOf(study.subject().scale().toUpperCase(java.util.Locale.ROOT))), changes);
    }

    private static Map<String, String> settings(Study study) {
        var changes = new LinkedHashMap<String, String>();
        study.subject().settings().forEach(setting -> changes.put(setting.substring(0, setting.indexOf('=')),
                setting.substring(setting.indexOf('=') + 1)));
        return changes;
    }

    /** This program again, with the same options for Java. */
    private List<String> command(Trial trial, Path folder) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-XX:ErrorFile=" + folder.resolve("crash.log"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "sweep-trial",
                study.subject().experiment(), "--folder", folder.toString(), "--scale", study.subject().scale()));
        data.ifPresent(path -> command.addAll(List.of("--data", path.toString())));
        study.subject().settings().forEach(setting -> command.addAll(List.of("--set", setting)));
        trial.point().settings().forEach(setting -> command.addAll(List.of("--set", setting)));
        return command;
    }

    /** The threads of this process, shared out. */
    private static Map<String, String> environment(int workers) {
        int threads = Math.max(1, Machine.here().threads() / workers);
        return Map.of("OMP_NUM_THREADS", String.valueOf(threads), "OMP_WAIT_POLICY", "passive");
    }
}
