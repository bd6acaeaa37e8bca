package org.otvae.motion.data;

import java.util.Objects;
import org.otvae.motion.skeleton.RootChannels;

/**
 * How motions are cut into examples.
 *
 * @param framesPerSecond the common frame rate, in Hz; motions of another rate are resampled
 * @param frames          frames of a window, at least 2
 * @param stride          frames from one window of training to the next, at least 1; elsewhere windows lie end to end
 * @param root            what the root's channels hold
 */
public record MotionCut(double framesPerSecond, int frames, int stride, RootChannels root) {

    /**
     * For clips at 30 Hz: windows of 64 frames (2.1 s), every 8 frames in training, poses without the way of the root.
     */
    public static final MotionCut CLIPS = new MotionCut(30, 64, 8, RootChannels.ZERO);

    /**
     * The protocol's for AIST++ [siyao2022bailando, code]: 60 Hz, windows of 240 frames (4 s), every 40 in training.
     */
    public static final MotionCut DANCE = new MotionCut(60, 240, 40, RootChannels.ZERO);

    /** Checks the ranges. */
    public MotionCut {
        Objects.requireNonNull(root, "root");
        if (!(framesPerSecond > 0) || Double.isInfinite(framesPerSecond) || frames < 2 || stride < 1) {
            throw new IllegalArgumentException("expected a frame rate greater than 0, at least 2 frames and a stride of "
                    + "at "
                    + "least 1, found " + framesPerSecond + ", " + frames + ", " + stride);
        }
    }

    /** The same windows with the way of the root in its channels. */
    public MotionCut withVelocity() {
        return new MotionCut(framesPerSecond, frames, stride, RootChannels.VELOCITY);
    }
}
