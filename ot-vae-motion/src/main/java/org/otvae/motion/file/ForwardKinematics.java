package org.otvae.motion.file;

import java.util.List;
import org.otvae.motion.skeleton.Rotation;

/**
 * Where the joints of a BVH are in one frame, and how they are turned, in the world's axes and the file's units.
 *
 * <p>A joint hangs on its parent at its offset; position channels replace the coordinates of the offset, as Blender and
 * assimp understand them. Rotation channels act in the order in which they are listed, the first one outermost:
 * {@code Zrotation Xrotation Yrotation} is {@code Rz Rx Ry} on columns. Not safe for threads: one for each.
 */
public final class ForwardKinematics {

    private final Bvh bvh;
    private final int channels;
    private final double[] positions;
    private final double[][] rotations;

    /** For the frames of one motion. */
    public ForwardKinematics(Bvh bvh) {
        this.bvh = bvh;
        this.channels = bvh.channels();
        this.positions = new double[3 * bvh.joints().size()];
        this.rotations = new double[bvh.joints().size()][];
    }

    /** Computes a frame, from 0 on. */
    public void pose(int frame) {
        int channel = frame * channels;
        List<BvhJoint> joints = bvh.joints();
        for (int j = 0; j < joints.size(); j++) {
            BvhJoint joint = joints.get(j);
            double[] local = {joint.x(), joint.y(), joint.z()};
            double[] turn = joint.parent() < 0 ? Rotation.identity() : rotations[joint.parent()];
            double[] parentTurn = turn;
            for (BvhChannel each : joint.channels()) {
                double value = bvh.values()[channel++];
                if (each.turns()) {
                    turn = Rotation.times(turn, Rotation.around(each.axis(), Math.toRadians(value)));
                } else {
                    local[each.axis()] = value;
                }
            }
            rotations[j] = turn;
            for (int axis = 0; axis < 3; axis++) {
                positions[3 * j + axis] = (joint.parent() < 0 ? 0 : positions[3 * joint.parent() + axis])
                        + Rotation.turned(parentTurn, axis, local[0], local[1], local[2]);
            }
        }
    }

    /** One coordinate of a joint in the frame that was computed last. */
    public double position(int joint, int axis) {
        return positions[3 * joint + axis];
    }

    /** One coordinate of a point that is fixed to a joint, given on the joint's own axes. */
    public double position(int joint, int axis, double x, double y, double z) {
        return positions[3 * joint + axis] + Rotation.turned(rotations[joint], axis, x, y, z);
    }
}
