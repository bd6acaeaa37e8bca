package org.otvae.motion.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Rotation;
import org.otvae.motion.skeleton.Skeleton;

/**
 * Positions of joints as a BVH of rigid bones, in centimetres: for each bone the shortest rotation that points it at
 * its joint, after that of the bone before it. A bone has its mean length over all frames and the direction of the
 * first frame at rest; where several bones leave a joint, each has a joint of no length of its own to turn in, named
 * {@code neck-base} for {@code neck}. The root is turned as its bones are, as well as one rotation can.
 *
 * <p>Positions come back exactly where bones are rigid; where their length varies, as in the output of a model, each
 * bone is pointed at where its joint should be from where the bone begins in the file, so that differences do not add
 * up.
 */
public final class PoseBvh {

    private static final double CENTIMETRES = 100;
    private static final String BASE = "-base";
    private static final List<BvhChannel> TURN = List.of(BvhChannel.Z_ROTATION, BvhChannel.X_ROTATION,
            BvhChannel.Y_ROTATION);
    private static final List<BvhChannel> ROOT = List.of(BvhChannel.X_POSITION, BvhChannel.Y_POSITION,
            BvhChannel.Z_POSITION,
            BvhChannel.Z_ROTATION, BvhChannel.X_ROTATION, BvhChannel.Y_ROTATION);

    private final Poses poses;
    private final Skeleton skeleton;
    private final double[][] rest; // of each joint, from its parent, in metres
    private final List<BvhJoint> joints = new ArrayList<>();
    // of joints in the file that turn a bone: the bone's tip
    private final Map<Integer, Integer> source = new HashMap<>();

    private PoseBvh(Poses poses) {
        this.poses = poses;
        this.skeleton = poses.skeleton();
        this.rest = new double[skeleton.size()][3];
    }

    /**
     * The motion as a BVH.
     *
     * @param poses at least one frame
     */
    public static Bvh of(Poses poses) {
        if (poses.frames() < 1) {
            throw new IllegalArgumentException("poses must have at least 1 frame, found none");
        }
        return new PoseBvh(poses).build();
    }

    private Bvh build() {
        for (int joint = 1; joint < skeleton.size(); joint++) {
            double length = 0;
            for (int t = 0; t < poses.frames(); t++) {
                length += norm(bone(t, joint)) / poses.frames();
            }
            double[] first = bone(0, joint);
            double norm = norm(first);
            for (int axis = 0; axis < 3; axis++) {
                rest[joint][axis] = norm > 0 ? first[axis] * length / norm : axis == 1 ? length : 0;
            }
        }
        add(0, -1, new double[3]);
        Floats values = new Floats();
        for (int t = 0; t < poses.frames(); t++) {
            frame(t, values);
        }
        return new Bvh(joints, values.toArray(), 1 / poses.framesPerSecond());
    }

    /** Adds a joint of the skeleton and all that hangs on it, depth first as the format wants it. */
    private void add(int joint, int parent, double[] offset) {
        int place = joints.size();
        joints.add(joint(skeleton.joints().get(joint), parent, offset, parent < 0 ? ROOT : TURN));
        List<Integer> children = children(joint);
        if (children.isEmpty()) { // a tip that goes on by half of its bone
            double[] tip = {offset[0] / 2, offset[1] / 2, offset[2] / 2};
            BvhJoint end = joint(skeleton.joints().get(joint) + ".end", place, tip, List.of());
            joints.add(new BvhJoint(end.name(), place, end.x(), end.y(), end.z(), List.of(), true));
        } else if (children.size() == 1 && parent >= 0) {
            source.put(place, children.get(0));
            add(children.get(0), place, rest[children.get(0)]);
        } else {
            for (int child : children) {
                int base = joints.size();
                source.put(base, child);
                joints.add(joint(skeleton.joints().get(child) + BASE, place, new double[3], TURN));
                add(child, base, rest[child]);
            }
        }
    }

    private static BvhJoint joint(String name, int parent, double[] offset, List<BvhChannel> channels) {
        return new BvhJoint(name, parent, offset[0] * CENTIMETRES, offset[1] * CENTIMETRES, offset[2] * CENTIMETRES,
                channels,
                false);
    }

    private List<Integer> children(int joint) {
        List<Integer> children = new ArrayList<>();
        for (int other = 1; other < skeleton.size(); other++) {
            if (skeleton.parent(other) == joint) {
                children.add(other);
            }
        }
        return children;
    }

    private void frame(int t, Floats values) {
        double[][] turns = new double[joints.size()][];
        double[][] places = new double[joints.size()][3];
        for (int j = 0; j < joints.size(); j++) {
            BvhJoint joint = joints.get(j);
            int parent = joint.parent();
            double[] offset = {joint.x() / CENTIMETRES, joint.y() / CENTIMETRES, joint.z() / CENTIMETRES};
            for (int axis = 0; axis < 3; axis++) {
                places[j][axis] = parent < 0 ? poses.at(t, 0, axis)
                        : places[parent][axis] + Rotation.turned(turns[parent], axis, offset[0], offset[1], offset[2]);
            }
            if (joint.end()) {
                continue;
            }
            double[] before = parent < 0 ? Rotation.identity() : turns[parent];
            turns[j] = parent < 0 ? rootTurn(t) : source.containsKey(j) ? pointed(before, source.get(j), places[j], t)
                    : before;
            if (parent < 0) {
                for (int axis = 0; axis < 3; axis++) {
                    values.add(places[j][axis] * CENTIMETRES);
                }
            }
            for (double degrees : EulerAngles.zxy(Rotation.times(Rotation.transposed(before), turns[j]))) {
                values.add(degrees);
            }
        }
    }

    /** The rotation before, and the shortest one after it that points the bone of a joint at the joint's position. */
    private double[] pointed(double[] before, int joint, double[] from, int t) {
        double[] now = new double[3];
        double[] wanted = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            now[axis] = Rotation.turned(before, axis, rest[joint][0], rest[joint][1], rest[joint][2]);
            wanted[axis] = poses.at(t, joint, axis) - from[axis];
        }
        return Rotation.times(Rotation.between(now, wanted), before);
    }

    private double[] rootTurn(int t) {
        List<double[]> before = new ArrayList<>();
        List<double[]> after = new ArrayList<>();
        for (int child : children(0)) {
            before.add(rest[child]);
            after.add(bone(t, child));
        }
        return before.isEmpty() ? Rotation.identity() : Rotation.fitted(before, after);
    }

    private double[] bone(int t, int joint) {
        double[] bone = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            bone[axis] = poses.at(t, joint, axis) - poses.at(t, skeleton.parent(joint), axis);
        }
        return bone;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
    }
}
