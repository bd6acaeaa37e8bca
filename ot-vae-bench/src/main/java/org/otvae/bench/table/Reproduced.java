package org.otvae.bench.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.otvae.bench.run.RunRecord;
import org.otvae.bench.table.PublishedNumbers.Source;

/**
 * One table of the literature beside our own numbers, ready to be written in any format.
 *
 * @param name     on the command line
 * @param title    its heading
 * @param about    what a reader must know, in one sentence
 * @param scale    of our runs
 * @param sections one for each data set
 */
public record Reproduced(String name, String title, String about, String scale, List<Section> sections) {

    /** Copies the list. */
    public Reproduced {
        sections = List.copyOf(sections);
    }

    /**
     * What was done and published on one data set.
     *
     * @param data  its name
     * @param notes what the data are and where they were found, one sentence each
     * @param lines ours, below each what others published of the same method, then methods that only others have
     */
    public record Section(String data, List<String> notes, List<Line> lines) {

        /** Copies the lists. */
        public Section {
            notes = List.copyOf(notes);
            lines = List.copyOf(lines);
        }

        /** The measures that at least one line has, in the order of columns. */
        List<Measure> measures() {
            var names = new LinkedHashSet<String>();
            lines.forEach(line -> names.addAll(line.values().keySet()));
            return Measure.columns(names);
        }
    }

    /**
     * One method by one hand.
     *
     * @param method our row, or the method as published
     * @param source of published numbers; null for ours
     * @param values by measure
     * @param run    how ours were made; {@link Run#NONE} for published ones
     * @param remark why there are no numbers; empty where there are
     */
    public record Line(String method, Source source, Map<String, Value> values, Run run, String remark) {

        /** Copies the map. */
        public Line {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** What others published. */
        static Line published(PublishedNumbers.Entry entry) {
            var values = new LinkedHashMap<String, Value>();
            entry.values().forEach((measure, text) -> values.put(measure, new Value(text, "")));
            return new Line(entry.method(), entry.source(), values, Run.NONE, "");
        }

        /** A row of ours without numbers. */
        public static Line missing(String method, String scale, String remark) {
            return new Line(method, null, Map.of(), new Run("0", "-", scale, "-"), remark);
        }

        /** A row of ours: the mean over its records, one for each seed, at least one, and their sample standard deviation. */
        public static Line ours(String method, String scale, List<RunRecord> records) {
            var names = new LinkedHashSet<String>();
            records.forEach(record -> names.addAll(record.scores().fields().keySet()));
            names.remove("stepsPerSecond");
            var values = new LinkedHashMap<String, Value>();
            for (String name : names) {
                double[] stored = records.stream().map(record -> record.scores().fields().get(name))
                        .mapToDouble(value -> value instanceof Number number ? number.doubleValue() : Double.NaN).toArray();
                values.put(name, Value.of(Measure.of(name), stored));
            }
            var commits = records.stream().map(RunRecord::commit).collect(Collectors.toCollection(TreeSet::new));
            return new Line(method, null, values,
                    new Run(Integer.toString(records.size()), "test", scale, String.join(" ", commits)), "");
        }

        boolean published() {
            return source != null;
        }
    }

    /**
     * A number as tables print it.
     *
     * @param mean      or the only value
     * @param deviation empty for fewer than two seeds and for published numbers
     */
    public record Value(String mean, String deviation) {

        static Value of(Measure measure, double[] stored) {
            double mean = java.util.Arrays.stream(stored).average().orElseThrow();
            double squares = java.util.Arrays.stream(stored).map(value -> (value - mean) * (value - mean)).sum();
            boolean counts = measure.name().equals("codes");
            return new Value(measure.text(mean), stored.length < 2 || counts ? ""
                    : measure.text(Math.sqrt(squares / (stored.length - 1))));
        }

        Map<String, Object> fields() {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("mean", mean);
            fields.put("deviation", deviation);
            return fields;
        }

        String text() {
            return deviation.isEmpty() || deviation.equals("-") ? mean : mean + " ± " + deviation;
        }
    }

    /**
     * How numbers of ours were made.
     *
     * @param seeds  how many
     * @param split  that was judged
     * @param scale  smoke, short or full
     * @param commit of the program, or several
     */
    public record Run(String seeds, String split, String scale, String commit) {

        static final Run NONE = new Run("-", "-", "-", "-");

        Map<String, Object> fields() {
            return Map.of("seeds", seeds, "split", split, "scale", scale, "commit", commit);
        }
    }

    /** The sources that published lines come from, in order; their place in the list plus one is their number. */
    List<Source> sources() {
        return sections.stream().flatMap(section -> section.lines().stream()).filter(Line::published).map(Line::source)
                .distinct().toList();
    }

    /**
     * Lines of ours with the published ones of the same method below each.
     *
     * @param table name of the table
     * @param data  name of the data set
     * @param rest  whether published methods that are not among ours follow
     */
    public static List<Line> beside(List<Line> ours, String table, String data, boolean rest) {
        var published = new ArrayList<>(PublishedNumbers.all().stream()
                .filter(entry -> entry.table().equals(table) && entry.data().equals(data)).toList());
        var lines = new ArrayList<Line>();
        for (Line line : ours) {
            lines.add(line);
            var same = published.stream().filter(entry -> entry.row().equals(line.method())).toList();
            same.forEach(entry -> lines.add(Line.published(entry)));
            published.removeAll(same);
        }
        if (rest) {
            published.forEach(entry -> lines.add(Line.published(entry)));
        }
        return lines;
    }

    /** The data sets on which others published numbers of a table, those of {@code known} left out. */
    public static List<String> otherData(String table, List<String> known) {
        return PublishedNumbers.all().stream().filter(entry -> entry.table().equals(table)).map(PublishedNumbers.Entry::data)
                .filter(data -> !known.contains(data)).distinct().toList();
    }
}
