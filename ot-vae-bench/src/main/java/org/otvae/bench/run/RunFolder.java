package org.otvae.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.otvae.bench.ShellWord;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.modality.Modality;
import org.otvae.bench.modality.TrainedPrior;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.model.ModelCard;
import org.otvae.model.ModelFolder;
import org.otvae.model.Tokenizer;
import org.otvae.train.Checkpoint;
import org.otvae.train.CheckpointStore;
import org.otvae.train.ResumeMismatchException;

/**
 * The folder of one run: {@code run.json} (what is run), {@code checkpoints/}, {@code metrics.jsonl} (how it went) and,
 * once it has ended, {@code outcome.json} (what it came to) and report files. {@code sessions.jsonl} has the provenance of
 * each stretch of the run.
 */
public final class RunFolder {

    private static final String RUN = "run.json";
    private static final String OUTCOME = "outcome.json";
    private static final String METRICS = "metrics.jsonl";
    private static final String SESSIONS = "sessions.jsonl";
    private static final String TOKENIZER = "tokenizer";
    private static final Consumer<String> QUIET = line -> { };
    private static final long SIZE_LIMIT = 4 << 20; // run.json has some kilobytes

    private final Path path;
    private final Run run;
    private final Consumer<String> listener;

    private RunFolder(Path path, Run run, Consumer<String> listener) {
        this.path = path;
        this.run = run;
        this.listener = listener;
    }

    /** The same folder, which says in a line when another checkpoint than the best has to do, and why. */
    public RunFolder telling(Consumer<String> other) {
        Set<String> told = ConcurrentHashMap.newKeySet(); // the checkpoint may be read several times
        return new RunFolder(path, run, line -> {
            if (told.add(line)) {
                other.accept(line);
            }
        });
    }

    /** Whether a folder holds a run. */
    public static boolean isRun(Path path) {
        return Files.isRegularFile(path.resolve(RUN));
    }

    /**
     * Starts a folder.
     *
     * @param data       absolute folder of the data if the user named one
     * @param provenance as it is known at the start
     * @throws IllegalArgumentException if the folder holds a run already
     */
    public static RunFolder create(Path path, Experiment experiment, Corpus corpus, Optional<String> data,
            Map<String, Object> provenance) {
        if (isRun(path)) {
            throw new IllegalArgumentException("expected a new folder, found a run in " + path
                    + "; go on with --resume " + ShellWord.of(path));
        }
        if (experiment.prior() != null) {
            Tokenizers.keep(path.resolve(TOKENIZER), experiment.prior());
        }
        Run run = Run.of(experiment, corpus, data, provenance);
        write(path, RUN, run.fields());
        return new RunFolder(path, run, QUIET);
    }

