package org.otvae.bench.command;

import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.otvae.bench.Main;
import org.otvae.bench.sweep.ChildTrials;
import org.otvae.bench.sweep.HaltedException;
import org.otvae.bench.sweep.Sweep;
import org.otvae.bench.sweep.TestFunction;
import org.otvae.bench.sweep.TrialFolders;
import org.otvae.bench.sweep.TrialRunner;
import org.otvae.bench.sweep.page.PageServer;
import org.otvae.bench.sweep.page.Snapshot;
import org.otvae.bench.sweep.page.StudyPage;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.StudyStore;
import org.otvae.bench.sweep.study.StudyTrials;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;
import org.otvae.provenance.Machine;

/** One {@code otvae sweep}: everything is checked before the first trial, then the study is begun or joined. */
final class SweepTask {

    private static final int MOST_PORT = 65_535;
    private static final long PATIENCE_SECONDS = 150; // longer than children are given to save

    private final Terminal terminal;
    private final SweepSubject subject;
    private final Study study;
    private final StudyOptions options;
    private final Optional<Path> data;

    /**
     * A task; settings and data are checked here.
     *
     * @param data folder of the data if the user named one
     */
    SweepTask(Terminal terminal, Study study, StudyOptions options, Optional<Path> data) {
        this.terminal = terminal;
        this.options = options;
        this.data = data;
        this.subject = SweepSubject.of(study, data);
        this.study = subject.study();
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
        var function = TestFunction.named(study.subject().experiment());
        TrialRunner runner = function.isPresent() ? function.get() : new ChildTrials(runs, study.objective(), this::command,
                environment(limits.workers()));
        var sweep = new Sweep(trials, runner, limits, subject.refusal(), new SweepProgress(terminal, json, study.objective(),
                study.objective().best(trials.trials())));
        if (function.isEmpty()) {
            new TrialFolders(runs).requireOwn(trials, sweep::next, subject::isOf);
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
        return Interruption.answered(terminal, PATIENCE_SECONDS, "The same command goes on", interruption -> {
            interruption.begun(sweep::stop);
            return sweep.run();
        });
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
