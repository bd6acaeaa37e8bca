package org.otvae.motion.metric;

import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.metric.Fidelity;

/**
 * The mean distance between a joint and its reconstruction, relative to the root, or between their velocities or
 * accelerations, over frames and the 23 joints beside the root. Example: every joint 1 cm too high gives 10 mm, and no error
 * of velocity.
 */
public final class JointError implements Fidelity {

    /** What is compared: the joints' places or how these change. */
    public enum Order {
        /** Mean per-joint position error in mm. */
        POSITION("mpjpe"),
        /** In mm/s, of differences between neighbouring frames. */
        VELOCITY("velocity"),
        /** In mm/s², of second differences. */
        ACCELERATION("acceleration");

        private final String key;

        Order(String key) {
            this.key = key;
        }
    }

    private static final double MILLIMETRES = 1000; // of a metre
    private static final int ROOT = BodyHalves.UPPER_CHANNELS / 3; // its place among the joints of an example

    private final Order order;
    private final int frames;
    private final double scale;
    private double sum;
    private long joints;

    /**
     * An error over no examples yet.
     *
     * @param frames          of an example, at least 3
     * @param framesPerSecond frames a second, in Hz
     */
    public JointError(Order order, int frames, double framesPerSecond) {
        ExamplePairs.requireFrames(frames, 3);
        this.order = order;
        this.frames = frames;
        this.scale = MILLIMETRES * Math.pow(framesPerSecond, order.ordinal());
    }

    @Override
    public String name() {
        return order.key;
    }

    @Override
    public void add(float[] original, float[] reconstruction) {
        int places = BodyHalves.CHANNELS / 3;
        for (int place = 0; place < ExamplePairs.count(original, reconstruction, frames) * places; place++) {
            if (place % places != ROOT) {
                addJoint(original, reconstruction, place * 3 * frames);
            }
        }
    }

    private void addJoint(float[] original, float[] reconstruction, int start) {
        for (int t = order.ordinal(); t < frames; t++) {
            double squares = 0;
            for (int axis = 0; axis < 3; axis++) {
                int at = start + axis * frames + t;
                double change = difference(original, reconstruction, at);
                if (order == Order.VELOCITY) {
                    change -= difference(original, reconstruction, at - 1);
                } else if (order == Order.ACCELERATION) {
                    change += difference(original, reconstruction, at - 2) - 2 * difference(original, reconstruction, at - 1);
                }
                squares += change * change;
            }
            sum += scale * Math.sqrt(squares);
            joints++;
        }
    }

    private static double difference(float[] original, float[] reconstruction, int at) {
        return (double) reconstruction[at] - original[at];
    }

    @Override
    public double value() {
        return sum / joints;
    }
}
