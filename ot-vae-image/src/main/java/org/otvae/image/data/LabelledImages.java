package org.otvae.image.data;

import java.net.URI;
import java.util.Arrays;
import org.otvae.data.MalformedDataException;

/**
 * Images of one size with their labels, 8 bits a value, in memory. The arrays are held, not copied: whoever hands them
 * over no longer changes them.
 *
 * @param pixels {@code [count, channels, height, width]}, unsigned bytes
 * @param labels {@code [count]}, unsigned bytes
 */
public record LabelledImages(byte[] pixels, byte[] labels) {

    /** Checks that each image has its label. */
    public LabelledImages {
        if (labels.length == 0 || pixels.length % labels.length != 0) {
            throw new IllegalArgumentException("pixels must be a multiple of the number of labels, found "
                    + pixels.length + " pixels and " + labels.length + " labels");
        }
    }

    /** The number of images. */
    public int count() {
        return labels.length;
    }

    /** The images from {@code from} (inclusive) to {@code to} (exclusive), copied. */
    LabelledImages range(int from, int to) {
        int size = pixels.length / labels.length;
        return new LabelledImages(Arrays.copyOfRange(pixels, from * size, to * size),
                Arrays.copyOfRange(labels, from, to));
    }

    /** Reads a pair of IDX files that must hold exactly {@code count} images of {@code rows} x {@code columns}. */
    static LabelledImages read(URI images, URI labels, int count, int rows, int columns) {
        try (IdxRecordReader reader = new IdxRecordReader(images, labels)) {
            if (reader.count() != count || reader.rows() != rows || reader.columns() != columns) {
                throw new MalformedDataException(images + ": expected " + count + " images of " + rows + " x " + columns
                        + ", found " + reader.count() + " of " + reader.rows() + " x " + reader.columns()
                        + "; get the files of this data set");
            }
            byte[] pixels = new byte[Math.multiplyExact(count, rows * columns)];
            byte[] classes = new byte[count];
            for (int i = 0; i < count; i++) {
                classes[i] = (byte) reader.next(pixels, i * rows * columns);
            }
            return new LabelledImages(pixels, classes);
        }
    }
}
