package org.otvae.motion.file;

import java.util.List;
import org.otvae.motion.skeleton.Skeleton;

/**
 * A motion as a BVH file holds it: a hierarchy of joints with their rest positions, and for each frame the numbers that
 * move and turn them.
 *
 * @param joints       parents before their children, end sites among them
 * @param values       {@code [frames, channels]}, joint after joint; held, not copied
 * @param frameSeconds from one frame to the next, in seconds, greater than 0
 */
public record Bvh(List<BvhJoint> joints, float[] values, double frameSeconds) {

    private static final double NEARLY = 5e-4; // files write 0.0333333 for a thirtieth

    /** Checks that the values are whole frames. */
    public Bvh {
        joints = List.copyOf(joints);
        int channels = joints.stream().mapToInt(joint -> joint.channels().size()).sum();
        if (channels < 1 || values.length % channels != 0) {
            throw new IllegalArgumentException("values must be whole frames of " + channels + " channels, found "
                    + values.length + " numbers");
        }
        if (!(frameSeconds > 0) || Double.isInfinite(frameSeconds)) {
            throw new IllegalArgumentException("frameSeconds must be greater than 0, found " + frameSeconds);
        }
    }

    /** The numbers of a frame. */
    public int channels() {
        return joints.stream().mapToInt(joint -> joint.channels().size()).sum();
    }

    /** The number of frames. */
    public int frames() {
        return values.length / channels();
    }

    /** Frames a second, in Hz; a whole number where the file's rounded time is within 0.05 % of it. */
    public double framesPerSecond() {
        double rate = 1 / frameSeconds;
        double whole = Math.rint(rate);
        return whole >= 1 && Math.abs(rate / whole - 1) < NEARLY ? whole : rate;
    }

    /** The joints and end sites without their places. */
    public Skeleton skeleton() {
        return new Skeleton(joints.stream().map(BvhJoint::name).toList(), joints.stream().map(BvhJoint::parent)
                .toList());
    }
}
