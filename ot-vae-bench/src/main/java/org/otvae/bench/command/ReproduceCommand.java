package org.otvae.bench.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otvae.bench.ShellWord;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.PaperTable;
import org.otvae.bench.experiment.Scale;
import org.otvae.bench.run.WholeFile;
import org.otvae.bench.table.Reproduced;
import org.otvae.bench.table.ReproducedHtml;
import org.otvae.bench.table.ReproducedLatex;
import org.otvae.bench.table.ReproducedText;
import org.otvae.settings.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae reproduce}: tables of the literature with our own numbers beside the published ones. */
@Command(name = "reproduce", description = "Make tables of the literature, published numbers beside our own.")
final class ReproduceCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "TABLE",
            description = "images, speech, motion, generation, aist-generation, codebook-size, ablation-ot, or all")
    private List<String> names = new ArrayList<>();

    @Option(names = "--scale", paramLabel = "smoke|short|full",
            description = "60 steps on an excerpt, a few epochs (default), or the length of the protocol with its learning rates",
            converter = ScaleConverter.class)
    private Scale scale = Scale.SHORT;

    @Option(names = "--seeds", paramLabel = "N", description = "runs of each row, seeds 1 to N (default: 1)")
    private int seeds = 1;

    @Option(names = "--data", paramLabel = "DIR",
            description = "folder that has the files of some data set; may be repeated, each set finds its own")
    private List<Path> data = new ArrayList<>();

    @Option(names = "--rows", paramLabel = "a,b", split = ",", description = "only these methods or experiments")
    private List<String> rows = new ArrayList<>();

    @Option(names = "--set", paramLabel = "path=value", description = "change a setting of all rows, for example plan.steps=50")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--runs", paramLabel = "DIR", description = "run folders, records and reports (default: runs/reproduce)")
    private Path runs = Path.of("runs", "reproduce");

    @Option(names = "--results", paramLabel = "DIR", description = "records of earlier runs to use (default: results)")
    private Path results;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    ReproduceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (seeds < 1) {
            throw new UsageException("expected --seeds of at least 1, found " + seeds);
        }
        if (settings.containsKey("plan.seed")) {
            throw new UsageException("expected seeds by --seeds N, which runs each row with 1 to N, found --set plan.seed="
                    + settings.get("plan.seed") + "; leave it out");
        }
        data.stream().filter(folder -> !Files.isDirectory(folder)).findFirst().ifPresent(folder -> {
            throw new UsageException("expected a folder for --data, found none at " + folder.toAbsolutePath());
        });
        var tables = names.contains("all") ? List.of(PaperTable.values())
                : UsageException.checked(() -> names.stream().distinct().map(PaperTable::named).toList());
        if (results != null && !Files.isDirectory(results)) {
            throw new UsageException("expected a folder of records for --results, found none at " + results.toAbsolutePath()
                    + "; name the one that has them, or leave the option out");
        }
        requireRows(tables);
        var choice = new TableRows.Choice(scale, seeds, rows, settings);
        var filled = new TableRows(terminal, json, new Reproduction(terminal, json, runs,
                results == null ? Path.of("results") : results, command()),
                new DataFolders(data), choice);
        var done = new ArrayList<Reproduced>();
        for (PaperTable table : tables) {
            var reproduced = filled.fill(table);
            if (reproduced.isEmpty()) {
                return ExitCode.INTERRUPTED;
            }
            done.add(reproduced.get());
            write(reproduced.get(), choice.suffix());
        }
        Path report = runs.resolve(title(tables) + "-" + scale + choice.suffix() + ".html");
        new ReproducedHtml(done, filled.evidence(), command()).write(report);
        terminal.say(json, "report: " + report);
        return filled.exitCode();
    }

    /** The name of the report, a different one for other tables. */
    static String title(List<PaperTable> tables) {
        return tables.size() == PaperTable.values().length ? "tables"
                : tables.stream().map(PaperTable::toString).collect(Collectors.joining("-"));
    }

    private void requireRows(List<PaperTable> tables) {
        var known = tables.stream().flatMap(table -> table.groups(scale).stream())
                .flatMap(group -> group.experiments().stream()).toList();
        for (String row : rows) {
            if (known.stream().noneMatch(experiment -> experiment.method().equals(row) || experiment.name().equals(row))) {
                throw new UsageException("no row is called \"" + row + "\"; there are " + String.join(", ",
                        Names.closestFirst(row, known.stream().map(Experiment::method).distinct().toList())));
            }
        }
    }

    private void write(Reproduced table, String suffix) {
        var text = new ReproducedText(table);
        terminal.say(json, "");
        text.lines().forEach(line -> terminal.say(json, line));
        terminal.say(json, "");
        var files = new ArrayList<String>();
        Map.of("md", text.markdown(), "tex", new ReproducedLatex(table).latex(), "csv", text.csv()).forEach((ending, content) ->
                files.add(write(runs.resolve(table.name() + "-" + scale + suffix + "." + ending), content)));
        java.util.Collections.sort(files);
        terminal.say(json, "written: " + String.join(", ", files));
        var event = new LinkedHashMap<String, Object>();
        event.put("event", "reproduced");
        event.putAll(text.fields());
        event.put("files", files);
        terminal.event(json, event);
    }

    private static String write(Path file, String content) {
        WholeFile.write(file, content);
        return file.toString();
    }

    /** What makes the same again. */
    private String command() {
        var words = Stream.of(Stream.of("./otvae reproduce"), names.stream(), Stream.of("--scale " + scale, "--seeds " + seeds),
                data.stream().map(folder -> "--data " + ShellWord.of(folder)),
                rows.isEmpty() ? Stream.<String>empty() : Stream.of("--rows " + String.join(",", rows)),
                settings.entrySet().stream().map(change -> "--set " + ShellWord.of(change.getKey() + "=" + change.getValue())),
                runs.equals(Path.of("runs", "reproduce")) ? Stream.<String>empty() : Stream.of("--runs " + ShellWord.of(runs)),
                results == null ? Stream.<String>empty() : Stream.of("--results " + ShellWord.of(results)));
        return words.flatMap(each -> each).collect(Collectors.joining(" "));
    }
}
