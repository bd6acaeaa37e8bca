package org.otvae.motion.metric;

import java.util.List;
import org.otvae.motion.metric.BodyRelations.Point;
import org.otvae.motion.skeleton.Skeleton;

/**
 * How often a motion takes poses of 32 kinds, a raised hand, a bent knee, crossed legs: 32 shares of its frames
 * [muller2005efficient], as [siyao2022bailando, code] computes them ("manual" features) for FID_g.
 *
 * <p>The published code takes 1/120 s between frames of 60 Hz, so that its velocities are twice the real ones, and leaves a
 * wrist out of the sixth feature, which so repeats the fifth; both are kept.
 */
public final class GeometricFeatures {

    /** Numbers of one motion. */
    public static final int COUNT = 32;

    private static final double HUMERUS = 0.2568381092; // m, of the body of the published code, as the next two
    private static final double SHOULDERS = 0.3908483585;
    private static final double HIPS = 0.1192470659;
    private static final double VELOCITIES = 2; // times the real ones

    private static final Point ZERO = Point.fixed(0, 0, 0);
    private static final Point UP = Point.fixed(0, 1, 0);
    private static final Point DOWN = Point.fixed(0, -1, 0);
    private static final Point FLOOR = Point.floor();
    private static final Point ROOT = joint("root");
    private static final Point BELLY = joint("belly");
    private static final Point CHEST = joint("chest");
    private static final Point NECK = joint("neck");
    private static final Side LEFT = new Side("l");
    private static final Side RIGHT = new Side("r");

    private record Side(Point hip, Point knee, Point ankle, Point toes, Point shoulder, Point elbow, Point wrist) {
        Side(String side) {
            this(joint(side + "hip"), joint(side + "knee"), joint(side + "ankle"), joint(side + "toes"),
                    joint(side + "shoulder"), joint(side + "elbow"), joint(side + "wrist"));
        }
    }

    private interface Measure {
        double of(BodyRelations body);
    }

    /** Holds where the measure lies between the bounds, which are excluded; NaN never does. */
    private record Condition(Measure measure, double above, double below) {
    }

    private static final List<Condition> CONDITIONS = List.of(
            over(b -> b.moveAcross(NECK, RIGHT.hip, LEFT.hip, RIGHT.wrist), 1.8 * HUMERUS),
            over(b -> b.moveAcross(NECK, LEFT.hip, RIGHT.hip, LEFT.wrist), 1.8 * HUMERUS),
            over(b -> b.distanceAlong(CHEST, NECK, NECK, RIGHT.wrist), 0.2 * HUMERUS),
            over(b -> b.distanceAlong(CHEST, NECK, NECK, LEFT.wrist), 0.2 * HUMERUS),
            over(b -> b.move(BELLY, CHEST, CHEST), 1.8 * HUMERUS),
            over(b -> b.move(BELLY, CHEST, CHEST), 1.8 * HUMERUS),
            within(b -> b.angle(RIGHT.elbow, RIGHT.shoulder, RIGHT.elbow, RIGHT.wrist), 0, 110),
            within(b -> b.angle(LEFT.elbow, LEFT.shoulder, LEFT.elbow, LEFT.wrist), 0, 110),
            over(b -> b.distanceAlong(LEFT.shoulder, RIGHT.shoulder, LEFT.wrist, RIGHT.wrist), 2.5 * SHOULDERS),
            over(b -> b.move(LEFT.wrist, RIGHT.wrist, RIGHT.wrist), 1.4 * HUMERUS),
            over(b -> b.move(RIGHT.wrist, ROOT, LEFT.wrist), 1.4 * HUMERUS),
            over(b -> b.move(LEFT.wrist, ROOT, RIGHT.wrist), 1.4 * HUMERUS),
            over(b -> b.speed(RIGHT.wrist), 2.5 * HUMERUS),
            over(b -> b.speed(LEFT.wrist), 2.5 * HUMERUS),
            over(b -> b.abovePlane(ROOT, LEFT.hip, LEFT.toes, RIGHT.ankle), 0.38 * HUMERUS),
            over(b -> b.abovePlane(ROOT, RIGHT.hip, RIGHT.toes, LEFT.ankle), 0.38 * HUMERUS),
            over(b -> b.distanceAlong(ZERO, UP, FLOOR, RIGHT.ankle), 1.2 * HUMERUS),
            over(b -> b.distanceAlong(ZERO, UP, FLOOR, LEFT.ankle), 1.2 * HUMERUS),
            over(b -> b.distanceAlong(LEFT.hip, RIGHT.hip, LEFT.ankle, RIGHT.ankle), 2.1 * HIPS),
            within(b -> b.angle(RIGHT.knee, RIGHT.hip, RIGHT.knee, RIGHT.ankle), 0, 110),
            within(b -> b.angle(LEFT.knee, LEFT.hip, LEFT.knee, LEFT.ankle), 0, 110),
            over(b -> b.speed(RIGHT.ankle), 2.5 * HUMERUS),
            over(b -> b.speed(LEFT.ankle), 2.5 * HUMERUS),
            within(b -> b.angle(NECK, ROOT, RIGHT.shoulder, RIGHT.elbow), 25, 180),
            within(b -> b.angle(NECK, ROOT, LEFT.shoulder, LEFT.elbow), 25, 180),
            within(b -> b.angle(NECK, ROOT, RIGHT.hip, RIGHT.knee), 50, 180),
            within(b -> b.angle(NECK, ROOT, LEFT.hip, LEFT.knee), 50, 180),
            over(b -> b.abovePlane(RIGHT.ankle, NECK, LEFT.ankle, ROOT), 0.5 * HUMERUS),
            within(b -> b.angle(NECK, ROOT, ZERO, UP), 70, 110),
            over(b -> b.distanceAlong(ZERO, DOWN, FLOOR, RIGHT.wrist), -1.2 * HUMERUS),
            over(b -> b.distanceAlong(ZERO, DOWN, FLOOR, LEFT.wrist), -1.2 * HUMERUS),
            over(b -> b.speed(ROOT), 2.3 * HUMERUS));

    private GeometricFeatures() {
    }

    /**
     * The features, {@code [32]}, each from 0 to 1.
     *
     * @param positions   {@code [frames, 24, 3]} in metres, y up, at least 2 frames
     * @param frameRateHz of the motion; 60 in the published code, which knows no other. At other rates the time step follows.
     * @throws IllegalArgumentException if the positions are no such array
     */
    public static double[] of(double[] positions, double frameRateHz) {
        var paths = new JointPaths(positions, 2);
        double[] features = new double[COUNT];
        for (int frame = 1; frame < paths.frames(); frame++) {
            var body = new BodyRelations(paths, frame, VELOCITIES * frameRateHz);
            for (int i = 0; i < COUNT; i++) {
                Condition condition = CONDITIONS.get(i);
                double value = condition.measure.of(body);
                features[i] += value > condition.above && value < condition.below ? 1 : 0;
            }
        }
        for (int i = 0; i < COUNT; i++) {
            features[i] /= paths.frames() - 1;
        }
        return features;
    }

    private static Condition over(Measure measure, double threshold) {
        return new Condition(measure, threshold, Double.POSITIVE_INFINITY);
    }

    private static Condition within(Measure measure, double least, double most) {
        return new Condition(measure, least, most);
    }

    private static Point joint(String name) {
        return Point.joint(Skeleton.SMPL.joints().indexOf(name));
    }
}
