package org.otvae.bench.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.otvae.bench.experiment.CodePrior;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.run.RunFolder;
import org.otvae.bench.run.RunRecord;
import org.otvae.bench.run.RunStore;
import org.otvae.data.Corpus;
import org.otvae.prior.Prior;
import org.otvae.provenance.Backend;
import org.otvae.provenance.Provenance;
import org.otvae.provenance.Seed;
import org.otvae.train.Trainable;

/** The runs behind reproduced tables: finished ones are found again, broken off ones go on, the rest are made. */
final class Reproduction {

    private static final int SHORT = 12; // digits of a hash that tell folders apart

    private final Terminal terminal;
    private final boolean json;
    private final Path runs;
    private final RunStore store;
    private final Map<String, RunRecord> finished;
    private final String again;
    private Backend backend;

    /**
     * Makes none so far.
     *
     * @param runs    where run folders and their records are
     * @param results records of earlier runs
     * @param again   the command that goes on after an interruption
     */
    Reproduction(Terminal terminal, boolean json, Path runs, Path results, String again) {
        this.terminal = terminal;
        this.json = json;
        this.runs = runs;
        this.store = new RunStore(runs.resolve("records.jsonl"));
        this.finished = RunStore.byHash(RunStore.all(results));
        var own = RunStore.byHash(store.records());
        terminal.say(json, "records of earlier runs: " + finished.size() + " in " + results.toAbsolutePath() + (Files.isDirectory(results)
                ? "" : " (there is no such folder; --results names another)") + ", " + own.size() + " in " + store.file());
        this.finished.putAll(own);
        this.again = again;
    }

    /**
     * The record of an experiment with its own seed; empty if the user interrupted its run.
     *
     * @param data the user's folder of the data
     */
    Optional<RunRecord> record(Experiment experiment, Corpus corpus, Optional<Path> data) {
        String task = experiment.name() + " seed " + experiment.plan().seed();
        String hash = hash(experiment, corpus);
        RunRecord found = finished.get(hash);
        if (found != null) {
            terminal.say(json, task + ": finished before, used again (commit " + found.commit() + ")");
            return Optional.of(found);
        }
        return carried(experiment, corpus, data, task).map(RunFolder::outcome).map(outcome -> outcome.orElseThrow()
                .record());
    }

    /**
     * A row as it will be run: one of a prior over the codes of its tokenizer, an experiment whose run is found or made
     * first. Empty if the user interrupted that run. No tokenizer is needed where the prior's record is at hand.
     */
    Optional<Experiment> ready(Experiment row, Experiment tokenizer, Corpus corpus, Optional<Path> data) {
        var known = of(row, hash(tokenizer, corpus), row.prior().source());
        if (finished.containsKey(hash(known, corpus))) {
            return Optional.of(known);
        }
        String task = tokenizer.name() + " seed " + tokenizer.plan().seed() + ", for " + row.name();
        return folder(tokenizer, corpus).or(() -> carried(tokenizer, corpus, data, task))
                .map(folder -> of(row, hash(tokenizer, corpus), folder.path().toString()));
    }

    private static Experiment of(Experiment row, String identity, String source) {
        Trainable network = row.prior().network(); // fitted to the catalogue's codes, which the user may have changed
        if (network instanceof Prior prior) {
            network = prior.fitted(row.autoencoder().quantizer().codes(), prior.positions());
        }
        return row.over(row.autoencoder(), new CodePrior(source, RunFolder.shortened(identity), network));
    }

    /** The finished run of an experiment; empty if the user interrupted it. */
    private Optional<RunFolder> carried(Experiment experiment, Corpus corpus, Optional<Path> data, String task) {
        if (backend == null) {
            backend = BackendException.found();
        }
        String hash = hash(experiment, corpus);
        Path path = runs.resolve(experiment.name() + suffix(experiment, hash));
        var provenance = Provenance.capture(new Seed(experiment.plan().seed()), corpus.fingerprint(), backend);
        RunFolder folder = RunFolder.isRun(path) ? RunFolder.open(path) : RunFolder.create(path, experiment, corpus,
                data.map(own -> own.toAbsolutePath().toString()), provenance.fields());
        terminal.event(json, TrainCommand.runEvent(folder, backend));
        var outcome = folder.outcome(); // a run that was killed between its end and its record
        if (outcome.isEmpty()) {
            outcome = new Training(terminal, json, backend, again).run(folder, corpus, task);
        }
        outcome.ifPresent(done -> {
            store.append(done.record());
            finished.put(hash, done.record());
        });
        return outcome.map(done -> folder);
    }

    /** The folder of a finished run, if it is at hand. */
    Optional<RunFolder> folder(Experiment experiment, Corpus corpus) {
        String suffix = suffix(experiment, hash(experiment, corpus));
        try (var folders = Files.isDirectory(runs) ? Files.list(runs) : java.util.stream.Stream.<Path>empty()) {
            return folders.filter(path -> path.getFileName().toString().endsWith(suffix)).filter(RunFolder::isRun).sorted()
                    .map(RunFolder::open).filter(folder -> folder.outcome().isPresent()).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + runs.toAbsolutePath(), e);
        }
    }

    private static String hash(Experiment experiment, Corpus corpus) {
        return RunRecord.hash(experiment.settings(), experiment.plan().seed(), corpus.fingerprint());
    }

    private static String suffix(Experiment experiment, String hash) {
        return "-s" + experiment.plan().seed() + "-" + hash.substring(0, SHORT);
    }
}
