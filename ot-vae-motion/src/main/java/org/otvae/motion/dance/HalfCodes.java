package org.otvae.motion.dance;

import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;
import org.otvae.motion.Motion;
import org.otvae.motion.MotionTokenizer;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.motion.skeleton.Poses;

/**
 * The codes of a motion, one of each half of the body for 8 frames.
 *
 * @param upper {@code [positions]}, each from 0 to codes - 1; held, not copied
 * @param lower {@code [positions]}, each from 0 to codes - 1 too: a codebook of their own
 */
public record HalfCodes(int[] upper, int[] lower) {

    /** Checks that both halves are as long. */
    public HalfCodes {
        if (upper.length == 0 || upper.length != lower.length) {
            throw new IllegalArgumentException("expected as many codes of both halves, at least 1, found " + upper.length + " and "
                    + lower.length);
        }
    }

    /** The first {@code positions} codes of tokens {@code [windows, 2, positions of a window]}. */
    static HalfCodes of(Tokens tokens, int positions) {
        int window = tokens.shape()[2];
        int codes = tokens.codes() / 2;
        int[] upper = new int[positions];
        int[] lower = new int[positions];
        for (int t = 0; t < positions; t++) {
            upper[t] = tokens.index(t / window, t % window);
            lower[t] = tokens.index(t / window, window + t % window) - codes;
        }
        return new HalfCodes(upper, lower);
    }

    /** The motion of the codes, decoded at once, so that no border between windows shows. */
    public Poses poses(MotionTokenizer tokenizer) {
        long[] shape = {BodyHalves.CHANNELS, (long) positions() * Motion.FRAMES_PER_LATENT};
        try (var whole = new MotionTokenizer(tokenizer.tokenizer().reshaped(shape))) {
            return whole.decode(tokens(whole.tokenizer()));
        }
    }

    /** The codes as one long example's tokens, {@code [1, 2, positions]}. */
    Tokens tokens(Tokenizer tokenizer) {
        int codes = tokenizer.autoencoder().quantizer().codes();
        int[] indices = new int[2 * upper.length];
        for (int t = 0; t < upper.length; t++) {
            indices[t] = upper[t];
            indices[upper.length + t] = lower[t] + codes / 2;
        }
        return new Tokens(codes, new int[] {1, 2, upper.length}, indices, tokenizer.modality(), tokenizer.model());
    }

    /** How many of each half. */
    public int positions() {
        return upper.length;
    }
}
