package org.otvae.motion.metric;

/**
 * How energetically each joint of a motion moves, in the plane, up and down, and by acceleration: 72 numbers, three for each
 * of the 24 joints, averages over frames [onuma2008fmdistance], as [siyao2022bailando, code] computes them for FID_k.
 *
 * <p>For frame i with velocities averaged over five frames: {@code v_x² + v_z²}, {@code v_y²} and {@code |a|}. The published
 * code has a slip in the acceleration, {@code p[i] - p[i-1] / dt} where {@code (p[i] - p[i-1]) / dt} was meant, by which it
 * depends on where the joint is; it and the start at the origin are kept, or else the numbers would not be the published ones.
 */
public final class KineticFeatures {

    /** Numbers of one motion. */
    public static final int COUNT = 3 * JointPaths.JOINTS;

    private static final int REACH = 2; // frames before and after that are averaged

    private KineticFeatures() {
    }

    /**
     * The features, {@code [72]}: joint after joint, horizontal and vertical energy in m²/s², acceleration.
     *
     * @param positions   {@code [frames, 24, 3]} in metres, y up, at least 3 frames
     * @param frameRateHz of the motion; 60 in the published code, which knows no other. At other rates the time step follows,
     *                    so that energies stay comparable; the averages still reach over five frames.
     * @throws IllegalArgumentException if the positions are no such array
     */
    public static double[] of(double[] positions, double frameRateHz) {
        var paths = new JointPaths(positions, 3);
        double[] features = new double[COUNT];
        double step = 1 / frameRateHz;
        int steps = paths.frames() - 1;
        for (int joint = 0; joint < JointPaths.JOINTS; joint++) {
            for (int frame = 1; frame <= steps; frame++) {
                double[] velocity = velocity(paths, frame, joint, step);
                features[3 * joint] += (velocity[0] * velocity[0] + velocity[2] * velocity[2]) / steps;
                features[3 * joint + 1] += velocity[1] * velocity[1] / steps;
                double[] acceleration = acceleration(paths, frame, joint, step);
                features[3 * joint + 2] += Vectors.length(acceleration) / steps;
            }
        }
        return features;
    }

    private static double[] velocity(JointPaths paths, int frame, int joint, double step) {
        double[] velocity = new double[3];
        int count = 0;
        for (int i = frame - REACH; i <= frame + REACH; i++) {
            if (i - 1 >= 0 && i < paths.frames()) {
                for (int axis = 0; axis < 3; axis++) {
                    velocity[axis] += paths.at(i, joint, axis) - paths.at(i - 1, joint, axis);
                }
                count++;
            }
        }
        return Vectors.scaled(velocity, 1 / (count * step));
    }

    private static double[] acceleration(JointPaths paths, int frame, int joint, double step) {
        double[] acceleration = new double[3];
        int count = 0;
        for (int i = frame - REACH; i <= frame + REACH; i++) {
            if (i - 1 >= 0 && i + 1 < paths.frames()) {
                for (int axis = 0; axis < 3; axis++) {
                    double here = paths.at(i, joint, axis);
                    double next = (paths.at(i + 1, joint, axis) - here) / step;
                    double before = here - paths.at(i - 1, joint, axis) / step; // sic
                    acceleration[axis] += (next - before) / step;
                }
                count++;
            }
        }
        return Vectors.scaled(acceleration, 1.0 / count);
    }
}
