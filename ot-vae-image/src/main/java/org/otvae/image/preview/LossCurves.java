package org.otvae.image.preview;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several named curves over a common axis, such as the loss of each method over the steps.
 *
 * <p>Values that are not finite, and values of 0 or less on a logarithmic axis, leave a gap. A curve of more than 400
 * points is drawn through the means of equal groups of neighbours.
 *
 * @param title       stands above the figure
 * @param xName       what the horizontal axis counts, with its unit
 * @param yName       what the vertical axis measures, with its unit
 * @param logarithmic whether the vertical axis is logarithmic
 * @param series      the curves, drawn and listed in this order
 */
public record LossCurves(String title, String xName, String yName, boolean logarithmic, List<Series> series) {

    private static final int MOST_POINTS = 400;
    private static final int LEGEND_TOP = 42;
    private static final int LEGEND_LINE = 18;
    private static final double CHARACTER = 7; // a generous mean width at 12 units

    /**
     * A curve.
     *
     * @param name as the legend shows it
     * @param x    {@code [points]}, ascending
     * @param y    {@code [points]}
     */
    public record Series(String name, double[] x, double[] y) {

        /** Copies the points. */
        public Series {
            if (x.length != y.length) {
                throw new IllegalArgumentException("x and y of " + name + " must have the same length, found "
                        + x.length + " and " + y.length);
            }
            x = x.clone();
            y = y.clone();
        }
    }

    /** Copies the list. */
    public LossCurves {
        series = List.copyOf(series);
    }

    /** The figure as a self-contained SVG element. */
    public String svg() {
        SvgCanvas canvas = new SvgCanvas(Frame.WIDTH, Frame.HEIGHT, title);
        draw(canvas);
        return canvas.svg();
    }

    /** The figure as a PNG of 1440 x 660 pixels. */
    public byte[] png() {
        PixelCanvas canvas = new PixelCanvas(Frame.WIDTH, Frame.HEIGHT);
        draw(canvas);
        return canvas.png();
    }

    private void draw(Canvas canvas) {
        Frame.title(canvas, title);
        double top = legend(canvas) + 28;
        List<Series> drawn = series.stream().map(this::thinned).toList();
        double[] xs = series.stream().flatMapToDouble(each -> Arrays.stream(each.x)).filter(Double::isFinite).toArray();
        double[] ys = drawn.stream().flatMapToDouble(each -> Arrays.stream(each.y)).filter(this::drawable).toArray();
        if (xs.length == 0 || ys.length == 0) {
            canvas.text("no values yet", Frame.WIDTH / 2.0, Frame.HEIGHT / 2.0, Canvas.Anchor.MIDDLE, Frame.INK, false);
            return;
        }
        Scale x = Scale.over(Arrays.stream(xs).min().getAsDouble(), Arrays.stream(xs).max().getAsDouble(), Frame.LEFT,
                Frame.RIGHT, false);
        Scale y = Scale.over(Arrays.stream(ys).min().getAsDouble(), Arrays.stream(ys).max().getAsDouble(), Frame.BOTTOM,
                top, logarithmic);
        Frame.axes(canvas, x, y, xName, yName);
        for (int i = 0; i < drawn.size(); i++) {
            curve(canvas, drawn.get(i), x, y, i);
        }
    }

    private void curve(Canvas canvas, Series points, Scale x, Scale y, int index) {
        int from = 0;
        while (from < points.x.length) {
            int to = from;
            while (to < points.x.length && Double.isFinite(points.x[to]) && drawable(points.y[to])) {
                to++;
            }
            if (to > from) {
                double[] atX = Arrays.stream(points.x, from, to).map(x::position).toArray();
                double[] atY = Arrays.stream(points.y, from, to).map(y::position).toArray();
                boolean single = to == from + 1;
                canvas.line(single ? new double[] {atX[0] - 2, atX[0] + 2} : atX,
                        single ? new double[] {atY[0], atY[0]} : atY, Frame.series(index), single ? 4 : 1.8,
                        Frame.stroke(index));
            }
            from = to + 1;
        }
    }

    /** Draws the names, in as many lines as they need, and returns where the last line stands. */
    private double legend(Canvas canvas) {
        double x = Frame.LEFT;
        double y = LEGEND_TOP;
        for (int i = 0; i < series.size(); i++) {
            String name = series.get(i).name();
            double width = 26 + CHARACTER * name.length() + 16;
            if (x > Frame.LEFT && x + width > Frame.RIGHT) {
                x = Frame.LEFT;
                y += LEGEND_LINE;
            }
            canvas.line(new double[] {x, x + 20}, new double[] {y - 4, y - 4}, Frame.series(i), 3, Frame.stroke(i));
            canvas.text(name, x + 26, y, Canvas.Anchor.START, Frame.INK, false);
            x += width;
        }
        return y;
    }

    private boolean drawable(double value) {
        return Double.isFinite(value) && (!logarithmic || value > 0);
    }

    private Series thinned(Series full) {
        int group = (full.x.length + MOST_POINTS - 1) / MOST_POINTS;
        if (group <= 1) {
            return full;
        }
        List<double[]> points = new ArrayList<>();
        for (int from = 0; from < full.x.length; from += group) {
            int to = Math.min(full.x.length, from + group);
            points.add(new double[] {Arrays.stream(full.x, from, to).average().orElseThrow(),
                    Arrays.stream(full.y, from, to).average().orElseThrow()});
        }
        return new Series(full.name, points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
    }
}
