package org.otvae.settings;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the text of an override as a value of a component's type.
 *
 * <p>Numbers as Java writes them (underscores allowed, whole numbers also as {@code 1e3}); {@code true} and
 * {@code false}; enum constants in any case with {@code -} or {@code _}; lists and arrays as {@code [8, 5, 5]}; records
 * of a sealed interface as {@code exponential(1, 0.1)}, or just {@code name} where they have no components; a bare
 * number where the interface has a {@code Constant}.
 */
final class Values {

    private Values() {
    }

    /** The value, or an IllegalArgumentException that names {@code path}, what was expected and what was found. */
    static Object parse(Type type, String text, String path) {
        String trimmed = text.strip();
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return List.copyOf(elements(trimmed).stream().map(e -> parse(generic.getActualTypeArguments()[0], e, path))
                    .toList());
        }
        if (!(type instanceof Class<?> declared)) {
            throw new IllegalArgumentException(path + " cannot be set by text; its type is " + type.getTypeName());
        }
        var raw = MethodType.methodType(declared).unwrap().returnType(); // Integer as int
        if (raw == String.class) {
            return trimmed;
        }
        if (raw == boolean.class) {
            return truth(trimmed, path);
        }
        if (raw.isPrimitive()) {
            return number(raw, trimmed, path);
        }
        if (raw.isEnum()) {
            return constant(raw, trimmed, path);
        }
        return raw.isArray() ? array(raw, trimmed, path) : record(raw, trimmed, path);
    }

    private static boolean truth(String text, String path) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(path + " expects true or false, found \"" + text + "\"");
        }
        return text.equals("true");
    }

    private static Object number(Class<?> type, String text, String path) {
        try {
            if (type == double.class) {
                return Double.parseDouble(text.replace("_", ""));
            }
            if (type == float.class) {
                return Float.parseFloat(text.replace("_", ""));
            }
            var exact = new BigDecimal(text.replace("_", ""));
            if (exact.scale() < -18) { // no long has more digits; 1e999999999 must not be expanded
                throw new ArithmeticException("out of range");
            }
            return type == long.class ? (Object) exact.longValueExact() : (Object) exact.intValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            String kind = type == double.class || type == float.class ? "a number" : "a whole number";
            throw new IllegalArgumentException(path + " expects " + kind + ", found \"" + text + "\"", e);
        }
    }

    private static Object constant(Class<?> type, String text, String path) {
        for (Object constant : type.getEnumConstants()) {
            if (Names.same(((Enum<?>) constant).name(), text)) {
                return constant;
            }
        }
        var names = Arrays.stream(type.getEnumConstants()).map(c -> kebab(((Enum<?>) c).name())).toList();
        throw new IllegalArgumentException(path + " expects one of "
                + String.join(", ", Names.closestFirst(text, names))
                + ", found \"" + text + "\"");
    }

    private static Object array(Class<?> type, String text, String path) {
        var elements = elements(text);
        Object array = Array.newInstance(type.getComponentType(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, parse(type.getComponentType(), elements.get(i), path));
        }
        return array;
    }

    private static Object record(Class<?> type, String text, String path) {
        var choices = choices(type);
        if (choices.isEmpty()) {
            throw new IllegalArgumentException(path + " cannot be replaced as a whole; set its components, " + path
                    + ".<name>=<value>, or choose another experiment");
        }
        if (text.matches("[-+.\\d].*")) {
            return choices.stream().filter(c -> Names.same(c.getSimpleName(), "Constant")).findFirst()
                    .map(c -> Components.construct(c, arguments(c, List.of(text), path), path))
                    .orElseThrow(() -> unknown(type, text, path));
        }
        int open = text.indexOf('(');
        String name = open < 0 ? text : text.substring(0, open).strip();
        if (open >= 0 && !text.endsWith(")")) {
            throw new IllegalArgumentException(path + " expects a closing bracket at the end, found \"" + text + "\"");
        }
        var arguments = open < 0 ? List.<String>of() : Arguments.split(text.substring(open + 1, text.length() - 1));
        return choices.stream().filter(c -> Names.same(c.getSimpleName(), name)).findFirst()
                .map(c -> Components.construct(c, arguments(c, arguments, path), path))
                .orElseThrow(() -> unknown(type, name, path));
    }

    private static Object[] arguments(Class<?> record, List<String> texts, String path) {
        var components = record.getRecordComponents();
        if (components.length != texts.size()) {
            throw new IllegalArgumentException(path + " expects " + shape(record) + ", found " + texts.size() + " value"
                    + (texts.size() == 1 ? "" : "s"));
        }
        var values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = parse(components[i].getGenericType(), texts.get(i), path + "." + components[i].getName());
        }
        return values;
    }

    private static IllegalArgumentException unknown(Class<?> type, String found, String path) {
        var shapes = choices(type).stream().map(Values::shape).toList();
        return new IllegalArgumentException(path + " expects " + String.join(" or ", Names.closestFirst(found, shapes))
                + ", found \"" + found + "\"");
    }

    private static List<Class<?>> choices(Class<?> type) {
        if (type.isRecord()) {
            return List.of(type);
        }
        var choices = new ArrayList<Class<?>>();
        if (type.isSealed()) {
            for (var permitted : type.getPermittedSubclasses()) {
                choices.addAll(choices(permitted));
            }
        }
        return choices;
    }

    private static String shape(Class<?> record) {
        var names = Components.names(record);
        return kebab(record.getSimpleName()) + (names.isEmpty() ? "" : "(" + String.join(", ", names) + ")");
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(java.util.Locale.ROOT);
    }

    private static List<String> elements(String text) {
        return Arguments.split(text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text);
    }
}
