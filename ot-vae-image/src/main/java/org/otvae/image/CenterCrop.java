package org.otvae.image;

import java.awt.image.BufferedImage;

/**
 * Cuts a square out of the middle of a picture and resizes it with a triangle filter, to the last bit as Pillow's
 * {@code Image.resize} with {@code BILINEAR} does it: the filter widens by the factor of reduction, rows come before
 * columns, both in fixed point with 22 fractional bits, rounded to 8 bits in between.
 *
 * @param crop side of the square, in pixels of the picture
 * @param side side of the result, in pixels
 */
record CenterCrop(int crop, int side) {

    private static final int CHANNELS = 3;
    private static final int FRACTION = 22;

    /** The values for one pixel of the result: weights of the source's pixels from {@code first} on. */
    private record Filter(int first, int[] weights) {

        int apply(int[] source, int offset, int stride) {
            int sum = 1 << FRACTION - 1;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * source[offset + (first + i) * stride];
            }
            return Math.min(255, Math.max(0, sum >> FRACTION));
        }
    }

    /** The picture's middle, {@code [3, side, side]}, unsigned bytes. The corner is rounded to even as torchvision does. */
    byte[] apply(BufferedImage picture) {
        int left = (int) Math.rint((picture.getWidth() - crop) / 2.0);
        int top = (int) Math.rint((picture.getHeight() - crop) / 2.0);
        int[] pixels = picture.getRGB(left, top, crop, crop, null, 0, crop);
        Filter[] filters = filters();
        byte[] result = new byte[CHANNELS * side * side];
        int[] plane = new int[crop * crop];
        int[] narrow = new int[crop * side];
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = pixels[i] >> 8 * (CHANNELS - 1 - channel) & 0xFF;
            }
            for (int y = 0; y < crop; y++) {
                for (int x = 0; x < side; x++) {
                    narrow[y * side + x] = filters[x].apply(plane, y * crop, 1);
                }
            }
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    result[(channel * side + y) * side + x] = (byte) filters[y].apply(narrow, x, side);
                }
            }
        }
        return result;
    }

    private Filter[] filters() {
        double scale = crop / (double) side;
        double support = Math.max(1, scale);
        Filter[] filters = new Filter[side];
        for (int i = 0; i < side; i++) {
            double center = (i + 0.5) * scale;
            int first = Math.max(0, (int) (center - support + 0.5));
            double[] weights = new double[Math.min(crop, (int) (center + support + 0.5)) - first];
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] = Math.max(0, 1 - Math.abs((k + first - center + 0.5) / support));
                sum += weights[k];
            }
            int[] fixed = new int[weights.length];
            for (int k = 0; k < fixed.length; k++) {
                fixed[k] = (int) (0.5 + weights[k] / sum * (1 << FRACTION));
            }
            filters[i] = new Filter(first, fixed);
        }
        return filters;
    }
}
