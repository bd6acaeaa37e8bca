package org.otvae.motion.metric;

import static org.otvae.motion.metric.Vectors.cross;
import static org.otvae.motion.metric.Vectors.dot;
import static org.otvae.motion.metric.Vectors.length;
import static org.otvae.motion.metric.Vectors.minus;

/**
 * The relations between points of a body of which geometric features are made [muller2005efficient], each a measure that is
 * compared with a threshold afterwards; NaN where it has no meaning, a plane through points in a line for instance.
 */
final class BodyRelations {

    /** A point of the body or of its surroundings in each frame. */
    interface Point {
        double[] at(JointPaths paths, int frame);

        static Point joint(int joint) {
            return (paths, frame) -> paths.at(frame, joint);
        }

        static Point fixed(double x, double y, double z) {
            return (paths, frame) -> new double[] {x, y, z};
        }

        /** On the floor below the origin: as low as the lowest joint. */
        static Point floor() {
            return (paths, frame) -> new double[] {0, paths.lowest(frame), 0};
        }
    }

    private final JointPaths paths;
    private final int frame;
    private final double velocityScale;

    /**
     * The relations in one frame.
     *
     * @param frame         at least 1
     * @param velocityScale of the distance to the frame before, to metres a second
     */
    BodyRelations(JointPaths paths, int frame, double velocityScale) {
        this.paths = paths;
        this.frame = frame;
        this.velocityScale = velocityScale;
    }

    /** The velocity of c relative to a, in the direction from a to b. */
    double move(Point a, Point b, Point c) {
        return along(minus(now(b), now(a)), velocity(a, c));
    }

    /** The velocity of d relative to a, across the plane through a, b and c. */
    double moveAcross(Point a, Point b, Point c, Point d) {
        return along(normal(a, b, c), velocity(a, d));
    }

    /** The distance of d from the plane through a, b and c. */
    double abovePlane(Point a, Point b, Point c, Point d) {
        return along(normal(a, b, c), minus(now(d), now(a)));
    }

    /** The distance from c to d in the direction from a to b. */
    double distanceAlong(Point a, Point b, Point c, Point d) {
        return along(minus(now(b), now(a)), minus(now(d), now(c)));
    }

    /** The angle between a to b and c to d in degrees. */
    double angle(Point a, Point b, Point c, Point d) {
        double[] one = minus(now(b), now(a));
        double[] other = minus(now(d), now(c));
        return Math.toDegrees(Math.acos(dot(one, other) / (length(one) * length(other))));
    }

    /** How fast a moves. */
    double speed(Point a) {
        return length(minus(now(a), before(a))) * velocityScale;
    }

    private double[] now(Point point) {
        return point.at(paths, frame);
    }

    private double[] before(Point point) {
        return point.at(paths, frame - 1);
    }

    private double[] velocity(Point origin, Point moving) {
        double[] now = minus(now(moving), now(origin));
        return Vectors.scaled(minus(now, minus(before(moving), before(origin))), velocityScale);
    }

    private double[] normal(Point a, Point b, Point c) {
        return cross(minus(now(c), now(a)), minus(now(b), now(a)));
    }

    private static double along(double[] direction, double[] vector) {
        return dot(direction, vector) / length(direction);
    }
}
