package org.otvae.bench.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Cells in aligned columns: the first to the left, the others to the right. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    /** A table with its header. */
    public TextTable(String... header) {
        rows.add(List.of(header));
    }

    /** Adds a row with as many cells as the header. */
    public void add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("expected " + rows.get(0).size() + " cells, found " + cells.length);
        }
        rows.add(List.of(cells));
    }

    /** The lines, a rule under the header, no spaces at their ends. */
    public List<String> lines() {
        int columns = rows.get(0).size();
        var widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(i == 0 ? row.get(i) + padding : padding + row.get(i));
            }
            lines.add(line.toString().stripTrailing());
            if (lines.size() == 1) {
                lines.add(String.join("  ", java.util.Arrays.stream(widths).mapToObj("-"::repeat).toList()));
            }
        }
        return Collections.unmodifiableList(lines);
    }

    /** The same as a table in Markdown, numbers to the right. */
    public List<String> markdown() {
        var lines = new ArrayList<String>();
        for (var row : rows) {
            lines.add("| " + String.join(" | ", row) + " |");
            if (lines.size() == 1) {
                lines.add("|" + "---|" + "---:|".repeat(row.size() - 1));
            }
        }
        return Collections.unmodifiableList(lines);
    }
}
