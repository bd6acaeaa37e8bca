package org.otvae.image.data;

import java.net.URI;
import java.util.NoSuchElementException;
import org.datavec.api.split.InputSplit;
import org.otvae.data.MalformedDataException;

/**
 * DataVec's view of a pair of IDX files, images and their labels, plain or gzip: one record for each image,
 * {@code [NDArrayWritable FLOAT [1, 1, rows, columns] with values 0 to 255, IntWritable label]}, as DataVec's own image
 * readers give it.
 *
 * <p>The files are read as a stream, one image at a time, and checked as {@link IdxStream} says. {@link #next(byte[],
 * int)} reads the same records as bytes, without ND4J; corpora use that.
 */
public final class IdxRecordReader extends ImageStreamReader {

    private static final long serialVersionUID = 1L;

    private URI first;
    private URI second;
    private transient IdxStream images;
    private transient IdxStream labels;

    /** A reader that waits for {@link #initialize(InputSplit)}. */
    public IdxRecordReader() {
    }

    /** A reader of two files, in either order: their magic numbers tell images from labels. */
    public IdxRecordReader(URI first, URI second) {
        this.first = first;
        this.second = second;
        reset();
    }

    /** Opens the two files of a split, in either order. */
    @Override
    public void initialize(InputSplit split) {
        URI[] locations = split.locations();
        if (locations.length != 2) {
            throw new IllegalArgumentException("an IDX record needs 2 files, images and labels, found "
                    + locations.length + "; give a split of these two");
        }
        inputSplit = split;
        first = locations[0];
        second = locations[1];
        reset();
    }

    @Override
    public int count() {
        return images().count();
    }

    /** The height of the images in pixels. */
    public int rows() {
        return images().rows();
    }

    /** The width of the images in pixels. */
    public int columns() {
        return images().columns();
    }

    @Override
    public int next(byte[] pixels, int offset) {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + count() + " records have been read; call reset()");
        }
        byte[] label = new byte[1];
        images.read(pixels, offset);
        labels.read(label, 0);
        return label[0] & 0xFF;
    }

    /** Goes back to the first record by opening both files again. */
    @Override
    public void reset() {
        close();
        if (first == null) {
            throw new IllegalStateException("this reader has no files yet; call initialize first");
        }
        images = IdxStream.open(first);
        try {
            labels = IdxStream.open(second);
            if (!images.holdsImages()) {
                IdxStream swapped = images;
                images = labels;
                labels = swapped;
            }
            checkPair();
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    @Override
    public void close() {
        if (images != null) {
            images.close();
            images = null;
        }
        if (labels != null) {
            labels.close();
            labels = null;
        }
    }

    @Override
    int position() {
        return images().position();
    }

    @Override
    long[] shape() {
        return new long[] {1, 1, rows(), columns()};
    }

    @Override
    URI location() {
        return first;
    }

    @Override
    IdxRecordReader again() {
        return new IdxRecordReader(first, second);
    }

    private IdxStream images() {
        if (images == null) {
            reset();
        }
        return images;
    }

    private void checkPair() {
        if (!images.holdsImages() || labels.holdsImages()) {
            throw new MalformedDataException(first + " and " + second + ": expected one file of images and one of "
                    + "labels, found two of the same kind; give the pair");
        }
        if (images.count() != labels.count()) {
            throw new MalformedDataException(first + " and " + second + ": expected as many labels as images, found "
                    + labels.count() + " labels and " + images.count() + " images; take both from the same set");
        }
    }
}
