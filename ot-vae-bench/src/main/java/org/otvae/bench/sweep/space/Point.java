package org.otvae.bench.sweep.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One configuration of a space: values by path, as {@code --set} takes them.
 *
 * @param values in the order of the space
 */
public record Point(Map<String, String> values) {

    private static final Set<String> GENERIC = Set.of("from", "to", "value"); // components of schedules

    /** Copies the map. */
    public Point {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** As {@code path=value}, one text each. */
    public List<String> settings() {
        return values.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
    }

    /** The same with short names, in one line. */
    public String summary() {
        var names = shortNames(List.copyOf(values.keySet())).iterator();
        return String.join("  ", values.values().stream().map(value -> names.next() + "=" + value).toList());
    }

    /** The ends of paths that tell them apart, at least {@code epsilon.from} where {@code from} alone says nothing. */
    public static List<String> shortNames(List<String> paths) {
        return paths.stream().map(path -> {
            String name = last(path, 1);
            for (int parts = GENERIC.contains(name) ? 2 : 1; ; parts++) {
                String end = last(path, parts);
                int length = parts;
                if (end.equals(path) || paths.stream().filter(other -> last(other, length).equals(end)).count() == 1) {
                    return end;
                }
            }
        }).toList();
    }

    private static String last(String path, int parts) {
        int start = path.length();
        for (int i = 0; i < parts && start >= 0; i++) {
            start = path.lastIndexOf('.', start - 1);
        }
        return path.substring(start + 1);
    }
}
