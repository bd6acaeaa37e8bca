package org.otvae.motion.skeleton;

import java.util.HashSet;
import java.util.List;

/**
 * A tree of named joints; every joint but the first hangs on an earlier one. For example {@code (hip, knee, ankle)}
 * with the parents {@code (-1, 0, 1)} is a leg.
 *
 * @param joints  names, each once, the root first
 * @param parents for each joint the place of the one that it hangs on, below its own; -1 for the root
 */
public record Skeleton(List<String> joints, List<Integer> parents) {

    /** The 24 joints of SMPL [loper2015smpl] in their order, under the names that Bailando's features use. */
    public static final Skeleton SMPL = new Skeleton(
            List.of("root", "lhip", "rhip", "belly", "lknee", "rknee", "spine", "lankle", "rankle", "chest", "ltoes",
                    "rtoes", "neck", "linshoulder", "rinshoulder", "head", "lshoulder", "rshoulder", "lelbow", "relbow",
                    "lwrist", "rwrist", "lhand", "rhand"),
            List.of(-1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14, 16, 17, 18, 19, 20, 21));

    /** Checks that the parents make one tree in an order that walks outwards, and that no name occurs twice. */
    public Skeleton {
        joints = List.copyOf(joints);
        parents = List.copyOf(parents);
        if (joints.isEmpty() || joints.size() != parents.size()) {
            throw new IllegalArgumentException("a skeleton must have at least 1 joint and a parent for each, found "
                    + joints.size() + " joints and " + parents.size() + " parents");
        }
        for (int joint = 0; joint < parents.size(); joint++) {
            int parent = parents.get(joint);
            if (joint == 0 ? parent != -1 : parent < 0 || parent >= joint) {
                throw new IllegalArgumentException("parents must be -1 for the root and earlier joints for the others, "
                        + "found "
                        + parent + " for joint " + joint + ", " + joints.get(joint));
            }
        }
        if (new HashSet<>(joints).size() != joints.size()) {
            throw new IllegalArgumentException("joints must have different names, found " + joints);
        }
    }

    /** The number of joints. */
    public int size() {
        return joints.size();
    }

    /** The place of the joint that a joint hangs on, -1 for the root. */
    public int parent(int joint) {
        return parents.get(joint);
    }
}
