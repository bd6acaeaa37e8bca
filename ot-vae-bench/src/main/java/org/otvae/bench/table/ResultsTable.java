package org.otvae.bench.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.otvae.bench.run.RunRecord;

/**
 * The tables of results in Markdown, made from records and never typed: one table for each corpus and length of training,
 * one row for each experiment and setting, means over seeds with their spread (sample standard deviation), best error first.
 */
public final class ResultsTable {

    /** The line before the table in a text file. */
    public static final String BEGIN = "<!-- results:begin -->";

    /** The line after it. */
    public static final String END = "<!-- results:end -->";

    private ResultsTable() {
    }

    /**
     * The tables; of several records of one experiment with one seed and the same settings and data the last one counts.
     */
    public static String markdown(List<RunRecord> records) {
        var latest = new LinkedHashMap<String, RunRecord>();
        records.forEach(record -> latest.put(record.experiment() + " " + record.hash(), record));
        var groups = new ArrayList<>(latest.values().stream()
                .collect(Collectors.groupingBy(ResultsTable::withoutSeed, LinkedHashMap::new, Collectors.toList()))
                .values());
        groups.sort(Comparator.comparingDouble(group -> mean(group, r -> r.scores().mse())));
        var budgets = groups.stream().collect(Collectors.groupingBy(group -> budget(group.get(0)), TreeMap::new,
                Collectors.toList()));
        return budgets.entrySet().stream().map(budget -> "**" + budget.getKey() + "**\n\n" + table(budget.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String table(List<List<RunRecord>> groups) {
        var table = new TextTable("experiment", "seeds", "MSE x1e3", "perplexity (set)", "perplexity (batch)",
                "active codes");
        for (var group : groups) {
            int codes = group.get(0).scores().codes();
            table.add(group.get(0).experiment(), String.valueOf(group.size()),
                    spread("%.2f", group, r -> r.scores().mseTimesThousand()),
                    spread("%.1f", group, r -> r.scores().perplexity()),
                    spread("%.1f", group, r -> r.scores().perplexityPerBatch()),
                    ScoreCells.number("%.0f", mean(group, r -> r.scores().activeCodes())) + "/" + codes);
        }
        return String.join("\n", table.markdown()) + "\n";
    }

    /** The data and the length of the training: only rows that share both are compared. */
    private static String budget(RunRecord record) {
        Map<?, ?> plan = record.settings().get("plan") instanceof Map<?, ?> found ? found : Map.of();
        boolean bounded = plan.get("steps") instanceof Number steps && steps.longValue() > 0;
        return record.settings().get("corpus") + ", " + (bounded ? plan.get("steps") + " steps" : plan.get("epochs") + " epochs");
    }

    /** What stands between {@link #BEGIN} and {@link #END} in a text; empty if the text lacks either. */
    public static Optional<String> block(String text) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        return begin < 0 || end < begin ? Optional.empty()
                : Optional.of(text.substring(begin + BEGIN.length(), end).strip() + "\n");
    }

    private static String withoutSeed(RunRecord record) {
        var settings = new LinkedHashMap<>(record.settings());
        if (settings.get("plan") instanceof Map<?, ?> plan) {
            var seedless = new LinkedHashMap<Object, Object>(plan);
            seedless.remove("seed");
            settings.put("plan", seedless);
        }
        return record.experiment() + RunRecord.hash(settings, 0, String.valueOf(record.provenance().get("corpus")));
    }

    private static String spread(String format, List<RunRecord> group, ToDoubleFunction<RunRecord> score) {
        double mean = mean(group, score);
        if (group.size() == 1) {
            return ScoreCells.number(format, mean);
        }
        double squares = group.stream().mapToDouble(score).map(value -> (value - mean) * (value - mean)).sum();
        return ScoreCells.number(format, mean) + " ± " + ScoreCells.number(format,
                Math.sqrt(squares / (group.size() - 1)));
    }

    private static double mean(List<RunRecord> group, ToDoubleFunction<RunRecord> score) {
        return group.stream().mapToDouble(score).average().orElseThrow();
    }
}
