package org.otvae.bench.command;

import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.Experiments;
import org.otvae.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae experiments}: lists the catalogue, or every setting of one experiment. */
@Command(name = "experiments", description = "List the experiments, or the settings of one.")
final class ExperimentsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "show the settings of this one")
    private String name;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    ExperimentsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (name != null) {
            var experiment = UsageException.checked(() -> Experiments.named(name));
            terminal.event(json, event(experiment));
            if (!json) {
                show("", Settings.of(experiment));
            }
            return ExitCode.OK;
        }
        int width = Experiments.all().stream().mapToInt(experiment -> experiment.name().length()).max().orElseThrow();
        for (Experiment experiment : Experiments.all()) {
            if (json) {
                terminal.event(true, event(experiment));
            } else {
                terminal.say(false, String.format("%-" + width + "s  %s", experiment.name(), experiment.description()));
            }
        }
        return ExitCode.OK;
    }

    private void show(String path, java.util.Map<?, ?> settings) {
        settings.forEach((key, value) -> {
            if (value instanceof java.util.Map<?, ?> inner) {
                show(path + key + ".", inner);
            } else {
                terminal.say(false, path + key + " = " + value);
            }
        });
    }

    private static LinkedHashMap<String, Object> event(Experiment experiment) {
        var event = new LinkedHashMap<String, Object>();
        event.put("event", "experiment");
        event.putAll(Settings.of(experiment));
        return event;
    }
}
