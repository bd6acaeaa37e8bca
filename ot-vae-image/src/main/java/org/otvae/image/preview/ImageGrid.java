package org.otvae.image.preview;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Images side by side: each row shows the same examples, the originals in the first, what a method made of them in the
 * others. More examples than columns continue in a further band of rows.
 *
 * <p>Example: 24 images {@code [1, 28, 28]} of the rows "original" and "ot", 12 columns, scale 2 give two bands of two
 * rows.
 *
 * @param channels 1 for grey, 3 for red, green, blue
 * @param height   of an image in pixels
 * @param width    of an image in pixels
 * @param rows     what to show; all rows have as many images
 * @param columns  images next to each other, at least 1
 * @param scale    pixels of the figure for each pixel of an image, at least 1
 */
public record ImageGrid(int channels, int height, int width, List<Row> rows, int columns, int scale) {

    private static final int GAP = 2;
    private static final int BAND_GAP = 10;
    private static final Color LABEL = new Color(0x374151);

    /**
     * Images of one kind.
     *
     * @param label  stands at the left; may be empty
     * @param values {@code [count, channels, height, width]} in [0, 1]; values outside are cut off
     */
    public record Row(String label, float[] values) {
    }

    /** Checks that all rows have the same whole number of images. */
    public ImageGrid {
        rows = List.copyOf(rows);
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 or 3, found " + channels);
        }
        if (columns < 1 || scale < 1 || height < 1 || width < 1 || rows.isEmpty()) {
            throw new IllegalArgumentException("rows, columns, scale, height and width must be at least 1, found "
                    + rows.size() + ", " + columns + ", " + scale + ", " + height + " and " + width);
        }
        int length = rows.get(0).values.length;
        for (Row row : rows) {
            if (row.values.length != length || length == 0 || length % (channels * height * width) != 0) {
                throw new IllegalArgumentException("each row must have the same number of images of " + channels + " x "
                        + height + " x " + width + " values, found " + row.values.length + " values in " + row.label);
            }
        }
    }

    /** The figure as PNG bytes, white between the images. */
    public byte[] png() {
        return Png.bytes(image());
    }

    BufferedImage image() {
        int bands = (count() + columns - 1) / columns;
        int shown = Math.min(columns, count());
        int left = left();
        BufferedImage figure = new BufferedImage(left + shown * cell(width) + GAP,
                GAP + bands * rows.size() * cell(height) + (bands - 1) * BAND_GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = figure.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, figure.getWidth(), figure.getHeight());
        for (int band = 0; band < bands; band++) {
            for (int row = 0; row < rows.size(); row++) {
                int top = GAP + (band * rows.size() + row) * cell(height) + band * BAND_GAP;
                int middle = top + (height * scale - PixelFont.ASCENT * fontScale()) / 2;
                PixelFont.draw(graphics, rows.get(row).label, 3 * GAP, middle, fontScale(), LABEL);
                for (int i = band * columns; i < Math.min(count(), (band + 1) * columns); i++) {
                    paint(figure, rows.get(row).values, i, left + GAP + i % columns * cell(width), top);
                }
            }
        }
        graphics.dispose();
        return figure;
    }

    private void paint(BufferedImage figure, float[] values, int index, int left, int top) {
        int plane = height * width;
        for (int y = 0; y < height * scale; y++) {
            for (int x = 0; x < width * scale; x++) {
                int at = index * channels * plane + y / scale * width + x / scale;
                int red = level(values[at]);
                int green = channels == 1 ? red : level(values[at + plane]);
                int blue = channels == 1 ? red : level(values[at + 2 * plane]);
                figure.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
            }
        }
    }

    private int count() {
        return rows.get(0).values.length / (channels * height * width);
    }

    private int cell(int side) {
        return side * scale + GAP;
    }

    private int fontScale() {
        return height * scale >= 40 ? 2 : 1;
    }

    private int left() {
        int widest = rows.stream().mapToInt(row -> PixelFont.width(row.label)).max().orElse(0);
        return widest == 0 ? 0 : widest * fontScale() + 6 * GAP;
    }

    private static int level(float value) {
        return Math.round(255 * Math.min(1, Math.max(0, value)));
    }
}
