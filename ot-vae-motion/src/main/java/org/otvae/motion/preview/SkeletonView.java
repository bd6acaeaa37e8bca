package org.otvae.motion.preview;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.otvae.motion.skeleton.Poses;

/**
 * Draws poses of SMPL's skeleton as seen from the front, a little from the left and from above, all at one scale: limbs of the
 * left side blue, of the right side orange, the trunk grey; what is nearer lies on top.
 */
final class SkeletonView {

    static final Color BACKGROUND = Color.WHITE;
    static final Color GROUND = new Color(0xD5DAE1);
    static final Color TRUNK = new Color(0x4B5563);
    static final Color LEFT = new Color(0x0072B2);
    static final Color RIGHT = new Color(0xD55E00);

    private static final double YAW = Math.toRadians(25);
    private static final double PITCH = Math.toRadians(12);
    private static final double MARGIN = 0.12; // m, for the head and the thickness of limbs
    private static final double BONE = 0.045; // m
    private static final double HEAD = 0.1; // m, radius
    private static final double SOLE = 0.02; // m from an ankle's or a toe's joint to the ground
    static final String HEAD_JOINT = "head";

    private record Spot(double x, double y, double depth) {
    }

    private final double left;
    private final double top;
    private final double metresWide;
    private final double metresHigh;
    private final double ground;

    /** A view that has room for every pose of {@code motions}. */
    SkeletonView(List<Poses> motions) {
        double[] bounds = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        for (Poses poses : motions) {
            for (int frame = 0; frame < poses.frames(); frame++) {
                for (int joint = 0; joint < poses.joints(); joint++) {
                    Spot spot = spot(poses, frame, joint);
                    bounds[0] = Math.min(bounds[0], spot.x);
                    bounds[1] = Math.max(bounds[1], spot.x);
                    bounds[2] = Math.min(bounds[2], spot.y);
                    bounds[3] = Math.max(bounds[3], spot.y);
                    bounds[4] = Math.min(bounds[4], poses.at(frame, joint, 1));
                }
            }
        }
        this.left = bounds[0] - MARGIN;
        this.top = bounds[3] + MARGIN;
        this.metresWide = bounds[1] - bounds[0] + 2 * MARGIN;
        this.metresHigh = bounds[3] - bounds[2] + 2 * MARGIN;
        this.ground = bounds[4] - SOLE;
    }

    /** The width that goes with a height in pixels, at least half of it. */
    int width(int height) {
        return (int) Math.ceil(height * Math.max(0.5, metresWide / metresHigh));
    }

    /** Draws one pose with its shadow into the {@code height} pixels high place that begins at {@code x}, {@code y}. */
    void draw(Graphics2D graphics, Poses poses, int frame, int x, int y, int height) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        double scale = height / metresHigh;
        double originX = x + (width(height) - metresWide * scale) / 2 - left * scale;
        double originY = y + top * scale;
        stroke(graphics, scale, GROUND);
        bones(poses, frame).forEach(joint -> line(graphics, shadow(poses, frame, joint), shadow(poses, frame,
                poses.skeleton().parent(joint)), originX, originY, scale));
        bones(poses, frame).forEach(joint -> {
            stroke(graphics, scale, colour(poses.skeleton().joints().get(joint)));
            line(graphics, spot(poses, frame, joint), spot(poses, frame, poses.skeleton().parent(joint)), originX, originY, scale);
            if (poses.skeleton().joints().get(joint).equals(HEAD_JOINT)) {
                Spot head = spot(poses, frame, joint);
                double radius = HEAD * scale;
                graphics.fill(new Ellipse2D.Double(originX + head.x * scale - radius, originY - head.y * scale - radius,
                        2 * radius, 2 * radius));
            }
        });
    }

    /** Joints with the bones that end in them, the farthest first. */
    private static List<Integer> bones(Poses poses, int frame) {
        return IntStream.range(1, poses.joints()).boxed().sorted(Comparator.comparingDouble(joint ->
                spot(poses, frame, joint).depth + spot(poses, frame, poses.skeleton().parent(joint)).depth)).toList();
    }

    private static void stroke(Graphics2D graphics, double scale, Color colour) {
        graphics.setStroke(new BasicStroke((float) Math.max(1, BONE * scale), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.setColor(colour);
    }

    private static void line(Graphics2D graphics, Spot from, Spot to, double originX, double originY, double scale) {
        graphics.draw(new Line2D.Double(originX + from.x * scale, originY - from.y * scale, originX + to.x * scale,
                originY - to.y * scale));
    }

    static Color colour(String joint) {
        return joint.startsWith("l") ? LEFT : joint.startsWith("r") ? RIGHT : TRUNK;
    }

    private static Spot spot(Poses poses, int frame, int joint) {
        return seen(poses.at(frame, joint, 0), poses.at(frame, joint, 1), poses.at(frame, joint, 2));
    }

    private Spot shadow(Poses poses, int frame, int joint) {
        return seen(poses.at(frame, joint, 0), ground, poses.at(frame, joint, 2));
    }

    private static Spot seen(double x, double y, double z) {
        double aside = Math.cos(YAW) * x + Math.sin(YAW) * z;
        double near = Math.cos(YAW) * z - Math.sin(YAW) * x;
        return new Spot(aside, Math.cos(PITCH) * y - Math.sin(PITCH) * near, Math.cos(PITCH) * near + Math.sin(PITCH) * y);
    }
}
