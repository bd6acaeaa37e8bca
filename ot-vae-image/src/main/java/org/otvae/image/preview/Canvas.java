package org.otvae.image.preview;

import java.awt.Color;

/** What a chart is drawn on: the same strokes become SVG or pixels. Coordinates in units of 1/96 inch, y downwards. */
sealed interface Canvas permits SvgCanvas, PixelCanvas {

    /** Where a text lies relative to its point on the base line. */
    enum Anchor { START, MIDDLE, END }

    /** How a line is drawn. */
    enum Stroke {
        SOLID, DASHED(5, 4), DOTTED(1.5f, 3);

        private final float[] pattern;

        Stroke(float... pattern) {
            this.pattern = pattern;
        }

        /** Lengths of strokes and gaps in turn; none for a solid line. A copy. */
        float[] pattern() {
            return pattern.clone();
        }
    }

    /** A line through points. */
    void line(double[] x, double[] y, Color color, double width, Stroke stroke);

    /** The area between points and a horizontal base. */
    void area(double[] x, double[] y, double base, Color color);

    /** A text on a base line; bold where the medium can. */
    void text(String text, double x, double y, Anchor anchor, Color color, boolean bold);
}
