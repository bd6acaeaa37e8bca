package org.otvae.motion.file;

import java.util.Locale;
import java.util.Optional;

/** What a number of a BVH frame does to its joint: moves it along an axis, or turns it around one by degrees. */
public enum BvhChannel {
    X_POSITION("Xposition", 0, false), Y_POSITION("Yposition", 1, false), Z_POSITION("Zposition", 2, false),
    X_ROTATION("Xrotation", 0, true), Y_ROTATION("Yrotation", 1, true), Z_ROTATION("Zrotation", 2, true);

    private final String word;
    private final int axis;
    private final boolean turns;

    BvhChannel(String word, int axis, boolean turns) {
        this.word = word;
        this.axis = axis;
        this.turns = turns;
    }

    /** The word of the format, {@code Xposition} for instance. */
    public String word() {
        return word;
    }

    /** 0 for x, 1 for y, 2 for z. */
    public int axis() {
        return axis;
    }

    /** Whether it is a rotation. */
    public boolean turns() {
        return turns;
    }

    /** The channel that a word names, in small or capital letters. */
    static Optional<BvhChannel> of(String word) {
        for (BvhChannel channel : values()) {
            if (channel.word.toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }
}
