package org.otvae.motion.data;

import java.util.Objects;
import org.otvae.motion.skeleton.RootChannels;

/**
 * How motions are cut into examples. Example: 128 frames in windows of 64 are 9 windows at a stride of 8, and 2 at one
 * of 64, end to end.
 *
 * @param framesPerSecond the common frame rate, in Hz; motions of another rate are resampled
 * @param frames          frames of a window, at least 2
 * @param stride          frames from one window of training to the next, at least 1
 * @param heldOutStride   frames from one window of validation or test to the next, at least 1; below {@code frames} the
 *                        windows overlap, and most frames are judged several times, each time at another place of a
 *                        window
 * @param root            what the root's channels hold
 */
public record MotionCut(double framesPerSecond, int frames, int stride, int heldOutStride, RootChannels root) {

    /** What the names of corpora with {@link RootChannels#VELOCITY} end with. */
    public static final String WITH_ROOT = "-root";

    /**
     * For clips at 30 Hz: windows of 64 frames (2.1 s), every 8 frames, poses without the way of the root. Held-out
     * windows overlap as those of training do: end to end, clips of a few seconds would give hardly two latents for
     * each of 512 codes.
     */
    public static final MotionCut CLIPS = new MotionCut(30, 64, 8, 8, RootChannels.ZERO);

    /**
     * The protocol's for AIST++ [siyao2022bailando, code]: 60 Hz, windows of 240 frames (4 s), every 40 in training and
     * end to end elsewhere.
     */
    public static final MotionCut DANCE = new MotionCut(60, 240, 40, 240, RootChannels.ZERO);

    /** Checks the ranges. */
    public MotionCut {
        Objects.requireNonNull(root, "root");
        if (!(framesPerSecond > 0) || Double.isInfinite(framesPerSecond) || frames < 2 || stride < 1
                || heldOutStride < 1) {
            throw new IllegalArgumentException("expected a frame rate greater than 0, at least 2 frames and strides of "
                    + "at least 1, found " + framesPerSecond + ", " + frames + ", " + stride + ", " + heldOutStride);
        }
    }

    /** The same windows with the way of the root in its channels. */
    public MotionCut withVelocity() {
        return new MotionCut(framesPerSecond, frames, stride, heldOutStride, RootChannels.VELOCITY);
    }
}
