package org.otvae.image.data;

import java.io.DataInputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DataVec's view of labelled images of one size that come one after the other from a stream: one record for each,
 * {@code [NDArrayWritable FLOAT [1, channels, rows, columns] with values 0 to 255, IntWritable label]}.
 */
abstract class ImageStreamReader extends BaseRecordReader {

    private static final long serialVersionUID = 1L;

    private transient Configuration configuration;

    /** The number of records. */
    public abstract int count();

    /**
     * Reads the next record as bytes, without ND4J; corpora use that.
     *
     * @param pixels receives the values of 0 to 255 (unsigned), channel by channel, row by row
     * @param offset where the first one goes
     * @return the label, 0 to 255
     */
    public abstract int next(byte[] pixels, int offset);

    /** The number of records read since the beginning. */
    abstract int position();

    /** {@code [1, channels, rows, columns]}. */
    abstract long[] shape();

    /** Where the images come from. */
    abstract URI location();

    /** Another reader of the same, at the beginning. */
    abstract ImageStreamReader again();

    @Override
    public final void initialize(Configuration settings, InputSplit split) {
        setConf(settings);
        initialize(split);
    }

    @Override
    public abstract void initialize(InputSplit split);

    @Override
    public final boolean hasNext() {
        return position() < count();
    }

    private int size() {
        long size = 1;
        for (long side : shape()) {
            size *= side;
        }
        return Math.toIntExact(size);
    }

    @Override
    public final List<Writable> next() {
        byte[] pixels = new byte[size()];
        int label = next(pixels, 0);
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i] & 0xFF;
        }
        List<Writable> record = List.of(new NDArrayWritable(Nd4j.createFromArray(values).reshape(shape())),
                new IntWritable(label));
        invokeListeners(record);
        return record;
    }

    @Override
    public final Record nextRecord() {
        int index = position();
        return new org.datavec.api.records.impl.Record(next(), new RecordMetaDataIndex(index, location(), getClass()));
    }

    @Override
    public final Record loadFromMetaData(RecordMetaData wanted) {
        return loadFromMetaData(List.of(wanted)).get(0);
    }

    /** Reads records again by the metadata that {@link #nextRecord()} gave, in the order asked for, in one pass. */
    @Override
    public final List<Record> loadFromMetaData(List<RecordMetaData> wanted) {
        List<Long> indices = wanted.stream().map(each -> ((RecordMetaDataIndex) each).getIndex()).toList();
        Set<Long> missing = new HashSet<>(indices);
        Map<Long, Record> found = new HashMap<>();
        try (ImageStreamReader again = again()) {
            byte[] skipped = new byte[size()];
            for (long index = 0; !missing.isEmpty(); index++) {
                if (missing.remove(index)) {
                    found.put(index, again.nextRecord());
                } else {
                    again.next(skipped, 0);
                }
            }
        }
        return indices.stream().map(found::get).toList();
    }

    /** No names: the labels are numbers. */
    @Override
    public final List<String> getLabels() {
        return List.of();
    }

    @Override
    public final boolean resetSupported() {
        return true;
    }

    /** Not possible: a record's place in its stream is part of its identity. */
    @Override
    public final List<Writable> record(URI uri, DataInputStream data) {
        throw new UnsupportedOperationException("records come one after the other; use initialize with their files");
    }

    @Override
    public abstract void close();

    @Override
    public final void setConf(Configuration settings) {
        configuration = settings;
    }

    @Override
    public final Configuration getConf() {
        return configuration;
    }
}
