package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.otvae.bench.ShellWord;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.modality.Modality;
import org.otvae.bench.run.Backends;
import org.otvae.bench.run.RunFolder;
import org.otvae.bench.table.HtmlReport;
import org.otvae.bench.table.Row;
import org.otvae.bench.table.ScoreCells;
import org.otvae.bench.table.TextTable;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.provenance.Backend;
import org.otvae.provenance.Provenance;
import org.otvae.provenance.Seed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otvae demo}: OT-VAE and its rivals on data inside the program, one table and one report. */
@Command(name = "demo", description = "Train OT-VAE and its rivals on a few thousand real images, or on speech or motion, and compare them.")
final class DemoCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--modality", paramLabel = "NAME", converter = ModalityConverter.class,
            description = "the kind of data: image (default), audio or motion")
    private Modality modality = Modalities.all().get(0);

    @Option(names = "--seed", paramLabel = "N", description = "seed of everything random (default: 1)")
    private Long seed;

    @Option(names = "--set", paramLabel = "path=value",
            description = "change a setting of all rows, for example plan.steps=50")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--runs", paramLabel = "DIR", description = "where run folders are made (default: runs)")
    private Path runs = Path.of("runs");

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var changes = new Changes(settings).and("--seed", "plan.seed", seed);
        List<Experiment> experiments = modality.demo().stream().map(changes::of).toList();
        Corpus corpus = TrainCommand.open(experiments.get(0), Optional.empty());
        Backend backend = BackendException.found();
        terminal.say(json, Backends.line(backend));
        Path folder = folder(experiments, corpus);
        var rows = new ArrayList<Row>();
        for (Experiment experiment : experiments) {
            Optional<Row> row = row(experiment, corpus, backend, folder, (rows.size() + 1) + "/" + experiments.size());
            if (row.isEmpty()) {
                return ExitCode.INTERRUPTED;
            }
            rows.add(row.get());
        }
        report(folder, corpus, rows);
        return ExitCode.OK;
    }

    private Optional<Row> row(Experiment experiment, Corpus corpus, Backend backend, Path parent, String count) {
        Path path = parent.resolve(experiment.method());
        var provenance = Provenance.capture(new Seed(experiment.plan().seed()), corpus.fingerprint(), backend);
        RunFolder folder = RunFolder.isRun(path) ? RunFolder.open(path)
                : RunFolder.create(path, experiment, corpus, Optional.empty(), provenance.fields());
        terminal.event(json, TrainCommand.runEvent(folder, backend));
        var outcome = folder.outcome();
        String task = experiment.method() + " (" + count + ")";
        if (outcome.isPresent()) {
            terminal.say(json, task + ": finished before, used again from " + path);
        } else {
            outcome = new Training(terminal, json, backend, "./otvae demo" + options()).run(folder, corpus, task);
        }
        return outcome.map(done -> Row.ofWhatIsLeft(folder, done, corpus, line ->
                terminal.say(json, folder.experiment().method() + ": " + line)));
    }

    private String options() {
        var options = new StringBuilder(isFirst(modality) ? "" : " --modality " + modality.id());
        options.append(seed == null ? "" : " --seed " + seed);
        settings.forEach((path, value) -> options.append(" --set ").append(ShellWord.of(path + "=" + value)));
        return options.append(runs.equals(Path.of("runs")) ? "" : " --runs " + ShellWord.of(runs)).toString();
    }

    private void report(Path folder, Corpus corpus, List<Row> rows) {
        Path file = folder.resolve("report.html");
        var commands = new ArrayList<>(modality.commands(rows.get(0).folder().path()));
        commands.addAll(modality.fullData());
        commands.addAll(otherDemos());
        commands.add("./otvae experiments");
        new HtmlReport("OT-VAE and its rivals", corpus, rows, commands).write(file);
        var measures = ScoreCells.measures(rows.stream().map(Row::scores).toList());
        var table = new TextTable(ScoreCells.header(measures));
        rows.forEach(row -> table.add(ScoreCells.of(row.method(), row.scores(), measures)));
        terminal.say(json, "");
        terminal.say(json, rows.get(0).outcome().record().scale());
        table.lines().forEach(line -> terminal.say(json, line));
        terminal.say(json, "");
        terminal.say(json, "report: " + file);
        terminal.say(json, "full data: " + String.join(", then ", modality.fullData()));
        terminal.say(json, "other kinds of data: " + String.join(", ", otherDemos()));
        var event = new LinkedHashMap<String, Object>();
        event.put("event", "table");
        event.put("modality", modality.id());
        event.put("rows", rows.stream().map(row -> Training.row(row.method(), row.scores())).toList());
        terminal.event(json, event);
    }

    private List<String> otherDemos() {
        return Modalities.all().stream().filter(other -> other != modality)
                .map(other -> "./otvae demo" + (isFirst(other) ? "" : " --modality " + other.id())).toList();
    }

    private static boolean isFirst(Modality modality) {
        return modality == Modalities.all().get(0);
    }

    /** The first demo folder of this seed whose runs, if any, are the ones to be made now. */
    private Path folder(List<Experiment> experiments, Corpus corpus) {
        for (int i = 1; ; i++) {
            Path folder = runs.resolve("demo-" + (isFirst(modality) ? "" : modality.id() + "-") + "s"
                    + experiments.get(0).plan().seed() + (i == 1 ? "" : "-" + i));
            if (experiments.stream().allMatch(experiment -> fits(folder.resolve(experiment.method()), experiment,
                    corpus))) {
                return folder;
            }
            terminal.say(json, folder + " holds a demo with other settings; it is left as it is");
        }
    }

    private static boolean fits(Path path, Experiment experiment, Corpus corpus) {
        if (!RunFolder.isRun(path)) {
            return true;
        }
        try {
            RunFolder found = RunFolder.open(path);
            return found.experiment().settings().equals(experiment.settings()) && found.trainedOn(corpus);
        } catch (MalformedDataException e) {
            return false; // damaged, or of another version: a new folder is made beside it
        }
    }
}
