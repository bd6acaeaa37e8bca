package org.otvae.data;

import java.util.List;
import java.util.Map;

/** Appends values as compact JSON; see {@link Json} for the rules. */
final class JsonWriter {

    private JsonWriter() {
    }

    static void append(StringBuilder text, Object value, int depth) {
        if (value == null || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof String string) {
            appendString(text, string);
        } else if (value instanceof Number number) {
            appendNumber(text, number);
        } else if (value instanceof Map<?, ?> map) {
            appendObject(text, map, depth + 1);
        } else if (value instanceof List<?> list) {
            appendArray(text, list, depth + 1);
        } else {
            throw new IllegalArgumentException("JSON holds maps, lists, strings, numbers, booleans and null, found "
                    + value.getClass().getName() + "; convert it first");
        }
    }

    private static void appendObject(StringBuilder text, Map<?, ?> map, int depth) {
        requireDepth(depth);
        char separator = '{';
        for (Map.Entry<?, ?> field : map.entrySet()) {
            text.append(separator);
            separator = ',';
            if (!(field.getKey() instanceof String key)) {
                throw new IllegalArgumentException("keys of a JSON object must be strings, found " + field.getKey());
            }
            appendString(text, key);
            text.append(':');
            append(text, field.getValue(), depth);
        }
        text.append(separator == '{' ? "{}" : "}");
    }

    private static void appendArray(StringBuilder text, List<?> list, int depth) {
        requireDepth(depth);
        char separator = '[';
        for (Object value : list) {
            text.append(separator);
            separator = ',';
            append(text, value, depth);
        }
        text.append(separator == '[' ? "[]" : "]");
    }

    private static void appendNumber(StringBuilder text, Number number) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            text.append(number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("JSON numbers must be finite, found " + value
                        + "; write null instead");
            }
            text.append(value); // Double.toString always has a point, and reads back to the same bits
        } else {
            throw new IllegalArgumentException("JSON numbers must be Long, Double or narrower, found "
                    + number.getClass().getName() + "; convert it first");
        }
    }

    private static void appendString(StringBuilder text, String value) {
        if (hasLoneSurrogate(value)) {
            throw new IllegalArgumentException("JSON strings must hold surrogates in pairs, found half of one");
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    static boolean hasLoneSurrogate(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                if (i + 1 == value.length() || !Character.isSurrogatePair(value.charAt(i), value.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static void requireDepth(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw new IllegalArgumentException("JSON may be nested at most " + Json.MAX_DEPTH
                    + " levels deep, found more");
        }
    }
}
