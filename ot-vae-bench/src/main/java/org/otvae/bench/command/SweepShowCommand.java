package org.otvae.bench.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae sweep show}: a line a trial, or the names of all studies. */
@Command(name = "show", description = "Show the trials of a study, one line each; without a name, the studies.")
final class SweepShowCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private StudyOptions studies = new StudyOptions();

    @Parameters(arity = "0..1", paramLabel = "STUDY", description = "name of the study")
    private String name;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    SweepShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return studies.reading(store -> {
            if (name == null) {
                for (String study : store.names()) {
                    terminal.say(json, study);
                    terminal.event(json, java.util.Map.of("event", "study", "name", study));
                }
                return ExitCode.OK;
            }
            var study = UsageException.checked(() -> store.study(name));
            for (var trial : study.trials()) {
                if (json) {
                    terminal.event(true, trial.fields());
                } else {
                    terminal.say(false, SweepProgress.line(study.study().objective(), trial));
                }
            }
            return ExitCode.OK;
        });
    }
}
