package org.otvae.train;

import java.util.List;
import java.util.Optional;

/**
 * What a search for a checkpoint gave.
 *
 * @param checkpoint the first one that passed every check; empty if none did
 * @param skipped    one line for each one that was tried before and failed, with the reason
 */
public record Restored(Optional<Checkpoint> checkpoint, List<String> skipped) {

    /** Copies the list. */
    public Restored {
        skipped = List.copyOf(skipped);
    }
}
