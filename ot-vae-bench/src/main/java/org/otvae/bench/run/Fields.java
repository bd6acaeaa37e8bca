package org.otvae.bench.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.otvae.data.MalformedDataException;
import org.otvae.metric.Scores;

/** Takes typed values out of the maps that JSON gives, with a message where a value is missing or of another type. */
final class Fields {

    /** The scores of every modality; other keys are measures of one. */
    private static final Set<String> SCORES = new Scores(0, 1, 1, 1, 1, 1).fields().keySet();

    private final Map<?, ?> map;
    private final String where;

    Fields(Map<?, ?> map, String where) {
        this.map = map;
        this.where = where;
    }

    String text(String name) {
        return get(name, String.class);
    }

    long whole(String name) {
        Number number = get(name, Number.class);
        if (!(number instanceof Long || number instanceof Integer)) {
            throw new MalformedDataException(where + ": expected a whole number for \"" + name + "\", found " + number);
        }
        return number.longValue();
    }

    /** A number; NaN where the file has null. */
    double number(String name) {
        return map.containsKey(name) && map.get(name) == null ? Double.NaN : get(name, Number.class).doubleValue();
    }

    Map<String, Object> object(String name) {
        var copy = new LinkedHashMap<String, Object>();
        Map<?, ?> inner = get(name, Map.class);
        inner.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    long[] wholes(String name) {
        List<?> list = get(name, List.class);
        var wholes = new long[list.size()];
        for (int i = 0; i < wholes.length; i++) {
            if (!(list.get(i) instanceof Integer || list.get(i) instanceof Long)) {
                throw new MalformedDataException(where + ": expected whole numbers in \"" + name + "\", found "
                        + list.get(i));
            }
            wholes[i] = ((Number) list.get(i)).longValue();
        }
        return wholes;
    }

    Scores scores(String name) {
        var all = object(name);
        var fields = new Fields(all, where + ", " + name);
        var fidelity = new LinkedHashMap<String, Double>();
        all.keySet().stream().filter(key -> !SCORES.contains(key)).forEach(key -> fidelity.put(key, fields.number(key)));
        try {
            return new Scores(fields.number("mse"), fields.number("perplexity"), fields.number("perplexityPerBatch"),
                    Math.toIntExact(fields.whole("activeCodes")), Math.toIntExact(fields.whole("codes")),
                    fields.number("stepsPerSecond"), fidelity);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedDataException(where + ": " + e.getMessage(), e);
        }
    }

    List<String> texts(String name) {
        List<?> list = get(name, List.class);
        if (!list.stream().allMatch(String.class::isInstance)) {
            throw new MalformedDataException(where + ": expected texts in \"" + name + "\", found " + list);
        }
        return list.stream().map(String.class::cast).toList();
    }

    private <T> T get(String name, Class<T> type) {
        Object value = map.get(name);
        if (!type.isInstance(value)) {
            throw new MalformedDataException(where + ": expected " + type.getSimpleName() + " for \"" + name
                    + "\", found "
                    + (value == null ? "nothing" : value.getClass().getSimpleName()));
        }
        return type.cast(value);
    }
}
