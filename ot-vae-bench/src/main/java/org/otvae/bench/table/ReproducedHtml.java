package org.otvae.bench.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.otvae.bench.run.WholeFile;
import org.otvae.bench.table.Reproduced.Line;
import org.otvae.bench.table.Reproduced.Section;

/** Reproduced tables as one HTML file that needs nothing else, with what run folders at hand have to show. */
public final class ReproducedHtml {

    private final List<Reproduced> tables;
    private final Map<String, String> evidence;
    private final String command;

    /**
     * A report.
     *
     * @param tables   at least one
     * @param evidence curves, usage and previews by table and data set ({@link #key}), as {@link HtmlReport#evidence} makes them
     * @param command  that makes the report again
     */
    public ReproducedHtml(List<Reproduced> tables, Map<String, String> evidence, String command) {
        this.tables = List.copyOf(tables);
        this.evidence = Map.copyOf(evidence);
        this.command = command;
    }

    /** What evidence is filed under. */
    public static String key(String table, String data) {
        return table + "-" + data;
    }

    /** Writes the report, to a temporary name first. */
    public void write(Path file) {
        WholeFile.write(file, html());
    }

    String html() {
        var html = new StringBuilder(HtmlReport.head("Published tables and our numbers"));
        html.append("<p>Each row of ours, and below it in grey what others published of the same method. Compare only where the "
                + "protocol in the note is that of our row.</p>\n");
        if (tables.size() > 1) {
            html.append("<p>");
            tables.forEach(table -> html.append("<a href=\"#").append(HtmlReport.escaped(table.name())).append("\">")
                    .append(HtmlReport.escaped(table.name())).append("</a> "));
            html.append("</p>\n");
        }
        tables.forEach(table -> table(html, table));
        html.append("<h2>Again</h2>\n<pre>").append(HtmlReport.escaped(command)).append("</pre>\n");
        return html.append("</body>\n</html>\n").toString();
    }

    private void table(StringBuilder html, Reproduced table) {
        var text = new ReproducedText(table);
        html.append("<h2 id=\"").append(HtmlReport.escaped(table.name())).append("\">")
                .append(HtmlReport.escaped(text.title())).append("</h2>\n");
        for (Section section : table.sections()) {
            html.append("<h3>").append(HtmlReport.escaped(section.data())).append("</h3>\n");
            section.notes().forEach(note -> html.append("<p>").append(HtmlReport.escaped(note)).append("</p>\n"));
            section(html, text, section);
            String shown = evidence.getOrDefault(key(table.name(), section.data()), "");
            if (!shown.isEmpty()) {
                html.append("<details><summary>Curves, usage of codes, previews</summary>\n").append(shown).append("</details>\n");
            }
        }
        html.append("<ul class=\"notes\">\n");
        text.notes().forEach(note -> html.append("<li>").append(HtmlReport.escaped(note)).append("</li>\n"));
        html.append("</ul>\n");
    }

    private void section(StringBuilder html, ReproducedText text, Section section) {
        var measures = section.measures();
        html.append("<div class=\"wide\"><table>\n<tr>");
        text.header(section, measures).forEach(head -> html.append("<th>").append(HtmlReport.escaped(head)).append("</th>"));
        html.append("</tr>\n");
        for (Line line : section.lines()) {
            html.append(line.published() ? "<tr class=\"published\" title=\"" + HtmlReport.escaped(line.source().line()) + "\">"
                    : line.remark().isEmpty() ? "<tr>" : "<tr class=\"missing\">");
            var cells = text.row(section, line, measures);
            for (int i = 0; i < cells.size(); i++) {
                html.append(i == 0 ? "<th scope=\"row\">" : "<td>").append(HtmlReport.escaped(cells.get(i)))
                        .append(i == 0 ? "</th>" : "</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
    }
}
