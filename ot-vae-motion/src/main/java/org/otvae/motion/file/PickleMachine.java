package org.otvae.motion.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stack machine of pickles over {@link PickleNumpy}'s closed list; makes plain values of Java and arrays. */
final class PickleMachine {

    private static final Object MARK = new Object();

    private final PickleText text;
    private final PickleNumpy numpy;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    PickleMachine(byte[] bytes) {
        PickleText.scan(bytes);
        this.text = new PickleText(bytes);
        this.numpy = new PickleNumpy(4L * bytes.length);
    }

    /** The value of the pickle; arrays in it may still be pending. */
    Object run() {
        for (PickleCode code = text.next(); code != PickleCode.STOP; code = text.next()) {
            switch (code) {
                case PROTOCOL -> requireProtocol();
                case FRAME -> { } // only a hint for reading ahead
                case MARK -> stack.add(MARK);
                case POP -> pop();
                case POP_MARK -> marked();
                case DUPLICATE -> stack.add(top());
                case PUT, BINPUT, LONG_BINPUT -> memo.put(memoPlace(code), top());
                case MEMOIZE -> memo.put((long) memo.size(), top());
                case GET, BINGET, LONG_BINGET -> stack.add(remembered(memoPlace(code)));
                case GLOBAL -> global(text.latin().split("\n"));
                case STACK_GLOBAL -> {
                    String name = string(pop());
                    global(new String[] {string(pop()), name});
                }
                case REDUCE -> {
                    List<Object> arguments = list(pop());
                    stack.add(numpy.call(pop(), arguments));
                }
                case BUILD -> {
                    Object state = pop();
                    numpy.build(top(), state);
                }
                case READONLY -> top();
                default -> {
                    if (!collected(code)) {
                        stack.add(PickleScalar.of(code, text));
                    }
                }
            }
        }
        return pop();
    }

    private boolean collected(PickleCode code) {
        switch (code) {
            case EMPTY_LIST -> stack.add(new ArrayList<>());
            case LIST -> stack.add(marked());
            case EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case DICT -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                fill(map, marked());
                stack.add(map);
            }
            case EMPTY_TUPLE -> stack.add(List.of());
            case TUPLE -> stack.add(Collections.unmodifiableList(marked()));
            case TUPLE1 -> tuple(1);
            case TUPLE2 -> tuple(2);
            case TUPLE3 -> tuple(3);
            case APPEND -> append(Collections.singletonList(pop()));
            case APPENDS -> append(marked());
            case SETITEM -> {
                Object value = pop();
                Object key = pop();
                fill(map(top()), Arrays.asList(key, value));
            }
            case SETITEMS -> {
                List<Object> pairs = marked();
                fill(map(top()), pairs);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void append(List<Object> values) {
        if (!(top() instanceof ArrayList<?>)) { // tuples are lists that cannot change
            throw text.malformed("a list to append to", kind(top()));
        }
        list(top()).addAll(values);
    }

    private void fill(Map<Object, Object> map, List<Object> pairs) {
        if (pairs.size() % 2 != 0) {
            throw text.malformed("a value for each key", "a key more");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            Object key = pairs.get(i);
            if (!(key instanceof String || key instanceof Long || key instanceof Boolean || key instanceof Double)) {
                throw text.malformed("texts or numbers as keys", kind(key));
            }
            map.put(key, pairs.get(i + 1));
        }
    }

    private void tuple(int size) {
        Object[] tuple = new Object[size];
        for (int i = size - 1; i >= 0; i--) {
            tuple[i] = pop();
        }
        stack.add(Collections.unmodifiableList(Arrays.asList(tuple)));
    }

    private List<Object> marked() {
        int place = stack.lastIndexOf(MARK);
        if (place < 0) {
            throw text.malformed("a mark", "none");
        }
        List<Object> values = new ArrayList<>(stack.subList(place + 1, stack.size()));
        stack.subList(place, stack.size()).clear();
        return values;
    }

    private void global(String[] names) {
        Object global = names.length == 2 ? PickleNumpy.global(names[0].strip(), names[1].strip()) : null;
        if (global == null) {
            throw text.malformed("functions of numpy for arrays only", String.join(" ", names)
                    + ", which is not called");
        }
        stack.add(global);
    }

    private void requireProtocol() {
        if (text.unsigned() > 5) {
            throw text.malformed("protocol 0 to 5", String.valueOf(text.unsigned()));
        }
    }

    private long memoPlace(PickleCode code) {
        return code.argument() == PickleCode.Argument.LINE ? PickleScalar.integer(text.line(), text) : text.unsigned();
    }

    private Object remembered(long place) {
        if (memo.containsKey(place)) {
            return memo.get(place);
        }
        throw text.malformed("a value that was put down before", "none at " + place);
    }

    private Object top() {
        if (stack.isEmpty() || stack.get(stack.size() - 1) == MARK) {
            throw text.malformed("a value on the stack", "none");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        Object value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private String string(Object value) {
        if (value instanceof String string) {
            return string;
        }
        throw text.malformed("a name", kind(value));
    }

    @SuppressWarnings("unchecked")
    private List<Object> list(Object value) {
        if (value instanceof List<?>) {
            return (List<Object>) value;
        }
        throw text.malformed("a list or tuple", kind(value));
    }

    @SuppressWarnings("unchecked")
    private Map<Object, Object> map(Object value) {
        if (value instanceof Map<?, ?>) {
            return (Map<Object, Object>) value;
        }
        throw text.malformed("a dictionary", kind(value));
    }

    private static String kind(Object value) {
        return value == null ? "None" : value.getClass().getSimpleName();
    }
}
