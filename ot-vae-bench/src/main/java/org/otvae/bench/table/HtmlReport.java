package org.otvae.bench.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.otvae.bench.modality.Exhibit;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.modality.Modality;
import org.otvae.bench.run.History;
import org.otvae.bench.run.WholeFile;
import org.otvae.data.Corpus;
import org.otvae.image.preview.LossCurves;
import org.otvae.image.preview.UsageHistogram;

/**
 * One HTML file that needs nothing else: table, curves, usage of codes, reconstructions side by side, machine and
 * provenance, and the commands to go on. Follows the reader's light or dark setting.
 */
public final class HtmlReport {

    private final String title;
    private final Corpus corpus;
    private final Modality modality;
    private final List<Row> rows;
    private final List<String> commands;

    /**
     * A report.
     *
     * @param corpus   that the runs were judged on
     * @param rows     at least one
     * @param commands to go on with
     */
    public HtmlReport(String title, Corpus corpus, List<Row> rows, List<String> commands) {
        this.title = title;
        this.corpus = corpus;
        this.modality = Modalities.ofCorpus(corpus.name());
        this.rows = List.copyOf(rows);
        this.commands = List.copyOf(commands);
    }

    /** Writes the report, to a temporary name first. */
    public void write(Path file) {
        WholeFile.write(file, html());
    }

    /** The whole file. */
    String html() {
        var html = new StringBuilder(head(title));
        html.append("<p>").append(escaped(rows.get(0).outcome().record().scale()))
                .append(". ").append(generates()
                ? "Bits per code that the prior, and the frequencies of codes and of pairs, need; "
                        : "Mean squared error per value; ")
                .append("perplexity of the hard codes over the whole test set and as the mean over its batches.</p>\n");
        html.append(table()).append(figures());
        html.append(generates() ? "<h2>Samples</h2>\n" : "<h2>Reconstructions</h2>\n")
                .append("<p>").append(caption()).append("</p>\n")
                .append(reconstructions());
        html.append("<h2>Go on</h2>\n<pre>").append(escaped(String.join("\n", commands))).append("</pre>\n");
        html.append("<h2>Provenance</h2>\n").append(provenance());
        return html.append("</body>\n</html>\n").toString();
    }

