package org.otvae.image.preview;

import java.awt.Color;
import java.util.Locale;

/** Draws SVG on a transparent ground, in greys that are legible on light and on dark pages. */
final class SvgCanvas implements Canvas {

    private final StringBuilder body = new StringBuilder();

    SvgCanvas(int width, int height, String title) {
        body.append(String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " width=\"%d\" height=\"%d\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n"
                + "<title>%s</title>\n",
                width, height, width, height, escaped(title)));
    }

    @Override
    public void line(double[] x, double[] y, Color color, double width, Stroke stroke) {
        body.append(String.format(Locale.ROOT, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\""
                + " stroke-linejoin=\"round\"%s%s/>\n", path(x, y), hex(color), number(width), opacity("stroke", color),
                dashes(stroke)));
    }

    private static String dashes(Stroke stroke) {
        float[] pattern = stroke.pattern();
        return pattern.length == 0 ? ""
                : " stroke-dasharray=\"" + number(pattern[0]) + " " + number(pattern[1]) + "\"";
    }

    @Override
    public void area(double[] x, double[] y, double base, Color color) {
        body.append(String.format(Locale.ROOT, "<path d=\"%sL%s %sL%s %sZ\" fill=\"%s\"%s/>\n", path(x, y),
                number(x[x.length - 1]), number(base), number(x[0]), number(base), hex(color), opacity("fill", color)));
    }

    @Override
    public void text(String text, double x, double y, Anchor anchor, Color color, boolean bold) {
        body.append(String.format(Locale.ROOT, "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\"%s>%s</text>\n",
                number(x), number(y), anchor.name().toLowerCase(Locale.ROOT), hex(color),
                bold ? " font-weight=\"600\"" : "", escaped(text)));
    }

    String svg() {
        return body + "</svg>\n";
    }

    private static String path(double[] x, double[] y) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            path.append(i == 0 ? 'M' : 'L').append(number(x[i])).append(' ').append(number(y[i]));
        }
        return path.toString();
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String hex(Color color) {
        return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
    }

    private static String opacity(String what, Color color) {
        return color.getAlpha() == 255 ? ""
                : String.format(Locale.ROOT, " %s-opacity=\"%.2f\"", what, color.getAlpha() / 255.0);
    }

    /** XML text without the characters that XML 1.0 forbids. */
    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "?").replace("&", "&amp;").replace("<", "&lt;")
                .replace(">", "&gt;").replace("\"", "&quot;");
    }
}
