package org.otvae.bench.modality;

import java.nio.file.Path;
import java.util.Optional;
import org.otvae.prior.Sampling;

/**
 * What a user wants to be generated.
 *
 * @param count    samples, at least 1
 * @param label    the class of all of them, a name or a number; empty for each class in turn
 * @param sampling how codes are drawn
 * @param seed     of everything random
 * @param music    a recording to be danced to
 */
public record Wanted(int count, Optional<String> label, Sampling sampling, long seed, Optional<Path> music) {

    private static final int MOST = 100_000; // samples at once, which are held in memory

    public Wanted {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("expected --n from 1 to " + MOST + ", found " + count);
        }
    }
}
