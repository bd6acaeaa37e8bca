package org.otvae.data;

import java.io.DataInputStream;
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
import org.datavec.api.writable.Writable;

/**
 * DataVec's view of a collection of files: one record for each, {@code [NDArrayWritable content, IntWritable label]}. The
 * label is the place of the file's folder among the sorted names of all folders.
 *
 * <p>Files are read in the order of the split. One that is malformed is a {@link MalformedDataException} and its turn is
 * over: the next call reads the next one.
 */
public abstract class FileRecordReader extends BaseRecordReader {

    private static final long serialVersionUID = 1L;

    private List<URI> locations = List.of();
    private List<String> labels = List.of();
    private transient Configuration configuration;
    private int position;

    /** The content of a file, an NDArrayWritable of a batch of one. */
    protected abstract Writable read(Path file);

    @Override
    public final void initialize(InputSplit split) {
        locations = new ArrayList<>(Arrays.asList(split.locations()));
        labels = new ArrayList<>(locations.stream().map(FileRecordReader::folder).distinct().sorted().toList());
        position = 0;
    }

    @Override
    public final void initialize(Configuration settings, InputSplit split) {
        setConf(settings);
        initialize(split);
    }

    @Override
    public final boolean hasNext() {
        return position < locations.size();
    }

    @Override
    public final List<Writable> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + locations.size() + " files have been read; call reset()");
        }
        List<Writable> record = record(locations.get(position++));
        invokeListeners(record);
        return record;
    }

    private List<Writable> record(URI location) {
        return List.of(read(Path.of(location)),
                new IntWritable(Collections.binarySearch(labels, folder(location))));
    }

    @Override
    public final Record nextRecord() {
        URI location = hasNext() ? locations.get(position) : null;
        return new org.datavec.api.records.impl.Record(next(), metadata(location));
    }

    @Override
    public final Record loadFromMetaData(RecordMetaData wanted) {
        return new org.datavec.api.records.impl.Record(record(wanted.getURI()), metadata(wanted.getURI()));
    }

    @Override
    public final List<Record> loadFromMetaData(List<RecordMetaData> wanted) {
        return wanted.stream().map(this::loadFromMetaData).toList();
    }

    private RecordMetaData metadata(URI location) {
        return new RecordMetaDataURI(location, getClass());
    }

    /** The names of the folders, in the order of the labels. */
    @Override
    public final List<String> getLabels() {
        return Collections.unmodifiableList(labels);
    }

    @Override
    public final void reset() {
        position = 0;
    }

    @Override
    public final boolean resetSupported() {
        return true;
    }

    /** Not possible: files are read by their paths, whose headers are checked first. */
    @Override
    public final List<Writable> record(URI uri, DataInputStream data) {
        throw new UnsupportedOperationException("files are read by their paths; use initialize with their locations");
    }

    /** Nothing is open between two records. */
    @Override
    public final void close() {
    }

    @Override
    public final void setConf(Configuration settings) {
        configuration = settings;
    }

    @Override
    public final Configuration getConf() {
        return configuration;
    }

    private static String folder(URI location) {
        Path parent = Path.of(location).getParent();
        return parent == null || parent.getFileName() == null ? "" : parent.getFileName().toString();
    }
}
