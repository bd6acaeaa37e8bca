package org.otvae.image.data;

import java.io.DataInputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.data.MalformedDataException;

/**
 * DataVec's view of a pair of IDX files, images and their labels, plain or gzip: one record for each image,
 * {@code [NDArrayWritable FLOAT [1, 1, rows, columns] with values 0 to 255, IntWritable label]}, as DataVec's own image
 * readers give it.
 *
 * <p>The files are read as a stream, one image at a time, and checked as {@link IdxStream} says. {@link #next(byte[],
 * int)} reads the same records as bytes, without ND4J; corpora use that.
 */
public final class IdxRecordReader extends BaseRecordReader {

    private static final long serialVersionUID = 1L;

    private URI first;
    private URI second;
    private transient Configuration configuration;
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
    public void initialize(Configuration settings, InputSplit split) {
        setConf(settings);
        initialize(split);
    }

    /** The number of records. */
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
    public boolean hasNext() {
        return images().position() < images().count();
    }

    /**
     * Reads the next record as bytes.
     *
     * @param pixels receives rows times columns values of 0 to 255 (unsigned), row by row
     * @param offset where the first one goes
     * @return the label, 0 to 255
     */
    public int next(byte[] pixels, int offset) {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + count() + " records have been read; call reset()");
        }
        byte[] label = new byte[1];
        images.read(pixels, offset);
        labels.read(label, 0);
        return label[0] & 0xFF;
    }

    @Override
    public List<Writable> next() {
        byte[] pixels = new byte[rows() * columns()];
        int label = next(pixels, 0);
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i] & 0xFF;
        }
        var image = Nd4j.createFromArray(values).castTo(DataType.FLOAT).reshape(1, 1, rows(), columns());
        List<Writable> record = List.of(new NDArrayWritable(image), new IntWritable(label));
        invokeListeners(record);
        return record;
    }

    @Override
    public Record nextRecord() {
        int index = images().position();
        return new org.datavec.api.records.impl.Record(next(),
                new RecordMetaDataIndex(index, first, IdxRecordReader.class));
    }

    @Override
    public Record loadFromMetaData(RecordMetaData wanted) {
        return loadFromMetaData(List.of(wanted)).get(0);
    }

    /** Reads records again by the metadata that {@link #nextRecord()} gave, in the order asked for, in one pass. */
    @Override
    public List<Record> loadFromMetaData(List<RecordMetaData> wanted) {
        Map<Long, Record> found = new HashMap<>();
        List<Long> indices = wanted.stream().map(each -> ((RecordMetaDataIndex) each).getIndex()).toList();
        long last = indices.stream().mapToLong(Long::longValue).max().orElse(-1);
        try (IdxRecordReader again = new IdxRecordReader(first, second)) {
            byte[] skipped = new byte[rows() * columns()];
            for (long index = 0; index <= last; index++) {
                if (indices.contains(index)) {
                    found.put(index, again.nextRecord());
                } else {
                    again.next(skipped, 0);
                }
            }
        }
        return indices.stream().map(found::get).toList();
    }

    /** No names: IDX labels are numbers. */
    @Override
    public List<String> getLabels() {
        return List.of();
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
    public boolean resetSupported() {
        return true;
    }

    /** Not possible: a record is spread over two files. */
    @Override
    public List<Writable> record(URI location, DataInputStream stream) {
        throw new UnsupportedOperationException("an IDX record comes from two files; use initialize with both");
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
    public void setConf(Configuration settings) {
        configuration = settings;
    }

    @Override
    public Configuration getConf() {
        return configuration;
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
