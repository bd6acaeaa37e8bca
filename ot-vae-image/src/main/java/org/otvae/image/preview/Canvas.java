package org.otvae.image.preview;

import java.awt.Color;

/** What a chart is drawn on: the same strokes become SVG or pixels. Coordinates in units of 1/96 inch, y downwards. */
sealed interface Canvas permits SvgCanvas, PixelCanvas {

    /** Where a text lies relative to its point on the base line. */
    enum Anchor { START, MIDDLE, END }

    /** A line through points; dashed or not. */
    void line(double[] x, double[] y, Color color, double width, boolean dashed);

    /** The area between points and a horizontal base. */
    void area(double[] x, double[] y, double base, Color color);

    /** A text on a base line; bold where the medium can. */
    void text(String text, double x, double y, Anchor anchor, Color color, boolean bold);
}
