package org.otvae.image.data;

import java.io.Serializable;
import java.nio.file.Path;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.data.FileRecordReader;
import org.otvae.image.Images;

/**
 * DataVec's view of picture files: one record for each, {@code [NDArrayWritable FLOAT [1, channels, height, width] with
 * values 0 to 255, IntWritable label]}, cut and averaged to one size as {@link Images#read} does it.
 */
public final class PictureRecordReader extends FileRecordReader {

    private static final long serialVersionUID = 1L;
    private static final float WHITE = 255;

    private final int channels;
    private final int height;
    private final int width;
    private final Framing framing;

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
    protected Writable read(Path file) {
        float[] values = framing.read(file);
        for (int i = 0; i < values.length; i++) {
            values[i] *= WHITE;
        }
        return new NDArrayWritable(Nd4j.createFromArray(values).reshape(1, channels, height, width));
    }
}
