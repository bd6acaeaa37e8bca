package org.otvae.motion.skeleton;

/**
 * How rigid a motion's bones are, and a motion made rigid: what a model gives are positions, which no skeleton holds
 * together.
 */
public final class RigidBody {

    private RigidBody() {
    }

    /**
     * The standard deviation of each bone's length over the frames as a share of its mean, the mean over bones: 0 for a
     * real skeleton.
     */
    public static double variation(Poses poses) {
        int bones = 0;
        double sum = 0;
        for (int joint = 1; joint < poses.joints(); joint++) {
            double mean = 0;
            double squares = 0;
            for (int t = 0; t < poses.frames(); t++) {
                double length = norm(bone(poses, t, joint));
                mean += length / poses.frames();
                squares += length * length / poses.frames();
            }
            if (mean > 0) {
                sum += Math.sqrt(Math.max(0, squares - mean * mean)) / mean;
                bones++;
            }
        }
        return bones == 0 ? 0 : sum / bones;
    }

    /**
     * The motion with bones of constant length, their mean: each, from the root on, points from where it begins at
     * where its joint should be, so that differences do not add up. The root stays where it is.
     */
    public static Poses of(Poses poses) {
        float[] rigid = poses.positions().clone();
        double[] lengths = new double[poses.joints()];
        for (int joint = 1; joint < poses.joints(); joint++) {
            for (int t = 0; t < poses.frames(); t++) {
                lengths[joint] += norm(bone(poses, t, joint)) / poses.frames();
            }
        }
        for (int t = 0; t < poses.frames(); t++) {
            for (int joint = 1; joint < poses.joints(); joint++) {
                int parent = 3 * (t * poses.joints() + poses.skeleton().parent(joint));
                double[] wanted = new double[3];
                for (int axis = 0; axis < 3; axis++) {
                    wanted[axis] = poses.at(t, joint, axis) - rigid[parent + axis];
                }
                double norm = norm(wanted);
                double[] direction = norm > 0 ? wanted : new double[] {0, 1, 0};
                for (int axis = 0; axis < 3; axis++) {
                    rigid[3 * (t * poses.joints() + joint) + axis] = (float) (rigid[parent + axis]
                            + direction[axis] * lengths[joint] / (norm > 0 ? norm : 1));
                }
            }
        }
        return new Poses(poses.skeleton(), rigid, poses.framesPerSecond());
    }

    /** The mean way of a joint in a second, relative to the root, in metres: near 0 for a motion that freezes. */
    public static double speed(Poses poses) {
        double sum = 0;
        for (int t = 1; t < poses.frames(); t++) {
            for (int joint = 1; joint < poses.joints(); joint++) {
                double[] way = new double[3];
                for (int axis = 0; axis < 3; axis++) {
                    way[axis] = poses.at(t, joint, axis) - poses.at(t, 0, axis)
                            - (poses.at(t - 1, joint, axis) - poses.at(t - 1, 0, axis));
                }
                sum += norm(way);
            }
        }
        return poses.frames() < 2 ? 0 : sum * poses.framesPerSecond() / (poses.frames() - 1) / (poses.joints() - 1);
    }

    private static double[] bone(Poses poses, int frame, int joint) {
        double[] bone = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            bone[axis] = poses.at(frame, joint, axis) - (double) poses.at(frame, poses.skeleton().parent(joint), axis);
        }
        return bone;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
    }
}
