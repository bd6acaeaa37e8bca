package org.otvae.motion.data;

import java.util.List;
import java.util.Map;

/**
 * A point fixed to a joint of a BVH, with its share in a joint of SMPL.
 *
 * @param joint  the joint's name in the file
 * @param weight its share; shares sum to 1 and may be negative
 * @param x      on the joint's own axes, in the file's units
 * @param y      likewise
 * @param z      likewise
 */
public record RigPoint(String joint, double weight, double x, double y, double z) {

    /** The points of a joint as JSON: a name, or a list of {@code {"joint", "weight", "at": [x, y, z]}}. */
    static List<RigPoint> list(String smplJoint, Object json) {
        if (json instanceof String name) {
            return List.of(new RigPoint(name, 1, 0, 0, 0));
        }
        if (json instanceof List<?> points) {
            return points.stream().map(point -> of((Map<?, ?>) point)).toList();
        }
        throw new IllegalArgumentException("no joint or list of points for " + smplJoint);
    }

    private static RigPoint of(Map<?, ?> json) {
        if (!(json.get("joint") instanceof String joint)) {
            throw new IllegalArgumentException("a point without the name of its \"joint\", " + json);
        }
        Object stated = json.containsKey("at") ? json.get("at") : List.of(0, 0, 0);
        if (!(stated instanceof List<?> at) || at.size() != 3) {
            throw new IllegalArgumentException("a point of " + joint + " whose \"at\" is no list of 3 numbers, " + stated);
        }
        return new RigPoint(joint, number(json.get("weight")), number(at.get(0)),
                number(at.get(1)),
                number(at.get(2)));
    }

    private static double number(Object json) {
        return ((Number) json).doubleValue();
    }
}
