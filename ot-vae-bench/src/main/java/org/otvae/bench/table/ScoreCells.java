package org.otvae.bench.table;

import java.util.Locale;
import org.otvae.metric.Scores;

/** How scores are written in tables for people. */
public final class ScoreCells {

    /** The columns that {@link #of} fills. */
    public static final String[] HEADER = {"method", "MSE x1e3", "perplexity (set)", "perplexity (batch)",
            "active codes",
        "steps/s"};

    private ScoreCells() {
    }

    /** One row: the method and its scores. */
    public static String[] of(String method, Scores scores) {
        return new String[] {method, number("%.3f", scores.mseTimesThousand()), number("%.1f", scores.perplexity()),
            number("%.1f", scores.perplexityPerBatch()), scores.activeCodes() + "/" + scores.codes(),
            number("%.1f", scores.stepsPerSecond())};
    }

    static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }
}
