package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.otvae.bench.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae export}: the model of a run without the run, for programs that import a modality module. */
@Command(name = "export", description = "Write the best checkpoint of a run as a model folder that Java programs load.")
final class ExportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "RUNDIR", description = "a run folder")
    private Path directory;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR", description = "the model folder to make")
    private Path output;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Folders.requireNoFile(output);
        UsageException.checked(() -> {
            RunFolder.open(directory).telling(line -> terminal.say(json, line)).export(output);
            return output;
        });
        terminal.say(json, "wrote the model to " + output);
        var event = new LinkedHashMap<String, Object>();
        event.put("event", "model");
        event.put("dir", output.toString());
        terminal.event(json, event);
        return ExitCode.OK;
    }
}
