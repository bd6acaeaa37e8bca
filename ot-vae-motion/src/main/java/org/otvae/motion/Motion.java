package org.otvae.motion;

import java.util.List;

/**
 * The skeleton and the cut of the motion protocol, AIST++ [siyao2022bailando, code], as numbers. Reading, networks and
 * drawing are not here yet.
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

    /** The joints of SMPL in their order; a frame has three coordinates in metres for each. */
    public static final List<String> JOINTS = List.of("root", "lhip", "rhip", "belly", "lknee", "rknee", "spine",
            "lankle", "rankle", "chest", "ltoes", "rtoes", "neck", "linshoulder", "rinshoulder", "head", "lshoulder",
            "rshoulder", "lelbow", "relbow", "lwrist", "rwrist", "lhand", "rhand");

    /** The joint that each joint hangs on; -1 for the root. */
    public static final List<Integer> PARENTS = List.of(-1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14,
            16, 17, 18, 19, 20, 21);

    /** The joints of the lower half body, which has its own autoencoder: 27 channels. */
    public static final List<Integer> LOWER_BODY = List.of(0, 1, 2, 4, 5, 7, 8, 10, 11);

    /** The joints of the upper half body, which has its own autoencoder: 45 channels. */
    public static final List<Integer> UPPER_BODY = List.of(3, 6, 9, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);

    private Motion() {
    }
}
