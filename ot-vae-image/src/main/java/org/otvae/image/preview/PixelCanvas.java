package org.otvae.image.preview;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Draws pixels on white, two for each unit. */
final class PixelCanvas implements Canvas {

    private static final int SCALE = 2;

    private final BufferedImage image;
    private final Graphics2D graphics;

    PixelCanvas(int width, int height) {
        image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    @Override
    public void line(double[] x, double[] y, Color color, double width, Stroke stroke) {
        float[] dashes = stroke.pattern();
        for (int i = 0; i < dashes.length; i++) {
            dashes[i] *= SCALE;
        }
        graphics.setStroke(new BasicStroke((float) (width * SCALE), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1,
                dashes.length == 0 ? null : dashes, 0));
        graphics.setColor(color);
        graphics.draw(path(x, y));
    }

    @Override
    public void area(double[] x, double[] y, double base, Color color) {
        Path2D outline = path(x, y);
        outline.lineTo(x[x.length - 1] * SCALE, base * SCALE);
        outline.lineTo(x[0] * SCALE, base * SCALE);
        outline.closePath();
        graphics.setColor(color);
        graphics.fill(outline);
    }

    @Override
    public void text(String text, double x, double y, Anchor anchor, Color color, boolean bold) {
        double width = PixelFont.width(text);
        double left = switch (anchor) {
            case START -> x * SCALE;
            case MIDDLE -> x * SCALE - width * SCALE / 2;
            case END -> (x - width) * SCALE;
        };
        int top = (int) Math.round((y - PixelFont.ASCENT) * SCALE);
        PixelFont.draw(graphics, text, (int) Math.round(left), top, SCALE, color);
        if (bold) {
            PixelFont.draw(graphics, text, (int) Math.round(left) + 1, top, SCALE, color);
        }
    }

    byte[] png() {
        graphics.dispose();
        return Png.bytes(image);
    }

    private static Path2D path(double[] x, double[] y) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < x.length; i++) {
            if (i == 0) {
                path.moveTo(x[i] * SCALE, y[i] * SCALE);
            } else {
                path.lineTo(x[i] * SCALE, y[i] * SCALE);
            }
        }
        return path;
    }
}
