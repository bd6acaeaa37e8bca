package org.otvae.bench.table;

import java.util.Locale;
import java.util.function.Consumer;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.run.History;
import org.otvae.bench.run.Outcome;
import org.otvae.bench.run.RunFolder;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.metric.Scores;

/**
 * What a report shows of one run.
 *
 * @param method          what the row is called
 * @param folder          the run
 * @param outcome         what it came to
 * @param history         how it went
 * @param reconstructions of the test examples that are shown, or samples of a prior in their place,
 *                        {@code [count, ...exampleShape]}; none where there is something lacking
 * @param lacking         why the run's model could not be had; empty where it could
 */
public record Row(String method, RunFolder folder, Outcome outcome, History history, float[] reconstructions, String lacking) {

    /**
     * The row of a finished run; runs the model on the examples it shows.
     *
     * @throws MissingDataException if there is no model any more
     */
    public static Row of(RunFolder folder, Outcome outcome, Corpus corpus) {
        return new Row(folder.experiment().method(), folder, outcome, folder.history(), made(folder, corpus), "");
    }

    /**
     * The same of a run that may be left without an intact model: its numbers stand, there are no examples then.
     *
     * @param listener takes a line for people about that
     */
    public static Row ofWhatIsLeft(RunFolder folder, Outcome outcome, Corpus corpus, Consumer<String> listener) {
        try {
            return of(folder, outcome, corpus);
        } catch (MissingDataException | MalformedDataException lost) {
            listener.accept("no examples in the report: " + lost.getMessage());
            return new Row(folder.experiment().method(), folder, outcome, folder.history(), new float[0], lost.getMessage());
        }
    }

    /** What a model makes of the test examples that are shown, or samples of a prior in their place. */
    public static float[] made(RunFolder folder, Corpus corpus) {
        var modality = Modalities.ofCorpus(corpus.name());
        if (folder.experiment().prior() != null) {
            try (var prior = folder.prior()) {
                return modality.generation().shown(prior, corpus);
            }
        }
        try (var tokenizer = folder.tokenizer()) {
            return modality.reconstructed(tokenizer, corpus);
        }
    }

    /** Whether it shows samples and not reconstructions. */
    public boolean generates() {
        return folder.experiment().prior() != null;
    }

    /** The scores on the test split. */
    public Scores scores() {
        return outcome.record().scores();
    }

    /** The method with its error, for the head of a figure. */
    String heading() {
        if (generates()) {
            return String.format(Locale.ROOT, "%s (%.3f bits/code)", method, scores().fidelity().get("bitsPerCode"));
        }
        return String.format(Locale.ROOT, "%s (MSE %.2fe-3)", method, scores().mseTimesThousand());
    }
}
