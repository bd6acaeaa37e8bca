package org.otvae.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.otvae.data.SafeTensors;

/**
 * Everything a run needs to go on as if it had never stopped.
 *
 * @param step      training steps done, at least 0
 * @param weights   parameters and running statistics by name
 * @param optimizer moments and counters of the updater by name
 * @param state     the rest: data cursor, schedules, random state, best score. Finite numbers, strings, booleans, null,
 *                  lists and maps of those; read back as {@link org.otvae.data.Json} says, integers as Long
 */
public record Checkpoint(long step, SafeTensors weights, SafeTensors optimizer, Map<String, Object> state) {

    /** Checks the step and copies the state's map. */
    public Checkpoint {
        if (step < 0) {
            throw new IllegalArgumentException("step must be at least 0, found " + step);
        }
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(optimizer, "optimizer");
        state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
    }
}
