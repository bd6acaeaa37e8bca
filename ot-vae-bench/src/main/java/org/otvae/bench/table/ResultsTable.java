package org.otvae.bench.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.otvae.bench.run.RunRecord;

/**
 * The tables of results in Markdown, made from records and never typed: one table for each corpus, length of
 * training and network, shortest training first, one row for each experiment and setting ({@link RowNames}), means over seeds with their spread
 * (sample standard deviation), best error first.
 */
public final class ResultsTable {

    /** The line before the table in a text file. */
    public static final String BEGIN = "<!-- results:begin -->";

    /** The line after it. */
    public static final String END = "<!-- results:end -->";

    private static final int DIGITS = 8; // of a fingerprint, enough to tell data apart

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
        return budgets.entrySet().stream().map(budget -> "**" + heading(budget.getKey(), budgets.keySet(), budget.getValue())
                + "**\n\n" + table(budget.getValue())).collect(Collectors.joining("\n"));
    }

    /** Measures beside the common ones have a column where every record of the table has them. */
    private static String table(List<List<RunRecord>> groups) {
        var scores = groups.stream().flatMap(List::stream).map(RunRecord::scores).toList();
        var measures = ScoreCells.measures(scores).stream()
                .filter(name -> scores.stream().allMatch(each -> each.fidelity().containsKey(name))).toList();
        var header = new ArrayList<>(List.of("experiment", "seeds", "MSE x1e3"));
        measures.forEach(name -> header.add(Measure.of(name).label()));
        header.addAll(List.of("perplexity (set)", "perplexity (batch)", "active codes"));
        var table = new TextTable(header.toArray(String[]::new));
        var names = RowNames.of(groups.stream().map(group -> group.get(0)).toList());
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            var row = new ArrayList<>(List.of(names.get(i), String.valueOf(group.size()),
                    spread("%.2f", group, r -> r.scores().mseTimesThousand())));
            measures.forEach(name -> row.add(spread(Measure.of(name).style(), group,
                    r -> r.scores().fidelity().getOrDefault(name, Double.NaN))));
            row.addAll(List.of(spread("%.1f", group, r -> r.scores().perplexity()),
                    spread("%.1f", group, r -> r.scores().perplexityPerBatch()),
                    ScoreCells.number("%.0f", mean(group, r -> r.scores().activeCodes())) + "/" + group.get(0).scores().codes()));
            table.add(row.toArray(String[]::new));
        }
        return String.join("\n", table.markdown()) + "\n";
    }

    /**
     * Only rows that share all of it are compared.
     *
     * @param corpus  name of the data, as {@link RunRecord#corpusLabel}
     * @param data    their fingerprint
     * @param epochs  passes over them; 0 where steps are counted
     * @param steps   length of the run; 0 where epochs are counted
     * @param network encoder, as settings
     */
    private record Budget(String corpus, String data, long epochs, long steps, String network) implements Comparable<Budget> {

        private static final Comparator<Budget> ORDER = Comparator.comparing(Budget::corpus)
                .thenComparing(budget -> budget.steps() > 0).thenComparing(Budget::epochs).thenComparing(Budget::steps)
                .thenComparing(Budget::network).thenComparing(Budget::data);

        @Override
        public int compareTo(Budget other) {
            return ORDER.compare(this, other);
        }

        String text() {
            return corpus + ", " + (steps > 0 ? steps + " steps" : epochs + (epochs == 1 ? " epoch" : " epochs"));
        }
    }

    private static Budget budget(RunRecord record) {
        Map<?, ?> plan = part(record.settings(), "plan");
        long steps = plan.get("steps") instanceof Number number ? number.longValue() : 0;
        long epochs = steps == 0 && plan.get("epochs") instanceof Number number ? number.longValue() : 0;
        return new Budget(record.corpusLabel(), String.valueOf(record.provenance().get("corpus")), epochs, steps,
                String.valueOf(part(record.settings(), "autoencoder").get("encoder")));
    }

    /**
     * Data and length; where several data have one name, the beginning of their fingerprint; where two networks share all that,
     * also what the names of the rows begin with.
     */
    private static String heading(Budget budget, Set<Budget> all, List<List<RunRecord>> groups) {
        var alike = all.stream().filter(other -> other.text().equals(budget.text())).toList();
        boolean oneSet = alike.stream().map(Budget::data).distinct().count() == 1;
        String text = budget.text() + (oneSet ? "" : ", data " + budget.data().substring(0, Math.min(DIGITS, budget.data().length())));
        if (alike.stream().filter(other -> other.data().equals(budget.data())).count() == 1) {
            return text;
        }
        String prefix = groups.get(0).get(0).experiment();
        for (var group : groups) {
            while (!group.get(0).experiment().startsWith(prefix)) {
                prefix = prefix.substring(0, prefix.length() - 1);
            }
        }
        return text + ", " + prefix.replaceAll("-[^-]*$", "");
    }

    private static Map<?, ?> part(Map<String, Object> settings, String name) {
        return settings.get(name) instanceof Map<?, ?> found ? found : Map.of();
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
