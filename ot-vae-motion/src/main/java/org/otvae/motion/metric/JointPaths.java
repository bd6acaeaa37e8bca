package org.otvae.motion.metric;

import org.otvae.motion.skeleton.Skeleton;

/** The joints of SMPL over time, moved so that the root begins at the origin ("zero start"). */
final class JointPaths {

    static final int JOINTS = Skeleton.SMPL.size();

    private final double[] positions; // [frames, 24, 3]
    private final int frames;

    /**
     * Copies and moves the joints.
     *
     * @param positions {@code [frames, 24, 3]} in metres, y up
     */
    JointPaths(double[] positions, int leastFrames) {
        int size = JOINTS * 3;
        if (positions.length % size != 0 || positions.length / size < leastFrames) {
            throw new IllegalArgumentException("expected positions [frames, " + JOINTS + ", 3] of at least " + leastFrames
                    + " frames, found " + positions.length + " values; give all joints of every frame");
        }
        this.positions = new double[positions.length];
        this.frames = positions.length / size;
        for (int i = 0; i < positions.length; i++) {
            this.positions[i] = positions[i] - positions[i % 3];
        }
    }

    int frames() {
        return frames;
    }

    double at(int frame, int joint, int axis) {
        return positions[(frame * JOINTS + joint) * 3 + axis];
    }

    double[] at(int frame, int joint) {
        return new double[] {at(frame, joint, 0), at(frame, joint, 1), at(frame, joint, 2)};
    }

    /** The height of the lowest joint. */
    double lowest(int frame) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int joint = 0; joint < JOINTS; joint++) {
            lowest = Math.min(lowest, at(frame, joint, 1));
        }
        return lowest;
    }
}
