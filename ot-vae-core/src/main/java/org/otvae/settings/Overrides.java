package org.otvae.settings;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Changes components deep inside a record by path and text, as {@code --set autoencoder.quantizer.epsilon=0.05} does.
 *
 * <p>Works on any record whose components are numbers, booleans, enums, strings, lists, arrays, records or interfaces
 * that records implement; nothing is registered anywhere. All overrides of one call are applied together, so two
 * components that must agree (the dim of an encoder and of a codebook) can change in one step.
 */
public final class Overrides {

    private Overrides() {
    }

    /** A copy of {@code root} with one component changed; see {@link #with(Record, Map)}. */
    public static <R extends Record> R with(R root, String path, String text) {
        return with(root, Map.of(path, text));
    }

    /**
     * A copy of {@code root} with several components changed, each record on the way built once.
     *
     * @param changes values by path; a path is component names joined by dots, a value is written as described at
     *                {@link Values}
     * @throws IllegalArgumentException if a path names no component (the message lists the right ones), a value cannot
     *                                  be read as the component's type, or a record refuses its new values
     */
    public static <R extends Record> R with(R root, Map<String, String> changes) {
        if (changes.isEmpty()) {
            return root;
        }
        @SuppressWarnings("unchecked") // rebuilt makes a record of the class it is given
        var changed = (R) rebuilt(root, "", changes);
        return changed;
    }

    private static Object rebuilt(Object record, String at, Map<String, String> changes) {
        var type = record.getClass();
        var whole = new LinkedHashMap<String, String>();
        var inside = new LinkedHashMap<String, Map<String, String>>();
        changes.forEach((path, text) -> {
            int dot = path.indexOf('.');
            String name = dot < 0 ? path : path.substring(0, dot);
            requireComponent(type, name, at);
            if (dot < 0) {
                whole.put(name, text);
            } else {
                inside.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(path.substring(dot + 1), text);
            }
        });
        var components = type.getRecordComponents();
        var values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = changed(record, components[i], at, whole, inside);
        }
        return Components.construct(type, values, String.join(", ",
                changes.keySet().stream().map(p -> at + p).toList()));
    }

    private static Object changed(Object record, RecordComponent component, String at, Map<String, String> whole,
            Map<String, Map<String, String>> inside) {
        String name = component.getName();
        Object value = Components.value(record, component);
        if (whole.containsKey(name)) {
            value = Values.parse(component.getGenericType(), whole.get(name), at + name);
        }
        if (!inside.containsKey(name)) {
            return value;
        }
        if (value == null) {
            throw new IllegalArgumentException("expected a component with parts at " + at + name + ", found none; leave the settings of "
                    + at + name + " out");
        }
        if (!(value instanceof Record)) {
            throw new IllegalArgumentException("expected a component with parts at " + at + name + ", found the value "
                    + value + "; set " + at + name + " itself");
        }
        return rebuilt(value, at + name + ".", inside.get(name));
    }

    private static void requireComponent(Class<?> type, String name, String at) {
        var names = Components.names(type);
        if (!names.contains(name)) {
            throw new IllegalArgumentException("expected one of " + String.join(", ", Names.closestFirst(name, names))
                    + ", found \"" + name + "\" in " + at + name + "; " + type.getSimpleName()
                    + " has no such component");
        }
    }
}
