package org.otvae.bench.table;

import java.util.List;
import java.util.Locale;
import org.otvae.bench.table.Reproduced.Line;
import org.otvae.bench.table.Reproduced.Section;

/** A reproduced table as LaTeX. */
public final class ReproducedLatex {

    private final Reproduced table;
    private final ReproducedText text;

    /** Writes this table. */
    public ReproducedLatex(Reproduced table) {
        this.table = table;
        this.text = new ReproducedText(table);
    }

    /** A file for {@code \input}, one table for each data set; wants the package booktabs and our references.bib. */
    public String latex() {
        var out = new StringBuilder("% " + text.title() + "\n% \\usepackage{booktabs}, \\usepackage{graphicx}; "
                + "the keys are those of docs/references.bib\n");
        for (Section section : table.sections()) {
            var measures = section.measures();
            var header = text.header(section, measures);
            out.append("\\begin{table}\n\\centering\n\\caption{").append(latex(text.title() + ": " + section.data()))
                    .append("}\n\\label{tab:").append(label(table.name() + "-" + section.data())).append("}\n")
                    .append("\\resizebox{\\textwidth}{!}{%\n\\begin{tabular}{ll").append("r".repeat(header.size() - 2))
                    .append("}\n\\toprule\n").append(latex(header)).append("\\midrule\n");
            for (Line line : section.lines()) {
                out.append(latex(text.row(section, line, measures)));
            }
            out.append("\\bottomrule\n\\end{tabular}}\n\n\\footnotesize ");
            section.notes().forEach(note -> out.append(latex(note)).append(". "));
            for (var source : section.lines().stream().filter(Line::published).map(Line::source).distinct().toList()) {
                out.append('[').append(table.sources().indexOf(source) + 1).append("] \\cite{").append(source.citation())
                        .append("}: ").append(latex(source.protocol() + " (" + source.standing() + ")")).append(". ");
            }
            out.append("\n\\end{table}\n\n");
        }
        return out.toString();
    }

    private static String latex(List<String> cells) {
        return String.join(" & ", cells.stream().map(ReproducedLatex::latex).toList()) + " \\\\\n";
    }

    private static String label(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static String latex(String text) {
        var escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(switch (c) {
                case '&', '%', '$', '#', '_', '{', '}' -> "\\" + c;
                case '\\' -> "\\textbackslash{}";
                case '~' -> "\\textasciitilde{}";
                case '^' -> "\\textasciicircum{}";
                case '<' -> "\\textless{}";
                case '>' -> "\\textgreater{}";
                case '±' -> "$\\pm$";
                default -> String.valueOf(c);
            });
        }
        return escaped.toString();
    }
}
