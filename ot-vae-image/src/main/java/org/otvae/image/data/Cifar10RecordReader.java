package org.otvae.image.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.datavec.api.split.InputSplit;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * DataVec's view of a file in CIFAR-10's binary layout [krizhevsky2009learning]: records of 3,073 bytes, a label of 0 to
 * 9 and 32 x 32 pixels, all red values first, then green, then blue. One record for each image, {@code [NDArrayWritable
 * FLOAT [1, 3, 32, 32] with values 0 to 255, IntWritable label]}.
 *
 * <p>The file is read as a stream, one image at a time; its length must be a whole number of records.
 * {@link #next(byte[], int)} reads the same records as bytes, without ND4J; corpora use that.
 */
public final class Cifar10RecordReader extends ImageStreamReader {

    /** Values of one image: red, green and blue of 32 x 32 pixels. */
    public static final int IMAGE_BYTES = 3 * 32 * 32;

    private static final long serialVersionUID = 1L;
    private static final int RECORD_BYTES = 1 + IMAGE_BYTES;
    private static final int CLASSES = 10;
    private static final int MOST_IMAGES = 10_000_000; // arbitrary, over 100 times the published set

    private URI location;
    private transient InputStream stream;
    private transient int count;
    private transient int position;

    /** A reader that waits for {@link #initialize(InputSplit)}. */
    public Cifar10RecordReader() {
    }

    /** A reader of one file. */
    public Cifar10RecordReader(Path file) {
        location = file.toUri();
        reset();
    }

    /** Opens the one file of a split. */
    @Override
    public void initialize(InputSplit split) {
        URI[] locations = split.locations();
        if (locations.length != 1) {
            throw new IllegalArgumentException("a CIFAR-10 reader takes 1 file, found " + locations.length
                    + "; make a reader for each");
        }
        inputSplit = split;
        location = locations[0];
        reset();
    }

    @Override
    public int count() {
        open();
        return count;
    }

    /**
     * Reads the next record as bytes.
     *
     * @param pixels receives {@value #IMAGE_BYTES} values of 0 to 255 (unsigned), {@code [3, 32, 32]}
     * @param offset where the first one goes
     * @return the label, 0 to 9
     * @throws MalformedDataException if the label is another or the file ends early
     */
    @Override
    public int next(byte[] pixels, int offset) {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + count + " records have been read; call reset()");
        }
        try {
            int label = stream.read();
            int found = stream.readNBytes(pixels, offset, IMAGE_BYTES);
            if (found < IMAGE_BYTES) {
                throw malformed("expected " + count + " records of " + RECORD_BYTES + " bytes",
                        "the end of the data within record " + position);
            }
            if (label >= CLASSES) {
                throw malformed("expected labels from 0 to 9", label + " in record " + position);
            }
            position++;
            return label;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + location, failure);
        }
    }

    /** Goes back to the first record by opening the file again. */
    @Override
    public void reset() {
        close();
        if (location == null) {
            throw new IllegalStateException("this reader has no file yet; call initialize first");
        }
        try {
            Path file = Path.of(location);
            long length = Files.size(file);
            if (length == 0 || length % RECORD_BYTES != 0 || length / RECORD_BYTES > MOST_IMAGES) {
                throw malformed("expected records of " + RECORD_BYTES + " bytes, from 1 to " + MOST_IMAGES + " of them",
                        length + " bytes");
            }
            count = (int) (length / RECORD_BYTES);
            position = 0;
            stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        } catch (NoSuchFileException missing) {
            throw new MissingDataException("expected a CIFAR-10 file at " + location + ", found nothing; give its path");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot open " + location, failure);
        }
    }

    @Override
    public void close() {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot close " + location, failure);
            }
            stream = null;
        }
    }

    @Override
    int position() {
        open();
        return position;
    }

    @Override
    long[] shape() {
        return new long[] {1, 3, 32, 32};
    }

    @Override
    URI location() {
        return location;
    }

    @Override
    Cifar10RecordReader again() {
        return new Cifar10RecordReader(Path.of(location));
    }

    private void open() {
        if (stream == null) {
            reset();
        }
    }

    private MalformedDataException malformed(String expected, String found) {
        return new MalformedDataException(location + ": " + expected + ", found " + found + "; get the file again");
    }
}
