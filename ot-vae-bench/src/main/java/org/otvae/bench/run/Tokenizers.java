package org.otvae.bench.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.otvae.bench.experiment.CodePrior;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.modality.Modalities;
import org.otvae.data.Corpus;
import org.otvae.model.ModelFolder;
import org.otvae.model.Tokenizer;

/** Finds trained tokenizers: a run folder, a model folder, or a model inside the program by its name. */
public final class Tokenizers {

    private Tokenizers() {
    }

    /**
     * The tokenizer; the caller closes it.
     *
     * @throws IllegalArgumentException              if there is none
     * @throws org.otvae.data.MalformedDataException if it is damaged
     */
    public static Tokenizer open(String source) {
        return open(source, line -> { });
    }

    /**
     * The same, where it is a run folder with word of another checkpoint than the best, see {@link RunFolder#telling}.
     *
     * @param listener takes lines for people
     */
    public static Tokenizer open(String source, Consumer<String> listener) {
        if (source.isEmpty()) {
            throw new IllegalArgumentException("expected the tokenizer whose codes are to be learned, found none; give it with "
                    + "--tokenizer RUNDIR, a model folder, or the name of a model inside the program");
        }
        Path where = Path.of(source);
        if (ModelFolder.isModel(where)) {
            return ModelFolder.tokenizer(where);
        }
        var inside = Modalities.all().stream().filter(kind -> kind.pretrained().contains(source)).findFirst();
        return RunFolder.isRun(where) || inside.isEmpty() ? RunFolder.open(where).telling(listener).tokenizer()
                : inside.get().pretrained(source);
    }

    /**
     * Which run made the tokenizer at a place, as {@link CodePrior#tokenizer()} has it.
     *
     * @throws IllegalArgumentException as {@link #open} does
     */
    public static String identity(String source) {
        try (Tokenizer tokenizer = open(source)) {
            return identity(tokenizer);
        }
    }

    /** Which run made a tokenizer: its model's name without the step. */
    static String identity(Tokenizer tokenizer) {
        return tokenizer.model().replaceFirst("-step-\\d+$", "");
    }

    /**
     * An experiment as it will be run: that of a prior with what its tokenizer decides, any other as it is.
     *
     * @param listener as {@link #open(String, Consumer)} has it
     * @throws IllegalArgumentException if the tokenizer is not found, or is for other data
     */
    public static Experiment resolved(Experiment experiment, Corpus corpus, Consumer<String> listener) {
        if (experiment.prior() == null) {
            return experiment;
        }
        var prior = experiment.prior();
        try (Tokenizer tokenizer = open(prior.source(), listener)) {
            var modality = Modalities.ofCorpus(experiment.corpus());
            if (!tokenizer.modality().equals(modality.id()) || !Arrays.equals(tokenizer.exampleShape(),
                    corpus.exampleShape())) {
                throw new IllegalArgumentException("expected a tokenizer of modality " + modality.id()
                        + " for examples of shape "
                        + Arrays.toString(corpus.exampleShape()) + ", found one of " + tokenizer.modality() + " for "
                        + Arrays.toString(tokenizer.exampleShape()) + " at " + prior.source()
                        + "; choose one that was trained on such data");
            }
            return experiment.over(tokenizer.autoencoder(), new CodePrior(prior.source(), identity(tokenizer),
                    modality.generation().fitted(prior.network(), tokenizer, corpus)));
        }
    }

    /** The same without word of another checkpoint. */
    public static Experiment resolved(Experiment experiment, Corpus corpus) {
        return resolved(experiment, corpus, line -> { });
    }

    /** Copies the tokenizer of a prior into a folder; one that lies there already is compared. */
    static void keep(Path folder, CodePrior prior) {
        boolean there = ModelFolder.isModel(folder);
        try (Tokenizer tokenizer = there ? ModelFolder.tokenizer(folder) : open(prior.source())) {
            if (!identity(tokenizer).equals(prior.tokenizer())) {
                throw new IllegalArgumentException("expected the tokenizer " + prior.tokenizer() + ", found "
                        + identity(tokenizer) + " in " + (there ? folder : prior.source()));
            }
            if (!there) {
                tokenizer.write(folder);
            }
        }
    }

    /** Provenance with that of a kept tokenizer: where it was found, which model, which weights. */
    static Map<String, Object> told(Map<String, Object> provenance, Path folder, CodePrior prior) {
        var all = new LinkedHashMap<>(provenance);
        try (Tokenizer tokenizer = ModelFolder.tokenizer(folder)) {
            all.put("tokenizer", Map.of("source", prior.source(), "model", tokenizer.model(), "weightsSha256",
                    ModelFolder.weightsSha256(folder)));
        }
        return all;
    }
}
