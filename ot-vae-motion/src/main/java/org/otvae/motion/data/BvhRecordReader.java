package org.otvae.motion.data;

import java.nio.file.Path;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.data.FileRecordReader;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Resampling;

/**
 * DataVec's view of BVH files: one record for each, {@code [NDArrayWritable FLOAT [1, frames, 24, 3], IntWritable
 * folder]}, SMPL's joints in metres at one frame rate.
 */
public final class BvhRecordReader extends FileRecordReader {

    private static final long serialVersionUID = 1L;

    private final double framesPerSecond;

    /** A reader that gives motions at {@code framesPerSecond} frames a second. */
    public BvhRecordReader(double framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
    }

    @Override
    protected Writable read(Path file) {
        Poses poses = Resampling.at(BvhFolder.poses(file), framesPerSecond);
        return new NDArrayWritable(Nd4j.createFromArray(poses.positions()).reshape(1, poses.frames(), poses.joints(),
                3));
    }
}
