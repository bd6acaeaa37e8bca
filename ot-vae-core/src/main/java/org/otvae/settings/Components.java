package org.otvae.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Takes records apart and puts them together again through their canonical constructors. */
final class Components {

    private Components() {
    }

    /** The names of a record's components in the order of declaration. */
    static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }

    /** The value of one component. */
    static Object value(Object record, RecordComponent component) {
        try {
            component.getAccessor().trySetAccessible();
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component.getName() + " of "
                    + record.getClass().getName(), e);
        }
    }

    /**
     * A new record of the type.
     *
     * @param where what the reader of an error message should look at, for example a path of components
     * @throws IllegalArgumentException if the record refuses the values; the message is the record's own after
     *                                  {@code where}
     */
    static Object construct(Class<?> type, Object[] values, String where) {
        var components = type.getRecordComponents();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.trySetAccessible();
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            var cause = e.getCause();
            if (cause instanceof IllegalArgumentException || cause instanceof NullPointerException
                    || cause instanceof ArithmeticException) {
                throw new IllegalArgumentException(where + ": " + cause.getMessage(), cause);
            }
            throw new IllegalStateException(where + ": " + cause, cause);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot construct " + type.getName(), e);
        }
    }
}
