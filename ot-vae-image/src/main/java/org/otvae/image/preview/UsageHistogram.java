package org.otvae.image.preview;

import java.util.Arrays;
import java.util.Locale;
import org.otvae.metric.Perplexity;

/**
 * How often each code is used, the most used first, against the dashed line of equal use.
 *
 * @param title  what the codes belong to, for instance the name of a method
 * @param counts {@code [codes]}, how often each code was chosen
 */
public record UsageHistogram(String title, long[] counts) {

    private static final int TOP = 56;

    /** Copies the counts. */
    public UsageHistogram {
        if (counts.length == 0 || Arrays.stream(counts).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("counts must be one or more numbers of at least 0, found "
                    + Arrays.toString(counts));
        }
        counts = counts.clone();
    }

    /** A copy of the counts. */
    @Override
    public long[] counts() {
        return counts.clone();
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
        double[] percent = sortedPercent();
        double equal = 100.0 / counts.length;
        Scale x = new Scale(0, counts.length, Frame.LEFT, Frame.RIGHT, false);
        Scale y = new Scale(0, 1.05 * Math.max(percent[0], equal), Frame.BOTTOM, TOP, false);
        double[] outlineX = new double[2 * percent.length];
        double[] outlineY = new double[2 * percent.length];
        for (int k = 0; k < percent.length; k++) {
            outlineX[2 * k] = x.position(k);
            outlineX[2 * k + 1] = x.position(k + 1);
            outlineY[2 * k] = y.position(percent[k]);
            outlineY[2 * k + 1] = outlineY[2 * k];
        }

        Frame.title(canvas, title + ": " + summary());
        canvas.area(outlineX, outlineY, Frame.BOTTOM, Frame.series(0));
        Frame.axes(canvas, x, y, "codes, most used first", "share of latents in %");
        double at = y.position(equal);
        canvas.line(new double[] {Frame.LEFT, Frame.RIGHT}, new double[] {at, at}, Frame.series(1), 1.5, Canvas.Stroke.DASHED);
        canvas.text("equal use", Frame.RIGHT, at - 6, Canvas.Anchor.END, Frame.series(1), false);
    }

    private String summary() {
        long active = Arrays.stream(counts).filter(count -> count > 0).count();
        String used = active + " of " + counts.length + " codes used";
        return active == 0 ? used : String.format(Locale.ROOT, "%s, perplexity %.1f", used, Perplexity.of(counts));
    }

    private double[] sortedPercent() {
        double total = Math.max(1, Arrays.stream(counts).sum());
        return Arrays.stream(counts).map(count -> -count).sorted()
                .mapToDouble(count -> -100.0 * count / total).toArray();
    }
}