    /**
     * Opens a folder that {@link #create} made.
     *
     * @throws IllegalArgumentException if there is no run in it
     * @throws MalformedDataException   if its description is damaged
     */
    public static RunFolder open(Path path) {
        if (!isRun(path)) {
            throw new IllegalArgumentException("expected a run folder with " + RUN + ", found none at "
                    + path.toAbsolutePath() + "; ./otvae train names the folder it makes");
        }
        return new RunFolder(path, Run.of(read(path, RUN), path.resolve(RUN).toString()), QUIET);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** What is run. */
    public Experiment experiment() {
        return run.experiment();
    }

    /** The folder of the data if the user named one. */
    public Optional<Path> data() {
        return Optional.ofNullable(run.data()).map(Path::of);
    }

    /** The shape of one example. */
    public long[] exampleShape() {
        return run.exampleShape().clone();
    }

    /** Whether a corpus is the one the run was started with. */
    public boolean trainedOn(Corpus corpus) {
        return corpus.fingerprint().equals(run.corpusFingerprint());
    }

    /**
     * Checks that a corpus is the one the run was started with.
     *
     * @throws ResumeMismatchException if it is not
     */
    public void requireSame(Corpus corpus) {
        if (!trainedOn(corpus)) {
            throw new ResumeMismatchException(path + " was started on data with fingerprint " + run.corpusFingerprint()
                    + ", found " + corpus.fingerprint() + "; give the same data with --data DIR");
        }
    }

    /** A text that is equal for runs that may go on from one another's checkpoints. */
    public String identity() {
        return run.identity();
    }

    /** The folder of checkpoints. */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** The file of metrics. */
    Path metrics() {
        return path.resolve(METRICS);
    }

    /** The provenance of each stretch of the run that came to an end or was stopped; of one that was killed nothing is known. */
    List<Map<String, Object>> sessions() {
        Path file = path.resolve(SESSIONS);
        return Files.exists(file) ? JsonLines.read(file) : List.of();
    }

    /** Keeps the provenance of a stretch of the run that ends now. */
    void sessionEnded(Map<String, Object> provenance) {
        JsonLines.append(path.resolve(SESSIONS), provenance);
    }

    /** How the run went so far. */
    public History history() {
        return Files.exists(metrics()) ? History.of(JsonLines.read(metrics()), metrics().toString())
                : new History(List.of());
    }

    /** What the run came to, if it has ended. */
    public Optional<Outcome> outcome() {
        return Files.isRegularFile(path.resolve(OUTCOME))
                ? Optional.of(Outcome.of(read(path, OUTCOME), path.resolve(OUTCOME).toString())) : Optional.empty();
    }

    void finish(Outcome outcome) {
        write(path, OUTCOME, outcome.fields());
    }

    /**
     * The best intact checkpoint, else the newest, which {@link #telling} tells.
     *
     * @throws MissingDataException if there is none
     */
    public Checkpoint bestCheckpoint() {
        var restored = new CheckpointStore(checkpoints(), 1).best();
        String why = String.join("; ", restored.skipped());
        if (!why.isEmpty()) {
            restored.checkpoint().ifPresent(found -> listener.accept("took the checkpoint of step " + found.step() + ": " + why));
        }
        return restored.checkpoint().orElseThrow(() -> new MissingDataException("expected an intact checkpoint in "
                + checkpoints() + ", found none" + (why.isEmpty() ? "" : " (" + why + ")") + (outcome().isEmpty()
                ? "; train it first: ./otvae train --resume " + ShellWord.of(path)
                : "; the run has ended and only its numbers are left: train it again in another folder")));
    }

    /** The tokenizer of the best checkpoint, or that of the prior; the caller closes it. */
    public Tokenizer tokenizer() {
        return tokenizers().apply(exampleShape());
    }

    /**
     * The tokenizers of the best checkpoint for examples of any shape that the model takes, or that of the prior, which takes
     * its own shape only; the caller closes each.
     */
    public Function<long[], Tokenizer> tokenizers() {
        if (experiment().prior() != null) {
            return shape -> ModelFolder.tokenizer(path.resolve(TOKENIZER));
        }
        Checkpoint best = bestCheckpoint();
        return shape -> Tokenizer.of(experiment().autoencoder(), shape, best.weights(), card(best));
    }

    /**
     * The best checkpoint of a prior with its tokenizer; the caller closes it.
     *
     * @throws IllegalArgumentException if the run trains no prior
     */
    public TrainedPrior prior() {
        if (experiment().prior() == null) {
            throw new IllegalArgumentException("expected a run of a prior, found one of " + experiment().name() + " in "
                    + path
                    + "; train a prior over its codes: ./otvae train NAME-prior --tokenizer " + ShellWord.of(path));
        }
        return new TrainedPrior(experiment().prior().network(), bestCheckpoint().weights(), tokenizer(), run.labels());
    }

    /** What is trained: the data, or the codes that a prior learns, which are made once and kept in the folder. */
    Corpus examples(Corpus data) {
        if (experiment().prior() == null) {
            return data;
        }
        try (Tokenizer tokenizer = tokenizer()) {
            return modality().generation().codes(experiment().prior().network(), tokenizer, data,
                    path.resolve("codes"));
        }
    }

    /** Provenance with that of the prior's tokenizer, if there is one. */
    Map<String, Object> told(Map<String, Object> provenance) {
        return experiment().prior() == null ? provenance
                : Tokenizers.told(provenance, path.resolve(TOKENIZER), experiment().prior());
    }

    private Modality modality() {
        return Modalities.ofCorpus(experiment().corpus());
    }

    /**
     * Writes the model of the best checkpoint to a folder of its own, see {@link ModelFolder}.
     *
     * @throws IllegalArgumentException if the run trains a prior, which is no such model
     */
    public void export(Path folder) {
        if (experiment().prior() != null) {
            throw new IllegalArgumentException("expected a run of a tokenizer, found one of a prior in " + path
                    + "; its tokenizer is the model folder " + path.resolve(TOKENIZER));
        }
        Checkpoint best = bestCheckpoint();
        ModelFolder.write(folder, experiment().autoencoder(), exampleShape(), best.weights(), card(best));
    }

    private ModelCard card(Checkpoint best) {
        return new ModelCard(modality().id(), shortened(identity()) + "-step-" + best.step(),
                Optional.of(experiment().corpus()), run.labels());
    }

    /** An identity as the names of models and tokenizers have it. */
    public static String shortened(String identity) {
        return identity.substring(0, 16); // 64 bits tell runs apart
    }

    private static Map<String, Object> read(Path folder, String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) > SIZE_LIMIT) {
                throw new MalformedDataException(file + ": expected at most " + SIZE_LIMIT + " bytes, found "
                        + Files.size(file));
            }
            return JsonLines.object(Files.readString(file), file.toString());
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new MalformedDataException(file + ": expected UTF-8 text, found other bytes", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
        }
    }

    private static void write(Path folder, String name, Map<String, Object> fields) {
        WholeFile.write(folder.resolve(name), JsonLines.line(fields) + "\n");
    }
}
