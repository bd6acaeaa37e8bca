package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.otvae.bench.run.RunStore;
import org.otvae.bench.table.ResultsTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code otvae results}: the table that README shows, made from the records of finished runs. */
@Command(name = "results", description = "Print the table of recorded results as Markdown.")
final class ResultsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "folder of .jsonl files (default: results)")
    private Path folder = Path.of("results");

    ResultsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var records = RunStore.all(folder);
        if (records.isEmpty()) {
            throw new UsageException("expected records in .jsonl files, found none in " + folder.toAbsolutePath()
                    + "; ./otvae train NAME --results results/NAME.jsonl makes some");
        }
        ResultsTable.markdown(records).lines().forEach(line -> terminal.say(false, line));
        return ExitCode.OK;
    }
}
