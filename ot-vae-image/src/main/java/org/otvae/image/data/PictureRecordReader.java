package org.otvae.image.data;

import java.io.DataInputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataURI;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.image.Images;

/**
 * DataVec's view of picture files: one record for each, {@code [NDArrayWritable FLOAT [1, channels, height, width] with
 * values 0 to 255, IntWritable label]}, cut and averaged to one size as {@link Images#read} does it. The label is the
 * place of the file's folder among the sorted names of all folders.
 *
 * <p>Files are read in the order of the split. A file that is no picture is a {@link
 * org.otvae.data.MalformedDataException} and its turn is over: the next call reads the next one.
 */
public final class PictureRecordReader extends BaseRecordReader {

    private static final long serialVersionUID = 1L;
    private static final float WHITE = 255;

    private final int channels;
    private final int height;
    private final int width;
    private final Framing framing;
    private List<URI> locations = List.of();
    private List<String> labels = List.of();
    private transient Configuration configuration;
    private int position;

    /** How a file becomes {@code [channels, height, width]} in [0, 1]. */
    interface Framing extends Serializable {
        float[] read(Path file);
    }

    /** A reader of pictures of {@code [channels, height, width]}, channels 1 or 3. */
    public PictureRecordReader(int channels, int height, int width) {
        this(channels, height, width, file -> Images.read(file, new long[] {channels, height, width}));
    }

    PictureRecordReader(int channels, int height, int width, Framing framing) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.framing = framing;
    }

    @Override
    public void initialize(InputSplit split) {
        locations = new ArrayList<>(Arrays.asList(split.locations()));
        labels = new ArrayList<>(locations.stream().map(PictureRecordReader::folder).distinct().sorted().toList());
        position = 0;
    }

    @Override
    public void initialize(Configuration settings, InputSplit split) {
        setConf(settings);
        initialize(split);
    }

    @Override
    public boolean hasNext() {
        return position < locations.size();
    }

    @Override
    public List<Writable> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + locations.size() + " pictures have been read; call reset()");
        }
        List<Writable> record = read(locations.get(position++));
        invokeListeners(record);
        return record;
    }

    private List<Writable> read(URI location) {
        float[] values = framing.read(Path.of(location));
        for (int i = 0; i < values.length; i++) {
            values[i] *= WHITE;
        }
        return List.of(new NDArrayWritable(Nd4j.createFromArray(values).reshape(1, channels, height, width)),
                new IntWritable(Collections.binarySearch(labels, folder(location))));
    }

    @Override
    public Record nextRecord() {
        URI location = hasNext() ? locations.get(position) : null;
        return new org.datavec.api.records.impl.Record(next(), metadata(location));
    }

    @Override
    public Record loadFromMetaData(RecordMetaData wanted) {
        return new org.datavec.api.records.impl.Record(read(wanted.getURI()), metadata(wanted.getURI()));
    }

    @Override
    public List<Record> loadFromMetaData(List<RecordMetaData> wanted) {
        return wanted.stream().map(this::loadFromMetaData).toList();
    }

    private static RecordMetaData metadata(URI location) {
        return new RecordMetaDataURI(location, PictureRecordReader.class);
    }

    /** The names of the folders, in the order of the labels. */
    @Override
    public List<String> getLabels() {
        return Collections.unmodifiableList(labels);
    }

    @Override
    public void reset() {
        position = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /** Not possible: pictures are read from files, whose headers are checked first. */
    @Override
    public List<Writable> record(URI uri, DataInputStream data) {
        throw new UnsupportedOperationException("pictures are read from files; use initialize with their locations");
    }

    /** Nothing is open between two records. */
    @Override
    public void close() {
    }

    @Override
    public void setConf(Configuration settings) {
        configuration = settings;
    }

    @Override
    public Configuration getConf() {
        return configuration;
    }

    private static String folder(URI location) {
        Path parent = Path.of(location).getParent();
        return parent == null || parent.getFileName() == null ? "" : parent.getFileName().toString();
    }
}
