package org.otvae.image.preview;

import java.awt.Color;
import java.util.List;

/** The parts that all charts share: size, colours, title, axes with ticks and grid lines. */
final class Frame {

    static final int WIDTH = 720;
    static final int HEIGHT = 330;
    static final int LEFT = 64;
    static final int RIGHT = WIDTH - 18;
    static final int BOTTOM = HEIGHT - 46;

    /** Legible on white (contrast 4.2) and on near-black (4.5). */
    static final Color INK = new Color(0x757D8A);
    static final Color GRID = new Color(0x75, 0x7D, 0x8A, 60);

    private static final List<Color> SERIES = List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73),
            new Color(0xCC79A7), new Color(0xE69F00), new Color(0x56B4E9), new Color(0x8A63D2), new Color(0x8C6D46));

    private Frame() {
    }

    /** The colour of the n-th series; told apart by most people who see few colours [wong2011colour]. */
    static Color series(int index) {
        return SERIES.get(index % SERIES.size());
    }

    /** The stroke of the n-th series: another one where colours begin anew, so that 24 series differ. */
    static Canvas.Stroke stroke(int index) {
        Canvas.Stroke[] strokes = Canvas.Stroke.values();
        return strokes[index / SERIES.size() % strokes.length];
    }

    static void title(Canvas canvas, String title) {
        canvas.text(title, LEFT, 20, Canvas.Anchor.START, INK, true);
    }

    /** Draws both axes; the x axis stands at {@link #BOTTOM}, the y axis at {@link #LEFT}. */
    static void axes(Canvas canvas, Scale x, Scale y, String xName, String yName) {
        for (double tick : y.ticks()) {
            double at = y.position(tick);
            canvas.line(new double[] {LEFT, RIGHT}, new double[] {at, at}, GRID, 1, Canvas.Stroke.SOLID);
            canvas.text(Scale.label(tick), LEFT - 8, at + 4, Canvas.Anchor.END, INK, false);
        }
        for (double tick : x.ticks()) {
            double at = x.position(tick);
            canvas.line(new double[] {at, at}, new double[] {BOTTOM, BOTTOM + 5}, INK, 1, Canvas.Stroke.SOLID);
            canvas.text(Scale.label(tick), at, BOTTOM + 19, Canvas.Anchor.MIDDLE, INK, false);
        }
        canvas.line(new double[] {LEFT, RIGHT}, new double[] {BOTTOM, BOTTOM}, INK, 1, Canvas.Stroke.SOLID);
        canvas.text(xName, (LEFT + RIGHT) / 2.0, HEIGHT - 8, Canvas.Anchor.MIDDLE, INK, false);
        canvas.text(yName, LEFT, y.end() - 10, Canvas.Anchor.START, INK, false);
    }
}
