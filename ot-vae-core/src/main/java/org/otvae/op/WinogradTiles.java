package org.otvae.op;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * What {@link Winograd} multiplies, for one image at a time: an image falls into tiles of 4 x 4 outputs, each from 6 x 6
 * inputs, and a tile becomes one row in each of 36 matrices, channels its columns. {@link WinogradSums} are taken down
 * the lines of a row of tiles, then across. Example: 4 images {@code [16, 16, 64]} → {@code [36, 64, 64]}, 16 tiles an
 * image. An object holds the arrays of one thread.
 */
final class WinogradTiles {
    private static final int OUTPUTS = WinogradSums.OUTPUTS;
    private static final int POINTS = WinogradSums.POINTS;

    private final ConvolutionShape shape;
    private final int down;
    private final int across;
    private final float[][] wideLines;
    private final float[][] wideSums;
    private final float[][] wideColumns;
    private final float[][] wideFactors;
    private final float[][] narrowLines;
    private final float[][] narrowSums;
    private final float[][] narrowColumns;
    private final float[][] products;

    WinogradTiles(ConvolutionShape shape) {
        this.shape = shape;
        down = down(shape);
        across = across(shape);
        wideLines = new float[POINTS][shape.width() * shape.channels()];
        wideSums = new float[POINTS][shape.width() * shape.channels()];
        wideColumns = new float[POINTS][POINTS * across * shape.channels()];
        wideFactors = new float[POINTS][POINTS * across * shape.channels()];
        narrowLines = new float[OUTPUTS][shape.outWidth() * shape.features()];
        narrowSums = new float[POINTS][shape.outWidth() * shape.features()];
        narrowColumns = new float[OUTPUTS][POINTS * across * shape.features()];
        products = new float[POINTS][POINTS * across * shape.features()];
    }

    /** Tiles of one image: its rows in each of the matrices. */
    static int count(ConvolutionShape shape) {
        return down(shape) * across(shape);
    }

    private static int down(ConvolutionShape shape) {
        return (shape.outHeight() + OUTPUTS - 1) / OUTPUTS;
    }

    private static int across(ConvolutionShape shape) {
        return (shape.outWidth() + OUTPUTS - 1) / OUTPUTS;
    }

    /** Image {@code image} of {@code wide} into {@code matrices}, each {@code size} long, from element {@code at} of each on. */
    void inputs(FloatBuffer wide, int image, FloatBuffer matrices, int size, int at) {
        int length = across * shape.channels();
        for (int tile = 0; tile < down; tile++) {
            readWide(wide, image, tile);
            WinogradSums.inputs(wideLines, wideSums, wideLines[0].length);
            for (int line = 0; line < POINTS; line++) {
                for (int point = 0; point < POINTS; point++) {
                    columns(wideSums[line], point - shape.window().paddingWidth(), shape.width(), shape.channels(),
                            wideColumns[point], line * length);
                }
            }
            WinogradSums.inputs(wideColumns, wideFactors, POINTS * length);
            put(wideFactors, matrices, size, at + tile * length, length);
        }
    }

    /** The lines under a row of tiles; the first two are the last two of the row before. */
    private void readWide(FloatBuffer wide, int image, int tile) {
        int first = OUTPUTS * tile - shape.window().paddingHeight();
        for (int line = 0; line < POINTS; line++) {
            if (tile > 0 && line < POINTS - OUTPUTS) {
                float[] again = wideLines[line];
                wideLines[line] = wideLines[line + OUTPUTS];
                wideLines[line + OUTPUTS] = again;
            } else {
                read(wide, image * shape.height() + first + line, first + line, shape.height(), wideLines[line]);
            }
        }
    }

    /** The outputs of an image, from its rows in the products, upon a line of {@code bias}, which may be null. */
    void outputs(FloatBuffer matrices, int size, int at, float[] bias, FloatBuffer narrow, int image) {
        int features = shape.features();
        int length = across * features;
        for (int tile = 0; tile < down; tile++) {
            for (int line = 0; line < POINTS; line++) {
                for (int point = 0; point < POINTS; point++) {
                    matrices.get((line * POINTS + point) * size + at + tile * length, products[point], line * length,
                            length);
                }
            }
            WinogradSums.outputs(products, narrowColumns, POINTS * length);
            for (int line = 0; line < POINTS; line++) {
                for (int x = 0; x < shape.outWidth(); x++) {
                    System.arraycopy(narrowColumns[x % OUTPUTS], line * length + x / OUTPUTS * features,
                            narrowSums[line], x * features, features);
                }
            }
            WinogradSums.outputs(narrowSums, narrowLines, narrowLines[0].length);
            int first = OUTPUTS * tile;
            for (int line = 0; line < OUTPUTS && first + line < shape.outHeight(); line++) {
                float[] outputs = narrowLines[line];
                if (bias != null) {
                    Loops.add(outputs, bias, outputs.length);
                }
                narrow.put((image * shape.outHeight() + first + line) * outputs.length, outputs);
            }
        }
    }

    /** The gradient to the outputs of an image into rows of {@code matrices}. */
    void outputGradients(FloatBuffer narrow, int image, FloatBuffer matrices, int size, int at) {
        int length = across * shape.features();
        for (int tile = 0; tile < down; tile++) {
            for (int line = 0; line < OUTPUTS; line++) {
                int y = OUTPUTS * tile + line;
                read(narrow, image * shape.outHeight() + y, y, shape.outHeight(), narrowLines[line]);
            }
            WinogradSums.outputGradients(narrowLines, narrowSums, narrowLines[0].length);
            for (int line = 0; line < POINTS; line++) {
                for (int x = 0; x < OUTPUTS; x++) {
                    columns(narrowSums[line], x, shape.outWidth(), shape.features(), narrowColumns[x], line * length);
                }
            }
            WinogradSums.outputGradients(narrowColumns, products, POINTS * length);
            put(products, matrices, size, at + tile * length, length);
        }
    }

    /** Line {@code line} of all images, or zeros where it is line {@code y} of an image of {@code height}, and outside. */
    private static void read(FloatBuffer images, int line, int y, int height, float[] target) {
        if (y >= 0 && y < height) {
            images.get(line * target.length, target);
        } else {
            Arrays.fill(target, 0);
        }
    }

    /** Every fourth pixel of {@code line} from {@code first} on, one a tile, into {@code target} from {@code at} on; zeros outside. */
    private void columns(float[] line, int first, int width, int channels, float[] target, int at) {
        for (int tile = 0; tile < across; tile++) {
            int x = first + OUTPUTS * tile;
            int to = at + tile * channels;
            if (x >= 0 && x < width) {
                System.arraycopy(line, x * channels, target, to, channels);
            } else {
                Arrays.fill(target, to, to + channels, 0);
            }
        }
    }

    private static void put(float[][] factors, FloatBuffer matrices, int size, int at, int length) {
        for (int line = 0; line < POINTS; line++) {
            for (int point = 0; point < POINTS; point++) {
                matrices.put((line * POINTS + point) * size + at, factors[point], line * length, length);
            }
        }
    }
}
