package org.otvae.op;

import java.util.Arrays;

/**
 * Where the contiguous pieces of one wide image lie in its rows of the patch matrix. Piece p is {@code length[p]}
 * elements at {@code inImage[p]} of the image and at {@code inPatches[p]} of the rows. Pieces with the same number
 * {@code layer[p]} lie in one row of the image and do not overlap.
 *
 * @param inImage offsets in the image
 * @param inPatches offsets in the rows
 * @param length lengths
 * @param layer numbers, ascending
 */
record Pieces(int[] inImage, int[] inPatches, int[] length, int[] layer) {

    int count() {
        return length.length;
    }

    /** Pieces as long as can be: whole rows of the kernel, or single taps if these do not adjoin. */
    static Pieces longest(ConvolutionShape shape) {
        return cut(shape, shape.window().dilationWidth() == 1 ? shape.kernelWidth() : 1, false);
    }

    /**
     * Pieces no longer than the stride, so that those of neighbouring positions fill a row of the image side by side
     * and form one layer.
     */
    static Pieces layered(ConvolutionShape shape) {
        return cut(shape, shape.window().dilationWidth() == 1
                ? Math.min(shape.window().strideWidth(), shape.kernelWidth()) : 1, true);
    }

    private static Pieces cut(ConvolutionShape shape, int run, boolean layered) {
        ConvolutionWindow window = shape.window();
        int most = shape.positions() * shape.kernelHeight() * shape.kernelWidth();
        int[][] lists = new int[4][most];
        int count = 0;
        int layer = 0;
        for (int y = 0; y < shape.outHeight(); y++) {
            int end;
            for (int tap = 0; tap < shape.kernelHeight() * shape.kernelWidth(); tap = end) {
                end = Math.min(tap + run, (tap / shape.kernelWidth() + 1) * shape.kernelWidth());
                layer++;
                int row = y * window.strideHeight() - window.paddingHeight()
                        + tap / shape.kernelWidth() * window.dilationHeight();
                for (int x = 0; x < shape.outWidth() && row >= 0 && row < shape.height(); x++) {
                    int column = x * window.strideWidth() - window.paddingWidth()
                            + tap % shape.kernelWidth() * window.dilationWidth();
                    int skip = Math.max(0, -column);
                    int inside = Math.min(end - tap, shape.width() - column) - skip;
                    if (inside > 0) {
                        lists[0][count] = (row * shape.width() + column + skip) * shape.channels();
                        lists[1][count] = (y * shape.outWidth() + x) * shape.patch() + (tap + skip) * shape.channels();
                        lists[2][count] = inside * shape.channels();
                        lists[3][count++] = layered ? layer : count;
                    }
                }
            }
        }
        return new Pieces(Arrays.copyOf(lists[0], count), Arrays.copyOf(lists[1], count),
                Arrays.copyOf(lists[2], count), Arrays.copyOf(lists[3], count));
    }
}
