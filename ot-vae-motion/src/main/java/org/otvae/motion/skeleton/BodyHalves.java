package org.otvae.motion.skeleton;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The layout of an example of motion, {@code [72, frames]}: the channels of the 15 joints of the upper half body first
 * ({@link #UPPER}, 45 channels), then those of the 9 joints of the lower one ({@link #LOWER}, 27), x, y and z of a
 * joint one after the other, each channel with all its frames [siyao2022bailando, code]. Joints are relative to the
 * root in metres; the root's own three channels, 45 to 47, hold what {@link RootChannels} says.
 *
 * <p>With 240 frames, y of the neck (SMPL's joint 12, the fourth of the upper half) in frame 7 is number
 * {@code (3 * 3 + 1) * 240 + 7 = 2407}.
 */
public final class BodyHalves {

    /** SMPL's joints of the upper half body in the order of their channels. */
    public static final List<Integer> UPPER = List.of(3, 6, 9, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);

    /** SMPL's joints of the lower half body in the order of their channels; the root is the first. */
    public static final List<Integer> LOWER = List.of(0, 1, 2, 4, 5, 7, 8, 10, 11);

    /** The channels of the upper half body, 0 to 44. */
    public static final int UPPER_CHANNELS = 45;

    /** The channels of the lower half body, 45 to 71. */
    public static final int LOWER_CHANNELS = 27;

    /** All channels. */
    public static final int CHANNELS = UPPER_CHANNELS + LOWER_CHANNELS;

    private static final List<Integer> ORDER = Stream.concat(UPPER.stream(), LOWER.stream()).toList();

    private BodyHalves() {
    }

    /**
     * Writes a window of a motion as an example.
     *
     * @param poses  of SMPL's skeleton
     * @param start  first frame of the window
     * @param frames how many frames, at least 2 for velocities
     * @param root   what the root's channels hold
     * @param target receives {@code [72, frames]} from {@code offset} on
     */
    public static void write(Poses poses, int start, int frames, RootChannels root, float[] target, int offset) {
        requireSmpl(poses);
        Objects.checkFromIndexSize(start, frames, poses.frames());
        if (root == RootChannels.VELOCITY && frames < 2) {
            throw new IllegalArgumentException("frames must be at least 2 for velocities, found " + frames);
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            int joint = ORDER.get(channel / 3);
            int axis = channel % 3;
            for (int t = 0; t < frames; t++) {
                target[offset + channel * frames + t] = joint != 0 ? relative(poses, start + t, joint, axis)
                        : root == RootChannels.ZERO ? 0 : step(poses, start + Math.min(t, frames - 2), axis);
            }
        }
    }

    private static float relative(Poses poses, int frame, int joint, int axis) {
        return poses.at(frame, joint, axis) - poses.at(frame, 0, axis);
    }

    private static float step(Poses poses, int frame, int axis) {
        return poses.at(frame + 1, 0, axis) - poses.at(frame, 0, axis);
    }

    /** A whole motion as one example, {@code [72, frames]}. */
    public static float[] example(Poses poses, RootChannels root) {
        float[] example = new float[CHANNELS * poses.frames()];
        write(poses, 0, poses.frames(), root, example, 0);
        return example;
    }

    /**
     * The motion of an example. The root begins at the origin and goes the way that its channels say; where they are
     * zero it stays.
     *
     * @param example         {@code [72, frames]}
     * @param framesPerSecond frames a second, in Hz
     * @return poses {@code [frames, 24, 3]} of SMPL's skeleton
     */
    public static Poses poses(float[] example, double framesPerSecond) {
        if (example.length % CHANNELS != 0) {
            throw new IllegalArgumentException("an example must have " + CHANNELS
                    + " channels of as many frames, found "
                    + example.length + " numbers");
        }
        int frames = example.length / CHANNELS;
        int joints = Skeleton.SMPL.size();
        float[] positions = new float[3 * joints * frames];
        for (int axis = 0; axis < 3; axis++) {
            double way = 0;
            for (int t = 0; t < frames; t++) {
                for (int place = 0; place < joints; place++) {
                    int joint = ORDER.get(place);
                    double relative = joint == 0 ? 0 : example[(3 * place + axis) * frames + t];
                    positions[3 * (t * joints + joint) + axis] = (float) (way + relative);
                }
                way += example[(UPPER_CHANNELS + axis) * frames + t];
            }
        }
        return new Poses(Skeleton.SMPL, positions, framesPerSecond);
    }

    /** Whether the root's channels of an example {@code [72, frames]} are all zero: it tells poses and not a way. */
    public static boolean rootStays(float[] example) {
        int frames = example.length / CHANNELS;
        for (int i = UPPER_CHANNELS * frames; i < (UPPER_CHANNELS + 3) * frames; i++) {
            if (example[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** An example {@code [72, frames]} with zeros in the root's channels; the argument stays as it is. */
    public static float[] withoutRoot(float[] example) {
        int frames = example.length / CHANNELS;
        float[] still = example.clone();
        java.util.Arrays.fill(still, UPPER_CHANNELS * frames, (UPPER_CHANNELS + 3) * frames, 0);
        return still;
    }

    private static void requireSmpl(Poses poses) {
        if (!poses.skeleton().equals(Skeleton.SMPL)) {
            throw new IllegalArgumentException("expected SMPL's 24 joints, found a skeleton of " + poses.joints()
                    + "; map its joints first");
        }
    }
}
