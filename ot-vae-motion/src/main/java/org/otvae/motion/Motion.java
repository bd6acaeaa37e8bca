package org.otvae.motion;

/**
 * The cut of the motion protocol, AIST++ [siyao2022bailando, code], as numbers. Networks and drawing are not here yet.
 */
public final class Motion {

    /** Frames a second, in Hz. */
    public static final int FRAME_RATE_HZ = 60;

    /** Frames of a window of training: 4 s. */
    public static final int WINDOW_FRAMES = 240;

    /** From one window to the next in frames. */
    public static final int STRIDE_FRAMES = 40;

    /** Frames for each latent. */
    public static final int FRAMES_PER_LATENT = 8;

    private Motion() {
    }
}
