package org.otvae.bench.table;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.otvae.bench.run.RunRecord;
import org.otvae.settings.Settings;

/** What rows of a table are called: their experiment and, where several rows have the same, the settings that tell them apart. */
final class RowNames {

    private static final int MOST = 3; // settings that are written out
    private static final Set<String> SHARED = Set.of("plan.seed", "plan.epochs"); // averaged over, told by the heading

    private RowNames() {
    }

    /** The name of each row, with settings as {@code --set} takes them. */
    static List<String> of(List<RunRecord> rows) {
        return rows.stream().map(row -> name(row, rows.stream().filter(other -> other.experiment().equals(row.experiment())).toList()))
                .toList();
    }

    private static String name(RunRecord row, List<RunRecord> namesakes) {
        var settings = namesakes.stream().map(each -> leaves(each.settings())).toList();
        var own = leaves(row.settings());
        var paths = new LinkedHashSet<>(own.keySet());
        paths.removeIf(path -> settings.stream().allMatch(each -> Objects.equals(each.get(path), own.get(path))));
        if (paths.isEmpty()) {
            return row.experiment();
        }
        String more = paths.size() > MOST ? ", " + (paths.size() - MOST) + " more" : "";
        return row.experiment() + paths.stream().limit(MOST).map(path -> path + "=" + own.get(path))
                .collect(Collectors.joining(", ", " (", more + ")"));
    }

    private static Map<String, String> leaves(Map<?, ?> settings) {
        var leaves = new LinkedHashMap<String, String>();
        collect("", settings, leaves);
        leaves.keySet().removeAll(SHARED);
        return leaves;
    }

    private static void collect(String path, Map<?, ?> settings, Map<String, String> leaves) {
        settings.forEach((name, value) -> {
            if (!(value instanceof Map<?, ?> inside)) {
                leaves.put(path + name, String.valueOf(value));
            } else if (inside.get(Settings.TYPE) instanceof String type && type.indexOf('.') < 0
                    && inside.values().stream().noneMatch(Map.class::isInstance)) {
                leaves.put(path + name, call(type, inside));
            } else {
                collect(path + name + ".", inside, leaves);
            }
        });
    }

    /**
     * A record of plain components as text: a type of Cosine with 0.001 and 0 is cosine(0.001, 0). Only records of sealed
     * interfaces, whose types have no package, may be set as a whole.
     */
    private static String call(String type, Map<?, ?> record) {
        return record.entrySet().stream().filter(entry -> !entry.getKey().equals(Settings.TYPE))
                .map(entry -> String.valueOf(entry.getValue()))
                .collect(Collectors.joining(", ", type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1) + "(", ")"));
    }
}
