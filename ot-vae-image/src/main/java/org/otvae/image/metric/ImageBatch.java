package org.otvae.image.metric;

/** The check that the metrics share. */
final class ImageBatch {

    private ImageBatch() {
    }

    /** The number of images of {@code imageSize} values in a pair of batches. */
    static int count(float[] original, float[] reconstruction, int imageSize) {
        if (original.length != reconstruction.length || original.length % imageSize != 0) {
            throw new IllegalArgumentException("expected two batches of whole images of " + imageSize + " values, found "
                    + original.length + " and " + reconstruction.length + " values");
        }
        return original.length / imageSize;
    }
}
