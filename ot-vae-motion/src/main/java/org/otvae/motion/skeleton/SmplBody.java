package org.otvae.motion.skeleton;

import java.util.Arrays;

/**
 * The joints of SMPL's body at rest, from which rotations give poses [loper2015smpl]. The mesh is not needed: it
 * follows the joints and does not move them.
 *
 * <p>A joint turns with its own rotation after that of the one it hangs on, and lies where that one takes its place at
 * rest. With all rotations zero and no translation the pose is the rest.
 */
public final class SmplBody {

    private static final int JOINTS = Skeleton.SMPL.size();

    private final double[] rest;

    /**
     * A body by its joints at rest.
     *
     * @param rest {@code [24, 3]} in metres, y upwards; copied
     */
    public SmplBody(double[] rest) {
        if (rest.length != 3 * JOINTS || Arrays.stream(rest).anyMatch(x -> !(Math.abs(x) < 100))) {
            throw new IllegalArgumentException("expected 24 joints at rest with 3 coordinates in metres, found "
                    + rest.length
                    + " numbers" + (rest.length == 3 * JOINTS ? ", some above 100 or none" : ""));
        }
        this.rest = rest.clone();
    }

    /**
     * The poses of rotations.
     *
     * @param rotations       {@code [frames, 24, 3]}, the axis of each rotation times its angle in radians
     * @param translations    {@code [frames, 3]} of the whole body, in metres
     * @param framesPerSecond frames a second, in Hz
     * @return {@code [frames, 24, 3]} in metres
     */
    public Poses poses(double[] rotations, double[] translations, double framesPerSecond) {
        int frames = translations.length / 3;
        if (translations.length % 3 != 0 || rotations.length != frames * JOINTS * 3) {
            throw new IllegalArgumentException("expected 24 rotations and a translation in each frame, found "
                    + rotations.length + " and " + translations.length + " numbers");
        }
        float[] positions = new float[frames * JOINTS * 3];
        double[][] turns = new double[JOINTS][];
        double[] places = new double[3 * JOINTS];
        for (int t = 0; t < frames; t++) {
            for (int j = 0; j < JOINTS; j++) {
                int at = 3 * (t * JOINTS + j);
                int parent = Skeleton.SMPL.parent(j);
                double[] own = Rotation.axisAngle(rotations[at], rotations[at + 1], rotations[at + 2]);
                turns[j] = parent < 0 ? own : Rotation.times(turns[parent], own);
                for (int axis = 0; axis < 3; axis++) {
                    places[3 * j + axis] = parent < 0 ? rest[axis] : places[3 * parent + axis]
                            + Rotation.turned(turns[parent],
                            axis, rest[3 * j] - rest[3 * parent], rest[3 * j + 1] - rest[3 * parent + 1],
                            rest[3 * j + 2] - rest[3 * parent + 2]);
                    positions[at + axis] = (float) (places[3 * j + axis] + translations[3 * t + axis]);
                }
            }
        }
        return new Poses(Skeleton.SMPL, positions, framesPerSecond);
    }
}
