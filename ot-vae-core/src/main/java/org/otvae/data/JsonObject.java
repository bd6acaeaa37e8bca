package org.otvae.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object whose fields are asked for by name and type; what is missing or of another type is malformed data, said
 * with the name of the field.
 *
 * @param fields names and values as {@link Json} reads them; copied, order kept, null values allowed
 */
public record JsonObject(Map<String, Object> fields) {

    /** Copies the fields. */
    public JsonObject {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The object in a UTF-8 text of at most {@code limit} bytes; errors as in {@link Json#read(byte[], int)}. */
    public static JsonObject read(byte[] utf8, int limit) {
        return of(Json.read(utf8, limit), "the text");
    }

    /** The object in a file of at most {@code limit} bytes; errors as in {@link Json#read(Path, int)}. */
    public static JsonObject read(Path file, int limit) {
        return of(Json.read(file, limit), file.toAbsolutePath().toString());
    }

    /** Whether there is a field of this name, be its value null. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Whether the field is missing or null. */
    public boolean isNull(String name) {
        return fields.get(name) == null;
    }

    /** A string field. */
    public String text(String name) {
        return typed(name, String.class, "a string");
    }

    /** A number field without fraction and exponent. */
    public long integer(String name) {
        return typed(name, Long.class, "an integer");
    }

    /** A number field, with fraction or without. */
    public double number(String name) {
        return typed(name, Number.class, "a number").doubleValue();
    }

    /** A boolean field. */
    public boolean truth(String name) {
        return typed(name, Boolean.class, "true or false");
    }

    /** An object field. */
    public JsonObject object(String name) {
        return of(fields.get(name), name);
    }

    /** An array field. */
    public List<Object> array(String name) {
        List<?> values = typed(name, List.class, "an array");
        return Collections.unmodifiableList(values);
    }

    /** An array field of integers. */
    public long[] integers(String name) {
        List<Object> values = array(name);
        long[] integers = new long[values.size()];
        for (int i = 0; i < integers.length; i++) {
            if (!(values.get(i) instanceof Long value)) {
                throw malformed(name, "an array of integers", values.get(i));
            }
            integers[i] = value;
        }
        return integers;
    }

    /** An array field of texts. */
    public List<String> texts(String name) {
        return array(name).stream().map(value -> {
            if (!(value instanceof String text)) {
                throw malformed(name, "an array of texts", value);
            }
            return text;
        }).toList();
    }

    private <T> T typed(String name, Class<T> type, String expected) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw malformed(name, expected, value);
        }
        return type.cast(value);
    }

    private static JsonObject of(Object value, String name) {
        if (!(value instanceof Map<?, ?> map)) {
            throw malformed(name, "an object", value);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<?, ?> field : map.entrySet()) {
            fields.put(String.valueOf(field.getKey()), field.getValue());
        }
        return new JsonObject(fields);
    }

    private static MalformedDataException malformed(String name, String expected, Object found) {
        String shown = String.valueOf(found);
        return new MalformedDataException("field \"" + name + "\": expected " + expected + ", found "
                + (found == null ? "nothing" : shown.length() <= 60 ? shown : shown.substring(0, 60) + "..."));
    }
}
