package org.otvae.bench.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.otvae.metric.Scores;

/** How scores are written in tables for people. */
public final class ScoreCells {

    private static final List<String> COMMON = List.of("perplexity (set)", "perplexity (batch)", "active codes",
            "steps/s");

    private ScoreCells() {
    }

    /** The names of the measures that at least one of the scores has beside the common ones. */
    public static List<String> measures(List<Scores> scores) {
        return scores.stream().flatMap(each -> each.fidelity().keySet().stream()).distinct().toList();
    }

    /** The heads of the columns that {@link #of} fills. */
    public static String[] header(List<String> measures) {
        var header = new ArrayList<>(List.of("method", "MSE x1e3"));
        measures.forEach(name -> header.add(Measure.of(name).label()));
        header.addAll(COMMON);
        return header.toArray(String[]::new);
    }

    /** One row: the method and its scores, a dash for what they lack. */
    public static String[] of(String method, Scores scores, List<String> measures) {
        var cells = new ArrayList<>(List.of(method, number("%.3f", scores.mseTimesThousand())));
        for (String name : measures) {
            double value = scores.fidelity().getOrDefault(name, Double.NaN);
            cells.add(number(Math.abs(value) <= 1 ? "%.4f" : "%.2f", value));
        }
        cells.addAll(List.of(number("%.1f", scores.perplexity()), number("%.1f", scores.perplexityPerBatch()),
                scores.activeCodes() + "/" + scores.codes(), number("%.1f", scores.stepsPerSecond())));
        return cells.toArray(String[]::new);
    }

    static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }
}
