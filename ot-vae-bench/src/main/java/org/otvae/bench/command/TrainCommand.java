package org.otvae.bench.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.otvae.bench.ShellWord;
import org.otvae.bench.experiment.CodePrior;
import org.otvae.bench.experiment.Corpora;
import org.otvae.bench.experiment.Excerpt;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.Experiments;
import org.otvae.bench.experiment.Scale;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.run.Backends;
import org.otvae.bench.run.Outcome;
import org.otvae.bench.run.RunFolder;
import org.otvae.bench.run.RunStore;
import org.otvae.bench.run.Tokenizers;
import org.otvae.bench.table.HtmlReport;
import org.otvae.bench.table.Row;
import org.otvae.bench.table.ScoreCells;
import org.otvae.bench.table.TextTable;
import org.otvae.data.Corpus;
import org.otvae.model.AutoencoderGraph;
import org.otvae.provenance.Backend;
import org.otvae.provenance.Provenance;
import org.otvae.provenance.Seed;
import org.otvae.train.ResumeMismatchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae train}: trains one experiment in a folder of its own, or goes on in such a folder. */
@Command(name = "train", description = "Train one experiment; ./otvae experiments lists them.")
final class TrainCommand implements Callable<Integer> {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "the experiment, for example fashion-mnist-ot")
    private String name;

    @Option(names = "--data", paramLabel = "DIR", description = "folder that has the data's files")
    private Path data;

    @Option(names = "--epochs", paramLabel = "N", description = "passes over the data; schedules stretch with the run")
    private Integer epochs;

    @Option(names = "--scale", paramLabel = "smoke|short|full",
            description = "60 steps, a few epochs (default), or the length of the protocol with its learning rates",
            converter = ScaleConverter.class)
    private Scale scale;

    @Option(names = "--seed", paramLabel = "N", description = "seed of everything random")
    private Long seed;

    @Option(names = "--set", paramLabel = "path=value",
            description = "change a setting, for example autoencoder.quantizer.epsilon=0.05; may be repeated")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--tokenizer", paramLabel = "MODEL",
            description = "whose codes a prior learns: a run folder, a model folder, or a name: " + Model.NAMES)
    private String tokenizer;

    @Option(names = "--resume", paramLabel = "RUNDIR", description = "go on in this run folder; needs nothing else")
    private Path resume;

    @Option(names = "--runs", paramLabel = "DIR", description = "where run folders are made (default: runs)")
    private Path runs = Path.of("runs");

    @Option(names = "--results", paramLabel = "FILE",
            description = "append the record of the finished run to this .jsonl file")
    private Path results;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (name == null && resume == null) {
            throw new UsageException("expected the NAME of an experiment or --resume RUNDIR, found neither; "
                    + "./otvae experiments lists the names");
        }
        if (results != null && Files.isDirectory(results)) {
            throw new UsageException("expected a file for --results, found the folder " + results + "; name a file in it");
        }
        if (resume != null && scale != null) {
            throw new UsageException("--resume goes on with the run's own scale, found --scale " + scale + "; leave it out");
        }
        Backend backend = null;
        RunFolder folder = null;
        Corpus corpus;
        if (resume != null) {
            folder = UsageException.checked(() -> RunFolder.open(resume));
            requireSame(folder);
            corpus = trainedOn(folder, told(open(folder.experiment(), Optional.ofNullable(data).or(folder::data))));
            backend = announced();
        } else {
            var wanted = changed(UsageException.checked(() -> Experiments.named(name, scale == null ? Scale.SHORT : scale)));
            corpus = told(open(wanted, Optional.ofNullable(data)));
            backend = announced();
            folder = created(UsageException.checked(() -> Tokenizers.resolved(wanted, corpus, line -> terminal.say(json, line))), corpus,
                    backend);
        }
        terminal.say(json, folder.experiment().name() + " in " + folder.path());
        terminal.event(json, runEvent(folder, backend));
        String resumeCommand = "./otvae train --resume " + ShellWord.of(folder.path()) + (results == null ? ""
                : " --results " + ShellWord.of(results));
        var training = new Training(terminal, json, backend, resumeCommand);
        var outcome = folder.outcome();
        if (outcome.isPresent()) {
            terminal.say(json, "this run has ended already; it took " + outcome.get().steps() + " steps");
            folder = folder.telling(line -> terminal.say(json, line));
        } else {
            outcome = training.run(folder, corpus, folder.experiment().method());
        }
        if (outcome.isEmpty()) {
            return ExitCode.INTERRUPTED;
        }
        finish(folder, corpus, outcome.get());
        return ExitCode.OK;
    }

    private void finish(RunFolder folder, Corpus corpus, Outcome outcome) {
        if (results != null) {
            new RunStore(results).append(outcome.record());
        }
        var modality = Modalities.ofCorpus(corpus.name());
        var commands = folder.experiment().prior() == null ? modality.commands(folder.path())
                : modality.generation().commands(folder.path());
        Path report = folder.path().resolve("report.html");
        new HtmlReport(folder.experiment().name(), corpus, List.of(Row.of(folder, outcome, corpus)), commands)
                .write(report);
        var scores = outcome.record().scores();
        var measures = ScoreCells.measures(List.of(scores));
        var table = new TextTable(ScoreCells.header(measures));
        table.add(ScoreCells.of(folder.experiment().method(), scores, measures));
        terminal.say(json, outcome.record().scale());
        table.lines().forEach(line -> terminal.say(json, line));
        terminal.say(json, "report: " + report);
        commands.forEach(command -> terminal.say(json, "next: " + command));
        terminal.event(json, Training.scores(folder.experiment().method(), scores));
    }

    /** Before anything is refused: what was left out of the data may be why they are others than before. */
    private Corpus told(Corpus corpus) {
        corpus.notes().forEach(line -> terminal.say(json, line));
        return corpus;
    }

    private Backend announced() {
        Backend backend = BackendException.found();
        terminal.say(json, Backends.line(backend));
        return backend;
    }

    private RunFolder created(Experiment experiment, Corpus corpus, Backend backend) {
        var provenance = Provenance.capture(new Seed(experiment.plan().seed()), corpus.fingerprint(), backend);
        String stem = experiment.name() + "-s" + experiment.plan().seed() + "-" + LocalDateTime.now().format(STAMP);
        return RunFolder.create(claimed(stem), experiment, corpus,
                Optional.ofNullable(data).map(folder -> folder.toAbsolutePath().toString()), provenance.fields());
    }

    /** A folder that this process alone has made. */
    private Path claimed(String stem) {
        Folders.make(runs);
        for (int i = 1; ; i++) {
            Path path = runs.resolve(i == 1 ? stem : stem + "-" + i);
            try {
                return Files.createDirectory(path);
            } catch (FileAlreadyExistsException another) {
                continue; // the next number
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make " + path.toAbsolutePath(), e);
            }
        }
    }

    private void requireSame(RunFolder folder) {
        var experiment = folder.experiment();
        if (name != null && !name.equals(experiment.name())) {
            throw new ResumeMismatchException(resume + " is a run of " + experiment.name() + ", found the name " + name
                    + "; leave the name out");
        }
        var changed = changed(experiment);
        if (!changed.settings().equals(experiment.settings())) {
            throw new ResumeMismatchException(resume + " was started with other settings than " + changes()
                    + "; resume without them, or start a new run");
        }
        if (experiment.prior() != null) {
            requireSameTokenizer(experiment.prior(), changed.prior().source());
        }
    }

    /** The settings of a run do not tell where its tokenizer was found, which may be another place by now. */
    private void requireSameTokenizer(CodePrior prior, String source) {
        if (source.equals(prior.source())) {
            return;
        }
        BackendException.found();
        String found = UsageException.checked(() -> Tokenizers.identity(source));
        if (!found.equals(prior.tokenizer())) {
            throw new ResumeMismatchException(resume + " learns the codes of the tokenizer " + prior.tokenizer() + " from "
                    + prior.source() + ", found " + found + " at " + source + "; resume without --tokenizer, or start a new run");
        }
    }

    private Experiment changed(Experiment experiment) {
        if (tokenizer != null && experiment.prior() == null) {
            throw new UsageException("--tokenizer says whose codes a prior learns, found " + experiment.name()
                    + ", which trains a tokenizer; leave it out");
        }
        return changes().of(experiment);
    }

    private Changes changes() {
        return new Changes(settings).and("--epochs", "plan.epochs", epochs).and("--seed", "plan.seed", seed)
                .and("--tokenizer", "prior.source", tokenizer);
    }

    /** The corpus, checked against the experiment before anything is written. */
    static Corpus open(Experiment experiment, Optional<Path> data) {
        return UsageException.checked(() -> {
            Corpus corpus = Corpora.open(experiment.corpus(), data);
            requireFits(experiment, corpus);
            return corpus;
        });
    }

    /**
     * Checks an experiment against its data.
     *
     * @throws IllegalArgumentException if they do not go together
     */
    static void requireFits(Experiment experiment, Corpus corpus) {
        if (experiment.prior() == null) { // an autoencoder that was trained has proved it
            AutoencoderGraph.latentShape(experiment.autoencoder(), corpus.exampleShape());
            experiment.autoencoder().requireLabels(corpus);
        }
        experiment.plan().stepsPerEpoch(corpus.size(org.otvae.data.Split.TRAIN));
    }

    /** The corpus as a run has it: whole, or the excerpt of it that {@code reproduce --scale smoke} takes. */
    static Corpus trainedOn(RunFolder folder, Corpus whole) {
        Corpus excerpt = Excerpt.of(whole);
        Corpus own = folder.trainedOn(excerpt) ? excerpt : whole;
        folder.requireSame(own);
        return own;
    }

    /** The experiment with what the tokenizer of a prior decides. */
    static Experiment resolved(Experiment wanted, Corpus corpus) {
        return UsageException.checked(() -> Tokenizers.resolved(wanted, corpus));
    }

    static Map<String, Object> runEvent(RunFolder folder, Backend backend) {
        var event = new LinkedHashMap<String, Object>();
        event.put("event", "run");
        event.put("dir", folder.path().toString());
        event.put("experiment", folder.experiment().name());
        event.put("method", folder.experiment().method());
        event.put("seed", folder.experiment().plan().seed());
        event.put("backend", backend.fields());
        return event;
    }
}
