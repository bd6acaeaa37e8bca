package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.otvae.bench.run.JsonLines;
import org.otvae.bench.run.WholeFile;
import org.otvae.bench.sweep.page.StudyPage;
import org.otvae.bench.sweep.study.StudyTrials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae sweep export}: a study as a page, a table or JSON lines. */
@Command(name = "export", description = "Write a study to a file: .html the page, .csv a table, .jsonl a line a trial.")
final class SweepExportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private StudyOptions studies = new StudyOptions();

    @Parameters(paramLabel = "STUDY", description = "name of the study")
    private String name;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "the file to write (default: STUDY.html)")
    private Path output;

    @Option(names = "--json", description = "the trials as JSON lines on standard output, nothing else there; a file only with -o")
    private boolean json;

    SweepExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return studies.reading(store -> {
            var study = UsageException.checked(() -> store.study(name));
            if (output != null || !json) {
                Path file = output == null ? Path.of(name + ".html") : output;
                write(study, file);
                terminal.say(json, file.toString());
            }
            if (json) {
                study.trials().forEach(trial -> terminal.event(true, trial.fields()));
            }
            return ExitCode.OK;
        });
    }

    private static void write(StudyTrials study, Path file) {
        switch (file.getFileName().toString().replaceAll(".*\\.", "")) {
            case "html" -> StudyPage.write(SweepTask.snapshot(study, 0), file);
            case "csv" -> WholeFile.write(file, text(csv(study)));
            case "jsonl" -> WholeFile.write(file, text(study.trials().stream().map(trial -> JsonLines.line(trial.fields())).toList()));
            default -> throw new UsageException("expected a file that ends in .html, .csv or .jsonl, found " + file);
        }
    }

    private static List<String> csv(StudyTrials study) {
        var lines = new ArrayList<String>();
        var header = new ArrayList<>(List.of("number", "state", study.study().objective().measure()));
        study.study().space().dimensions().forEach(dimension -> header.add(dimension.path()));
        header.addAll(List.of("seconds", "reason"));
        lines.add(line(header));
        for (var trial : study.trials()) {
            var cells = new ArrayList<>(List.of(String.valueOf(trial.number()), trial.state().toString(), number(trial.value())));
            cells.addAll(trial.point().values().values());
            cells.addAll(List.of(number(trial.tenure().seconds()), trial.reason()));
            lines.add(line(cells));
        }
        return lines;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.valueOf(value);
    }

    /** Quoted by RFC 4180 where it must be. */
    private static String line(List<String> cells) {
        return String.join(",", cells.stream().map(cell -> cell.matches("(?s).*[\",\\r\\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\""
                : cell).toList());
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
