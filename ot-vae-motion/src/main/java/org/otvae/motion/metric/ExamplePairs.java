package org.otvae.motion.metric;

import org.otvae.motion.skeleton.BodyHalves;

/** What the measures share: checks of a pair of batches of examples, {@code [batch, 72, frames]}. */
final class ExamplePairs {

    private ExamplePairs() {
    }

    /** The number of examples of {@code frames} frames. */
    static int count(float[] original, float[] reconstruction, int frames) {
        int size = BodyHalves.CHANNELS * frames;
        if (original.length != reconstruction.length || original.length % size != 0) {
            throw new IllegalArgumentException("expected two batches of whole examples [" + BodyHalves.CHANNELS + ", " + frames
                    + "], found " + original.length + " and " + reconstruction.length + " values");
        }
        return original.length / size;
    }

    static void requireFrames(int frames, int least) {
        if (frames < least) {
            throw new IllegalArgumentException("frames must be at least " + least + ", found " + frames);
        }
    }
}
