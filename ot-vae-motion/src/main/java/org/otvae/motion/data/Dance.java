package org.otvae.motion.data;

import java.util.List;
import java.util.Objects;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.motion.skeleton.Poses;

/**
 * A dance and what it is danced to; both begin at the same instant.
 *
 * @param name  of the dance
 * @param poses of SMPL's skeleton
 * @param music at any frame rate, as long as it is
 * @param beats of the music, in frames of 60 a second; empty where they are not known
 */
public record Dance(String name, Poses poses, MusicFeatures music, List<Integer> beats) {

    /** Frames a second in which beats are told, in Hz. */
    public static final double BEATS_HZ = 60;

    /** Checks that nothing is missing. */
    public Dance {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(poses, "poses");
        Objects.requireNonNull(music, "music");
        beats = List.copyOf(beats);
    }
}
