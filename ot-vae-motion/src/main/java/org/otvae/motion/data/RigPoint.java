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
        List<?> at = json.get("at") instanceof List<?> stated ? stated : List.of(0, 0, 0);
        if (at.size() != 3) {
            throw new IllegalArgumentException("a point of " + at.size() + " coordinates instead of 3");
        }
        return new RigPoint((String) json.get("joint"), number(json.get("weight")), number(at.get(0)),
                number(at.get(1)),
                number(at.get(2)));
    }

    private static double number(Object json) {
        return ((Number) json).doubleValue();
    }
}
