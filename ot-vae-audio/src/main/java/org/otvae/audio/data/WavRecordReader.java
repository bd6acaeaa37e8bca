package org.otvae.audio.data;

import java.nio.file.Path;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.data.FileRecordReader;

/**
 * DataVec's view of WAV, FLAC and Ogg Vorbis files: one record for each, {@code [NDArrayWritable FLOAT [1, samples],
 * IntWritable speaker]}, channels averaged, brought to one sample rate. The speaker is the file's folder.
 */
public final class WavRecordReader extends FileRecordReader {

    private static final long serialVersionUID = 1L;

    private final int sampleRate;

    /** A reader that gives sound at {@code sampleRate} samples a second. */
    public WavRecordReader(int sampleRate) {
        this.sampleRate = sampleRate;
    }

    @Override
    protected Writable read(Path file) {
        Recording recording = Recordings.at(SoundFile.read(file), sampleRate);
        return new NDArrayWritable(Nd4j.createFromArray(recording.samples()).reshape(1, recording.samples().length));
    }
}
