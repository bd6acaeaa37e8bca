package org.otvae.settings;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record as nested ordered maps, lists, numbers, booleans and strings, and back: the form run folders and result
 * lines store.
 *
 * <p>A record that stands where an interface is declared carries its name under {@value #TYPE}: the simple name where
 * the interface is sealed, else the full class name. Reading accepts only records that implement the declared interface
 * and runs nothing but their constructors.
 */
public final class Settings {

    /** The key of a record's name where the declared type alone does not tell it. */
    public static final String TYPE = "type";

    private Settings() {
    }

    /** The components of a record, in the order of declaration. */
    public static Map<String, Object> of(Record record) {
        var settings = new LinkedHashMap<String, Object>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            settings.put(component.getName(), plain(Components.value(record, component), component.getGenericType()));
        }
        return Collections.unmodifiableMap(settings);
    }

    /**
     * The record that {@link #of} described.
     *
     * @throws IllegalArgumentException if names, types or values do not fit; the message names the path
     */
    public static <R extends Record> R read(Class<R> type, Map<String, ?> settings) {
        return type.cast(record(type, settings, ""));
    }

    private static Object plain(Object value, Type declared) {
        if (value == null || value instanceof Boolean || value instanceof String || value instanceof Integer
                || value instanceof Long) {
            return value;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? Double.valueOf(value.toString()) : value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> plain(element, element(declared))).toList();
        }
        if (value.getClass().isArray()) {
            var elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(plain(Array.get(value, i), element(declared)));
            }
            return elements;
        }
        if (value instanceof Record record) {
            return named(record, declared);
        }
        throw new IllegalArgumentException("settings hold numbers, booleans, strings, enums, lists and records, found "
                + value.getClass().getName());
    }

    private static Map<String, Object> named(Record record, Type declared) {
        if (declared == record.getClass()) {
            return of(record);
        }
        boolean sealed = declared instanceof Class<?> type && type.isSealed();
        var settings = new LinkedHashMap<String, Object>();
        settings.put(TYPE, sealed ? record.getClass().getSimpleName() : record.getClass().getName());
        settings.putAll(of(record));
        return Collections.unmodifiableMap(settings);
    }

    private static Object record(Class<?> declared, Map<?, ?> settings, String at) {
        var type = declared.isRecord() ? declared : implementation(declared, settings.get(TYPE), at);
        var names = Components.names(type);
        for (Object key : settings.keySet()) {
            if (!names.contains(key) && !(key.equals(TYPE) && !declared.isRecord())) {
                throw new IllegalArgumentException("expected only " + String.join(", ", names) + " in "
                        + place(at, type) + ", found \"" + key + "\"");
            }
        }
        var components = type.getRecordComponents();
        var values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            String name = components[i].getName();
            if (!settings.containsKey(name)) {
                throw new IllegalArgumentException("expected \"" + name + "\" in " + place(at, type) + ", found "
                        + settings.keySet() + "; the settings were written by another version");
            }
            values[i] = value(components[i].getGenericType(), settings.get(name),
                    at.isEmpty() ? name : at + "." + name);
        }
        return Components.construct(type, values, place(at, type));
    }

    private static Object value(Type declared, Object plain, String at) {
        var boxed = declared instanceof ParameterizedType generic ? (Class<?>) generic.getRawType()
                : (Class<?>) declared;
        if (plain == null && !boxed.isPrimitive()) {
            return null;
        }
        var raw = MethodType.methodType(boxed).unwrap().returnType(); // Integer as int
        if (plain instanceof Map<?, ?> map && !raw.isPrimitive()) {
            return record(raw, map, at);
        }
        if (plain instanceof List<?> list) {
            return many(declared, raw, list, at);
        }
        if (raw == boolean.class && plain instanceof Boolean || raw == String.class && plain instanceof String) {
            return plain;
        }
        boolean text = plain instanceof String && (raw.isEnum() || raw == double.class || raw == float.class);
        if (text || plain instanceof Number && raw.isPrimitive() && raw != boolean.class) {
            return Values.parse(raw, plain instanceof BigDecimal exact ? exact.toString() : String.valueOf(plain), at);
        }
        throw mismatch(at, raw, String.valueOf(plain));
    }

    private static Object many(Type declared, Class<?> raw, List<?> list, String at) {
        if (raw.isArray()) {
            Object array = Array.newInstance(raw.getComponentType(), list.size());
            for (int i = 0; i < list.size(); i++) {
                Array.set(array, i, value(raw.getComponentType(), list.get(i), at));
            }
            return array;
        }
        if (raw != List.class) {
            throw mismatch(at, raw, list.toString());
        }
        var values = new ArrayList<>();
        for (Object element : list) {
            if (element == null) {
                throw mismatch(at, raw, list.toString());
            }
            values.add(value(element(declared), element, at));
        }
        return List.copyOf(values);
    }

    private static Class<?> implementation(Class<?> declared, Object name, String at) {
        if (!(name instanceof String text)) {
            throw new IllegalArgumentException("expected the name of a " + declared.getSimpleName() + " under \"" + TYPE
                    + "\" in " + place(at, declared) + ", found " + name);
        }
        Class<?> found = null;
        if (declared.isSealed()) {
            for (var permitted : declared.getPermittedSubclasses()) {
                found = permitted.getSimpleName().equals(text) ? permitted : found;
            }
        } else {
            try {
                found = Class.forName(text, false, declared.getClassLoader()); // not initialised before it is checked
            } catch (ClassNotFoundException e) {
                throw new IllegalArgumentException(place(at, declared) + ": no class " + text
                        + " on the class path; add the library that has it", e);
            }
        }
        if (found == null || !found.isRecord() || !declared.isAssignableFrom(found)) {
            throw new IllegalArgumentException("expected a record that is a " + declared.getSimpleName() + " at "
                    + place(at, declared) + ", found " + text);
        }
        return found;
    }

    private static Type element(Type declared) {
        if (declared instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments()[0];
        }
        return declared instanceof Class<?> type && type.isArray() ? type.getComponentType() : Object.class;
    }

    private static String place(String at, Class<?> type) {
        return at.isEmpty() ? type.getSimpleName() : at;
    }

    private static IllegalArgumentException mismatch(String at, Class<?> expected, String found) {
        return new IllegalArgumentException(at + " expects " + expected.getSimpleName() + ", found " + found);
    }
}
