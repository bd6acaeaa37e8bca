package org.otvae.bench.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.otvae.bench.table.Reproduced.Line;
import org.otvae.bench.table.Reproduced.Section;
import org.otvae.bench.table.Reproduced.Value;

/** A reproduced table for the terminal, as Markdown, as comma-separated values and for JSON. */
public final class ReproducedText {

    private static final String BESIDE = "published numbers stand below our row of the same method; [n] is their source and protocol";

    private final Reproduced table;

    /** Writes this table. */
    public ReproducedText(Reproduced table) {
        this.table = table;
    }

    /** Aligned columns, the notes below. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(title());
        for (Section section : table.sections()) {
            lines.add("");
            lines.add(section.data());
            section.notes().forEach(note -> lines.add("  " + note));
            lines.addAll(cells(section).lines());
        }
        lines.add("");
        lines.addAll(notes());
        return lines;
    }

    /** The same as Markdown. */
    public String markdown() {
        var text = new StringBuilder("# " + title() + "\n");
        for (Section section : table.sections()) {
            text.append("\n## ").append(section.data()).append("\n\n");
            section.notes().forEach(note -> text.append(note).append("\n\n"));
            text.append(String.join("\n", cells(section).markdown())).append('\n');
        }
        text.append('\n');
        notes().forEach(note -> text.append("- ").append(note).append('\n'));
        return text.toString();
    }

    private TextTable cells(Section section) {
        var measures = section.measures();
        var cells = new TextTable(header(section, measures).toArray(String[]::new));
        for (Line line : section.lines()) {
            cells.add(row(section, line, measures).toArray(String[]::new));
        }
        return cells;
    }

    /** The heads of the columns, the same for all formats but the last. */
    List<String> header(Section section, List<Measure> measures) {
        var header = new ArrayList<>(List.of("method", "from"));
        measures.forEach(measure -> header.add(measure.label()));
        header.addAll(List.of("seeds", "split", "scale", "commit"));
        if (remarked(section)) {
            header.add("remark");
        }
        return header;
    }

    /** The cells of one line. */
    List<String> row(Section section, Line line, List<Measure> measures) {
        var row = new ArrayList<>(List.of(line.method(),
                line.published() ? "published [" + number(line) + "]" : "ours"));
        measures.forEach(measure -> row.add(text(line, measure)));
        row.addAll(List.of(line.run().seeds(), line.run().split(), line.run().scale(), line.run().commit()));
        if (remarked(section)) {
            row.add(line.remark().isEmpty() ? "-" : line.remark());
        }
        return row;
    }

    private static boolean remarked(Section section) {
        return section.lines().stream().anyMatch(line -> !line.remark().isEmpty());
    }

    private static String text(Line line, Measure measure) {
        return line.values().containsKey(measure.name()) ? line.values().get(measure.name()).text() : "-";
    }

    private int number(Line line) {
        return table.sources().indexOf(line.source()) + 1;
    }

    /** What must be said below the table. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        notes.add(table.about());
        notes.add("ours: mean ± sample standard deviation over seeds, hard codes, judged once on the test split"
                + (table.sources().isEmpty() ? "" : "; " + BESIDE));
        for (int i = 0; i < table.sources().size(); i++) {
            notes.add("[" + (i + 1) + "] " + table.sources().get(i).line());
        }
        return notes;
    }

    /** What stands above everything. */
    String title() {
        return table.title() + " (scale " + table.scale() + ")";
    }

    /** The table as ordered names and values, ready for a JSON line. */
    public Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("table", table.name());
        fields.put("scale", table.scale());
        fields.put("about", table.about());
        fields.put("sections", table.sections().stream().map(section -> Map.of("data", section.data(), "notes", section.notes(),
                "rows", section.lines().stream().map(ReproducedText::fields).toList())).toList());
        return fields;
    }

    private static Map<String, Object> fields(Line line) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("method", line.method());
        fields.put("origin", line.published() ? "published" : "ours");
        var values = new LinkedHashMap<String, Object>();
        line.values().forEach((measure, value) -> values.put(measure, value.fields()));
        fields.put("values", values);
        if (line.published()) {
            fields.put("source", line.source().citation());
            fields.put("protocol", line.source().protocol());
            fields.put("standing", line.source().standing());
        } else {
            fields.putAll(line.run().fields());
            fields.put("remark", line.remark());
        }
        return fields;
    }

    /** One line for each number, and one for each row without any. */
    public String csv() {
        var text = new StringBuilder(
                "table,data,method,origin,measure,mean,deviation,seeds,split,scale,commit,source,protocol,standing,remark\r\n");
        for (Section section : table.sections()) {
            for (Line line : section.lines()) {
                if (line.values().isEmpty()) {
                    csv(text, section, line, "", new Value("", ""));
                }
                line.values().forEach((measure, value) -> csv(text, section, line, Measure.of(measure).label(), value));
            }
        }
        return text.toString();
    }

    private void csv(StringBuilder text, Section section, Line line, String measure, Value value) {
        var source = line.source();
        var cells = List.of(table.name(), section.data(), line.method(), line.published() ? "published" : "ours", measure,
                value.mean(), value.deviation(), line.run().seeds(), line.run().split(), line.run().scale(),
                line.run().commit(), source == null ? "" : source.citation(), source == null ? "" : source.protocol(),
                source == null ? "" : source.standing(), line.remark());
        text.append(String.join(",", cells.stream().map(ReproducedText::quoted).toList())).append("\r\n");
    }

    private static String quoted(String cell) {
        String plain = cell.equals("-") ? "" : cell;
        return plain.matches("[^\",\r\n]*") ? plain : "\"" + plain.replace("\"", "\"\"") + "\"";
    }
}
