package org.otvae.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.bench.run.JsonLines;
import org.otvae.bench.run.Records;
import org.otvae.bench.table.Reproduced.Line;
import org.otvae.bench.table.Reproduced.Section;

/** One small table in every format. */
class ReproducedTest {

    private final List<Line> ours = List.of(
            Line.ours("sq-vae", "short", List.of(Records.of("celeba-sq-vae", 0.1, 1, 0.001), Records.of("celeba-sq-vae", 0.1, 2, 0.003))),
            Line.ours("ot", "short", List.of(Records.of("celeba-ot", 0.1, 1, 0.004))),
            Line.missing("fsq", "short", "not run: data not found, see docs/data.md"));
    private final Reproduced table = new Reproduced("images", "Images & codes", "about_it", "short", List.of(
            new Section("celeba", List.of("100% of c"), Reproduced.beside(ours, "images", "celeba", false))));

    @TempDir
    private Path folder;

    @Test
    void publishedLinesStandBelowOurRowOfTheSameMethod() {
        assertThat(table.sections().get(0).lines()).extracting(Line::method).containsExactly("sq-vae", "SQ-VAE, best type",
                "SQ-VAE", "SQ-VAE", "ot", "fsq");
        assertThat(Reproduced.beside(ours, "images", "celeba", true)).extracting(Line::method).contains("OTP-DAG", "VQ-WAE");
        assertThat(Reproduced.otherData("images", List.of("celeba", "mnist"))).contains("svhn", "imagenet-256").doesNotContain("celeba");
    }

    @Test
    void theTerminalShowsMeanAndDeviationOverSeedsAndWhyARowIsMissing() {
        var lines = new ReproducedText(table).lines();

        assertThat(lines.get(0)).isEqualTo("Images & codes (scale short)");
        assertThat(lines).anyMatch(line -> line.matches("sq-vae +ours +256 +2\\.00 ± 1\\.41 .* 2 +test +short +abc +-"))
                .anyMatch(line -> line.matches("ot +ours +256 +4\\.00 .* 1 +test +short +abc +-"))
                .anyMatch(line -> line.matches("SQ-VAE, best type +published \\[1\\] +512 +0\\.96 .*"))
                .anyMatch(line -> line.startsWith("fsq") && line.endsWith("not run: data not found, see docs/data.md"))
                .anyMatch(line -> line.startsWith("[1] takida2022sqvae: CelebA 64 x 64, K = 512") && line.contains("second-hand"));
    }

    @Test
    void markdownHasATableForEachDataSet() {
        var lines = new ReproducedText(table).markdown().lines().toList();

        assertThat(lines).contains("# Images & codes (scale short)", "## celeba", "100% of c", "- about_it");
        assertThat(lines.stream().filter(line -> line.startsWith("|")).map(line -> line.split("\\|").length).distinct()).hasSize(1);
    }

    @Test
    void commaSeparatedValuesHaveOneLineForEachNumberWithItsSource() {
        var lines = new ReproducedText(table).csv().split("\r\n");

        assertThat(lines[0]).startsWith("table,data,method,origin,measure,mean,deviation,seeds,");
        assertThat(lines).contains("images,celeba,sq-vae,ours,MSE x1e3,2.00,1.41,2,test,short,abc,,,,",
                "images,celeba,fsq,ours,,,,0,,short,,,,,\"not run: data not found, see docs/data.md\"");
        assertThat(lines).anyMatch(line -> line.startsWith(
                "images,celeba,\"SQ-VAE, best type\",published,MSE x1e3,0.96,,,,,,takida2022sqvae,\"CelebA 64 x 64, K = 512"));
        assertThat(lines).allMatch(line -> line.replaceAll("\"[^\"]*\"", "").chars().filter(c -> c == ',').count() == 14);
    }

    @Test
    void latexEscapesTextAndHasAsManyCellsAsColumns() {
        String latex = new ReproducedLatex(table).latex();

        assertThat(latex).contains("Images \\& codes", "100\\% of c", "2.00 $\\pm$ 1.41", "\\cite{takida2022sqvae}",
                "\\label{tab:images-celeba}").doesNotContain("±");
        var begins = latex.lines().filter(line -> line.contains("\\begin{")).count();
        assertThat(latex.lines().filter(line -> line.contains("\\end{")).count()).isEqualTo(begins);
        long columns = latex.lines().filter(line -> line.startsWith("\\begin{tabular}")).findFirst().orElseThrow()
                .chars().filter(c -> c == 'l' || c == 'r').count() - "tabular".chars().filter(c -> c == 'l' || c == 'r').count();
        assertThat(latex.lines().filter(line -> line.endsWith("\\\\"))).hasSize(7).allSatisfy(line ->
                assertThat(line.replace("\\&", "").chars().filter(c -> c == '&').count() + 1).isEqualTo(columns));
    }

    @Test
    void theHtmlReportNeedsNothingElse() throws IOException {
        Path file = folder.resolve("report.html");

        new ReproducedHtml(List.of(table), Map.of(ReproducedHtml.key("images", "celeba"), "<figure>x</figure>"), "./otvae <again>")
                .write(file);

        String html = Files.readString(file);
        assertThat(html).contains("Images &amp; codes", "2.00 ± 1.41", "<tr class=\"published\" title=\"takida2022sqvae:",
                "<tr class=\"missing\">", "<details>", "<figure>x</figure>", "./otvae &lt;again&gt;")
                .doesNotContain("<script", "src=\"http", "href=\"http", "url(");
        assertThat(folder).isDirectoryContaining("glob:**/report.html").isDirectoryNotContaining("glob:**/*.part");
    }

    @Test
    void theJsonLineKeepsValuesByMeasure() {
        String line = JsonLines.line(new ReproducedText(table).fields());

        assertThat(line).contains("\"table\":\"images\"", "\"mse\":{\"mean\":\"2.00\",\"deviation\":\"1.41\"}",
                "\"origin\":\"published\"", "\"source\":\"takida2022sqvae\"", "\"remark\":\"not run: data not found");
    }
}
