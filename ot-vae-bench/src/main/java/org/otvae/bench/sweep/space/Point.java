package org.otvae.bench.sweep.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One configuration of a space: values by path, as {@code --set} takes them.
 *
 * @param values in the order of the space
 */
public record Point(Map<String, String> values) {

    /** Copies the map. */
    public Point {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** As {@code path=value}, one text each. */
    public List<String> settings() {
        return values.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
    }

    /** The same with the last name of each path alone, in one line. */
    public String summary() {
        return String.join("  ", values.entrySet().stream()
                .map(entry -> entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1) + "=" + entry.getValue())
                .toList());
    }
}