    /** Everything up to the main heading. */
    static String head(String title) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + escaped(title)
                + "</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n<h1>" + escaped(title) + "</h1>\n";
    }

    /** Curves, usage of codes and reconstructions alone, for a report on several tables. */
    public String evidence() {
        return figures() + "<p>" + caption() + "</p>\n" + reconstructions();
    }

    private boolean generates() {
        return rows.get(0).generates();
    }

    private String caption() {
        return escaped(generates() ? "Test examples, and samples of the same classes: no reconstructions of them."
                : modality.exhibitsCaption());
    }

    private String table() {
        double bestError = rows.stream().mapToDouble(row -> row.scores().mse()).min().orElseThrow();
        double bestUse = rows.stream().mapToDouble(row -> row.scores().perplexity()).max().orElseThrow();
        var html = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
        var measures = ScoreCells.measures(rows.stream().map(Row::scores).toList());
        int perplexity = 2 + measures.size();
        for (String cell : ScoreCells.header(measures)) {
            html.append("<th>").append(escaped(cell.replace("x1e3", "×10³"))).append("</th>");
        }
        html.append("</tr>\n");
        for (Row row : rows) {
            String[] cells = ScoreCells.of(row.method(), row.scores(), measures);
            html.append("<tr title=\"").append(escaped(row.folder().experiment().description())).append("\">");
            for (int i = 0; i < cells.length; i++) {
                boolean best = rows.size() > 1 && (i == 1 && row.scores().mse() == bestError
                        || i == perplexity && row.scores().perplexity() == bestUse);
                html.append(i == 0 ? "<th scope=\"row\">" : best ? "<td class=\"best\">" : "<td>")
                        .append(escaped(cells[i]))
                        .append(i == 0 ? "</th>" : "</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</table></div>\n").toString();
    }

    private String figures() {
        var html = new StringBuilder("<h2>Training</h2>\n<div class=\"figures\">\n");
        html.append(figure(generates()
                ? curves("Loss on training batches", "bits per code", false, point -> point.loss() / Math.log(2))
                : curves("Error on training batches", "MSE x 1000 per value", true, point -> 1000 * point.mse())));
        html.append(figure(curves("Use of codes on training batches", "perplexity per batch", false,
                History.Point::perplexity)));
        html.append("</div>\n<h2>Use of codes on the test set</h2>\n<div class=\"figures\">\n");
        for (Row row : rows) {
            html.append(figure(new UsageHistogram(row.method(), row.outcome().usage()).svg()));
        }
        return html.append("</div>\n").toString();
    }

    private String curves(String heading, String unit, boolean logarithmic, ToDoubleFunction<History.Point> value) {
        return new LossCurves(heading, "training step", unit, logarithmic,
                rows.stream().map(row -> new LossCurves.Series(
                row.method(), row.history().points().stream().mapToDouble(History.Point::step).toArray(),
                row.history().points().stream().mapToDouble(value).toArray())).toList()).svg();
    }

    private static String figure(String svg) {
        // inline: no XML declaration
        return "<figure>" + svg.substring(Math.max(0, svg.indexOf("<svg"))) + "</figure>\n";
    }

    private String reconstructions() {
        var values = new ArrayList<>(List.of(new Exhibit.Values("original", "original", modality.shown(corpus))));
        rows.stream().filter(row -> row.lacking().isEmpty())
                .forEach(row -> values.add(new Exhibit.Values(row.method(), row.heading(), row.reconstructions())));
        var html = new StringBuilder("<div class=\"wide\"><table class=\"images\">\n");
        for (Exhibit exhibit : modality.exhibits(corpus, values)) {
            html.append("<tr><th scope=\"row\">").append(escaped(exhibit.label())).append("</th>");
            for (Exhibit.Media medium : exhibit.media()) { // a sound stands below the picture before it
                html.append(medium.sounds() ? "" : "<td>").append(element(medium, exhibit.label()));
            }
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
        rows.stream().filter(row -> !row.lacking().isEmpty()).forEach(row -> html.append("<p>").append(escaped(row.heading()
                + ": no examples: " + row.lacking())).append("</p>\n"));
        return html.toString();
    }

    private static String element(Exhibit.Media medium, String label) {
        String source = " src=\"data:" + medium.type() + ";base64," + Base64.getEncoder().encodeToString(medium.bytes()) + "\"";
        return medium.sounds() ? "<audio controls preload=\"none\" title=\"" + escaped(label) + "\"" + source + "></audio>"
                : "<img alt=\"" + escaped(label) + "\"" + source + ">";
    }

    private String provenance() {
        var html = new StringBuilder("<div class=\"wide\"><table class=\"facts\">\n");
        for (Row row : rows) {
            var fields = row.outcome().record().provenance();
            html.append(fact(row.method(), "folder " + row.folder().path() + ", seed " + row.outcome().record().seed()
                    + ", commit " + fields.get("commit") + ", " + fields.get("started") + ", took "
                    + fields.get("tookSeconds")
                    + " s, settings hash " + row.outcome().record().hash().substring(0, 12)));
        }
        var first = rows.get(0).outcome().record().provenance();
        html.append(fact("machine", listed(first.get("machine")))).append(fact("backend", listed(first.get("backend"))))
                .append(fact("data", first.get("corpus")));
        return html.append("</table></div>\n").toString();
    }

    private static String fact(String name, Object value) {
        return "<tr><th scope=\"row\">" + escaped(name) + "</th><td>" + escaped(String.valueOf(value)) + "</td></tr>\n";
    }

    private static String listed(Object fields) {
        return fields instanceof Map<?, ?> map
                ? String.join(", ", map.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList())
                : String.valueOf(fields);
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("the jar must hold report.css; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read report.css from the class path", e);
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
