package org.otvae.bench.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.otvae.bench.ShellWord;
import org.otvae.bench.sweep.ChildTrials;
import org.otvae.bench.sweep.TestFunction;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae sweep best}: the best configuration as a command to paste. */
@Command(name = "best", description = "Print the best trial of a study as a command to paste.")
final class SweepBestCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private StudyOptions studies = new StudyOptions();

    @Parameters(paramLabel = "STUDY", description = "name of the study")
    private String name;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    SweepBestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return studies.reading(store -> {
            var trials = UsageException.checked(() -> store.study(name));
            var study = trials.study();
            var best = study.objective().best(trials.trials()).orElseThrow(() -> new UsageException("study " + name
                    + " has no complete trial yet; ./otvae sweep show " + name + studies.repeated() + " says why"));
            if (json) {
                terminal.event(true, event(study, best));
                return ExitCode.OK;
            }
            terminal.err().println(SweepProgress.line(study.objective(), best));
            var folder = ChildTrials.folder(studies.runs().resolve(study.name()), best.number());
            if (java.nio.file.Files.isDirectory(folder)) {
                terminal.err().println("judge it on the test split: ./otvae train --resume " + ShellWord.of(folder));
            }
            terminal.say(false, command(study, best));
            return ExitCode.OK;
        });
    }

    /** The command that trains a trial's configuration. */
    static String command(Study study, Trial trial) {
        var settings = new ArrayList<>(study.subject().settings());
        settings.addAll(trial.point().settings());
        if (TestFunction.named(study.subject().experiment()).isPresent()) {
            return String.join(" ", settings);
        }
        return "./otvae train " + study.subject().experiment()
                + (study.subject().scale().equals("short") ? "" : " --scale " + study.subject().scale())
                + (study.subject().folder().isEmpty() ? "" : " --data " + ShellWord.of(study.subject().folder()))
                + String.join("", settings.stream().map(setting -> " --set " + ShellWord.of(setting)).toList());
    }

    static Map<String, Object> event(Study study, Trial trial) {
        var event = new LinkedHashMap<>(trial.fields());
        event.put("event", "best");
        event.put("study", study.name());
        event.put("command", command(study, trial));
        return event;
    }
}
