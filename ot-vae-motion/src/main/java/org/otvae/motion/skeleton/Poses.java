package org.otvae.motion.skeleton;

import java.util.Objects;

/**
 * Where the joints of a skeleton are in each frame. Joint {@code j} of frame {@code t} has its x, y and z at
 * {@code 3 * (t * joints + j)}; with 24 joints and 240 frames there are 17,280 numbers.
 *
 * @param skeleton        the joints, in the order of the positions
 * @param positions       {@code [frames, joints, 3]} in metres, y upwards; held, not copied
 * @param framesPerSecond frames a second, in Hz, greater than 0
 */
public record Poses(Skeleton skeleton, float[] positions, double framesPerSecond) {

    /** Of a motion of SMPL's joints that is read or resampled: 9 hours at 60 Hz, 576 MB. */
    public static final int MOST_FRAMES = 2_000_000;

    /** Checks that the positions are whole frames. */
    public Poses {
        Objects.requireNonNull(skeleton, "skeleton");
        if (positions.length % (3 * skeleton.size()) != 0) {
            throw new IllegalArgumentException("positions must be whole frames of " + skeleton.size()
                    + " joints with 3 coordinates, found " + positions.length + " numbers");
        }
        if (!(framesPerSecond > 0) || Double.isInfinite(framesPerSecond)) {
            throw new IllegalArgumentException("framesPerSecond must be greater than 0, found " + framesPerSecond);
        }
    }

    /** The number of joints. */
    public int joints() {
        return skeleton.size();
    }

    /** The number of frames. */
    public int frames() {
        return positions.length / (3 * skeleton.size());
    }

    /** One coordinate: {@code axis} is 0 for x, 1 for y (upwards), 2 for z. */
    public float at(int frame, int joint, int axis) {
        return positions[3 * (frame * skeleton.size() + joint) + axis];
    }
}
