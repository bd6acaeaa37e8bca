package org.otvae.bench.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers that others published, each with its source, from two text files inside the program. */
public final class PublishedNumbers {

    private PublishedNumbers() {
    }

    /**
     * Where numbers come from.
     *
     * @param id       what the numbers call it
     * @param citation key in docs/references.bib
     * @param standing how we know it: read in the paper, second-hand, from memory
     * @param protocol data, size of the codebook, measure: what must be equal for a comparison
     */
    public record Source(String id, String citation, String standing, String protocol) {

        /** One line for notes. */
        String line() {
            return citation + ": " + protocol + " (" + standing + ")";
        }
    }

    /**
     * One method as one source gives it.
     *
     * @param table  name of the table, see {@link org.otvae.bench.experiment.PaperTable}
     * @param data   prefix of our experiments on the same data, or a name of its own
     * @param method as published
     * @param row    our row of the same method; empty where we have none
     * @param source of all its numbers
     * @param values by measure, as printed, in the units of our tables
     */
    public record Entry(String table, String data, String method, String row, Source source, Map<String, String> values) {
    }

    /** All of them, in the order of the file. */
    public static List<Entry> all() {
        var sources = sources();
        var entries = new LinkedHashMap<List<String>, Entry>();
        for (String[] cells : lines("published.txt", 7)) {
            Source source = sources.get(cells[6]);
            if (source == null) {
                throw new IllegalStateException("published.txt names the source " + cells[6]
                        + ", which published-sources.txt lacks");
            }
            Double.parseDouble(cells[5]);
            String row = cells[3].equals("-") ? "" : cells[3];
            entries.computeIfAbsent(List.of(cells[0], cells[1], cells[2], row, cells[6]), key -> new Entry(cells[0], cells[1],
                    cells[2], row, source, new LinkedHashMap<>())).values().put(cells[4], cells[5]);
        }
        return List.copyOf(entries.values());
    }

    private static Map<String, Source> sources() {
        var sources = new LinkedHashMap<String, Source>();
        for (String[] cells : lines("published-sources.txt", 4)) {
            sources.put(cells[0], new Source(cells[0], cells[1], cells[2], cells[3]));
        }
        return sources;
    }

    private static List<String[]> lines(String resource, int columns) {
        var stream = PublishedNumbers.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("the jar must hold " + resource + "; build it again");
        }
        try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return in.lines().filter(line -> !line.startsWith("#")).map(line -> {
                String[] cells = line.split(" \\| ");
                if (cells.length != columns) {
                    throw new IllegalStateException(resource + ": expected " + columns + " cells, found \"" + line + "\"");
                }
                return cells;
            }).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " from the class path", e);
        }
    }
}
