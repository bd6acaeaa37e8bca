package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.otvae.bench.sweep.Sweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae sweep}: searches settings of an experiment, and goes on where it was stopped. */
@Command(name = "sweep", description = "Search the settings of an experiment; the same command again goes on, elsewhere joins in.")
final class SweepCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private StudyOptions studies = new StudyOptions();

    @Mixin
    private SearchOptions search = new SearchOptions();

    @Parameters(arity = "0..1", paramLabel = "EXPERIMENT", description = "an experiment, or branin or hartmann6 to try things out")
    private String name;

    @Option(names = "--trials", paramLabel = "N", description = "trials in all (default: 20); a grid may have fewer")
    private int trials = 20;

    @Option(names = "--workers", paramLabel = "N", description = "trials at a time in this process (default: 1)")
    private int workers = 1;

    @Option(names = "--lease", paramLabel = "SECONDS",
            description = "a worker that is silent for so long is given up (default: 30)")
    private double lease = 30;

    @Option(names = "--retry-failed", description = "try the failed trials of the study again")
    private boolean retryFailed;

    @Option(names = "--data", paramLabel = "DIR", description = "folder that has the data's files")
    private Path data;

    @Option(names = "--page", paramLabel = "PORT", description = "port of the live page (default: any that is free)")
    private int port;

    @Option(names = "--no-page", description = "serve no live page")
    private boolean noPage;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    SweepCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (name == null) {
            throw new UsageException("expected the EXPERIMENT to search, or show, best or export with the name of a study");
        }
        var study = UsageException.checked(() -> search.study(name));
        var limits = UsageException.checked(() -> new Sweep.Limits(trials, workers, Math.round(1000 * lease)));
        var task = UsageException.checked(() -> new SweepTask(terminal, study, studies, Optional.ofNullable(data)));
        SweepTask.requirePort(port);
        return studies.with(store -> task.run(store, limits, noPage ? -1 : port, retryFailed, json));
    }
}
