package org.otvae.motion.skeleton;

/** What the three channels of the root joint hold in an example, whose other joints are relative to the root. */
public enum RootChannels {

    /** Zeros: the pose alone, as Bailando's autoencoder of poses sees it. */
    ZERO,

    /** The way of the root to the next frame, in metres a frame; the last frame repeats the one before. */
    VELOCITY
}
