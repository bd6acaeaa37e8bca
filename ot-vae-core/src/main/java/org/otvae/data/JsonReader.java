package org.otvae.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recursive descent over one JSON text; see {@link Json} for the rules. */
final class JsonReader {

    private final JsonText text;

    JsonReader(String text) {
        this.text = new JsonText(text);
    }

    Object document() {
        Object value = value(0);
        text.skipSpace();
        if (text.peek() != JsonText.END) {
            throw text.unexpected("the end of the text");
        }
        return value;
    }

    private Object value(int depth) {
        text.skipSpace();
        return switch (text.peek()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        requireDepth(depth);
        text.skip(1);
        Map<String, Object> fields = new LinkedHashMap<>();
        text.skipSpace();
        if (text.take('}')) {
            return Collections.unmodifiableMap(fields);
        }
        do {
            text.skipSpace();
            if (text.peek() != '"') {
                throw text.unexpected("a key in quotes");
            }
            String key = string();
            if (fields.containsKey(key)) {
                throw text.malformed("each key once", "\"" + key + "\" twice");
            }
            text.skipSpace();
            text.require(':', "':' after a key");
            fields.put(key, value(depth));
            text.skipSpace();
        } while (text.take(','));
        text.require('}', "',' or '}' in an object");
        return Collections.unmodifiableMap(fields);
    }

    private List<Object> array(int depth) {
        requireDepth(depth);
        text.skip(1);
        List<Object> values = new ArrayList<>();
        text.skipSpace();
        if (text.take(']')) {
            return Collections.unmodifiableList(values);
        }
        do {
            values.add(value(depth));
            text.skipSpace();
        } while (text.take(','));
        text.require(']', "',' or ']' in an array");
        return Collections.unmodifiableList(values);
    }

    private Object literal(String word, Object value) {
        if (!text.take(word)) {
            throw text.unexpected("a value");
        }
        return value;
    }

    private Number number() {
        String literal = text.takeNumber();
        boolean integer = literal.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        return integer ? (Number) integer(literal) : (Number) real(literal); // casts: no promotion to double
    }

    private Long integer(String literal) {
        try {
            return Long.valueOf(literal);
        } catch (NumberFormatException e) {
            throw text.malformed("an integer of 64 bits", literal);
        }
    }

    private Double real(String literal) {
        double value = Double.parseDouble(literal);
        if (Double.isInfinite(value)) {
            throw text.malformed("a number within double precision", literal);
        }
        return value;
    }

    private String string() {
        text.skip(1);
        StringBuilder characters = new StringBuilder();
        while (!text.take('"')) {
            int c = text.peek();
            if (c < ' ') { // the end as well
                throw text.unexpected("a character of a string");
            }
            text.skip(1);
            characters.append(c == '\\' ? escaped() : (char) c);
        }
        String string = characters.toString();
        if (JsonWriter.hasLoneSurrogate(string)) {
            throw text.malformed("surrogates in pairs", "half of one");
        }
        return string;
    }

    private char escaped() {
        int c = text.peek();
        char character = switch (c) {
            case '"', '\\', '/', 'u' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw text.unexpected("an escape sequence");
        };
        text.skip(1);
        return c == 'u' ? text.takeUnit() : character;
    }

    private void requireDepth(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw text.malformed("at most " + Json.MAX_DEPTH + " levels", "more");
        }
    }
}
