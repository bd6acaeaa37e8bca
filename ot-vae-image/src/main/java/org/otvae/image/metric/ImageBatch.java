package org.otvae.image.metric;

/** What the metrics share. */
final class ImageBatch {

    private ImageBatch() {
    }

    /** Throws unless images are {@code [1 or 3, height, width]}; returns the number of their values. */
    static int size(int channels, int height, int width) {
        if (channels != 1 && channels != 3 || height < 1 || width < 1) {
            throw new IllegalArgumentException("an image must have the shape [1 or 3, height, width], found [" + channels + ", "
                    + height + ", " + width + "]");
        }
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    /** The number of images of {@code imageSize} values in a pair of batches. */
    static int count(float[] original, float[] reconstruction, int imageSize) {
        if (original.length != reconstruction.length || original.length % imageSize != 0) {
            throw new IllegalArgumentException("expected two batches of whole images of " + imageSize + " values, found "
                    + original.length + " and " + reconstruction.length + " values");
        }
        return original.length / imageSize;
    }

    /** What a picture shows of a value that a decoder gave: cut off at 0 and 1; NaN stays NaN. */
    static float shown(float value) {
        return Math.min(1, Math.max(0, value));
    }

    /** Images as picture files hold them: cut off, and each value the nearest of 256 levels; NaN stays NaN. */
    static float[] levels(float[] images) {
        float[] levels = new float[images.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (float) Math.floor(255 * shown(images[i]) + 0.5) / 255;
        }
        return levels;
    }

    /** Images of one channel with it repeated three times, {@code [count, 3, pixels]}; others as they are. */
    static float[] colour(float[] images, int count, int channels, int pixels) {
        if (channels == 3) {
            return images;
        }
        float[] colour = new float[count * 3 * pixels];
        for (int plane = 0; plane < 3 * count; plane++) {
            System.arraycopy(images, plane / 3 * pixels, colour, plane * pixels, pixels);
        }
        return colour;
    }
}
