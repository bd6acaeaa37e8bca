package org.otvae.bench.table;

import java.util.Locale;
import org.otvae.bench.run.History;
import org.otvae.bench.run.Outcome;
import org.otvae.bench.run.RunFolder;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.metric.Scores;

/**
 * What a report shows of one run.
 *
 * @param method          what the row is called
 * @param folder          the run
 * @param outcome         what it came to
 * @param history         how it went
 * @param reconstructions of the first test examples, {@code [count, ...exampleShape]}
 */
public record Row(String method, RunFolder folder, Outcome outcome, History history, float[] reconstructions) {

    /** Test examples a report shows. */
    public static final int SHOWN = 12;

    /** The row of a finished run; runs the model on the examples it shows. */
    public static Row of(RunFolder folder, Outcome outcome, Corpus corpus) {
        try (var tokenizer = folder.tokenizer()) {
            float[] originals = originals(corpus);
            int count = originals.length / corpus.exampleSize();
            return new Row(folder.experiment().method(), folder, outcome, folder.history(),
                    tokenizer.decode(tokenizer.encode(originals, count)));
        }
    }

    /** The first test examples, {@code [count, ...exampleShape]}. */
    public static float[] originals(Corpus corpus) {
        int count = Math.min(SHOWN, corpus.size(Split.TEST));
        var originals = new float[count * corpus.exampleSize()];
        for (int i = 0; i < count; i++) {
            corpus.read(Split.TEST, i, 0, originals, i * corpus.exampleSize());
        }
        return originals;
    }

    /** The scores on the test split. */
    public Scores scores() {
        return outcome.record().scores();
    }

    /** The method with its error, for the head of a figure. */
    String heading() {
        return String.format(Locale.ROOT, "%s (MSE %.2fe-3)", method, scores().mseTimesThousand());
    }
}
