package org.otvae.motion.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.otvae.data.MalformedDataException;

/**
 * What pickles may call, a closed list: the functions by which numpy's arrays, types and scalars are put together, and
 * the two by which older protocols write bytes. Each is done here, by data; nothing is looked up and nothing runs.
 */
final class PickleNumpy {

    /** A function or type that a pickle names. */
    enum Global {
        RECONSTRUCT, ARRAY, TYPE, SCALAR, FROM_BUFFER, ENCODE, BYTES
    }

    /** A type that is filled in by a later operation. */
    static final class PendingType {
        private String text;

        NumpyType type() {
            return NumpyType.of(text);
        }
    }

    /** An array that is filled in by a later operation. */
    static final class PendingArray {
        private NumpyArray array;

        NumpyArray array() {
            if (array == null) {
                throw new MalformedDataException("pickle: expected the content of each array, found an array without");
            }
            return array;
        }
    }

    private static final Map<String, Global> ALLOWED = Map.ofEntries(
            Map.entry("numpy.core.multiarray _reconstruct", Global.RECONSTRUCT),
            Map.entry("numpy._core.multiarray _reconstruct", Global.RECONSTRUCT),
            Map.entry("numpy ndarray", Global.ARRAY), Map.entry("numpy dtype", Global.TYPE),
            Map.entry("numpy.core.multiarray scalar", Global.SCALAR), Map.entry("numpy._core.multiarray scalar",
            Global.SCALAR),
            Map.entry("numpy.core.numeric _frombuffer", Global.FROM_BUFFER),
            Map.entry("numpy._core.numeric _frombuffer", Global.FROM_BUFFER),
            Map.entry("_codecs encode", Global.ENCODE), Map.entry("__builtin__ bytes", Global.BYTES),
            Map.entry("builtins bytes", Global.BYTES));

    private long left;

    /**
     * For one pickle.
     *
     * @param budget bytes that its calls may make altogether
     */
    PickleNumpy(long budget) {
        this.left = budget;
    }

    /** The global of a name, null if it is not on the list. */
    static Global global(String module, String name) {
        return ALLOWED.get(module + " " + name);
    }

    Object call(Object function, List<?> arguments) {
        if (!(function instanceof Global global)) {
            throw refused("a function of numpy", function);
        }
        return switch (global) {
            case RECONSTRUCT -> new PendingArray();
            case TYPE -> {
                PendingType type = new PendingType();
                type.text = text(argument(arguments, 0));
                yield type;
            }
            case SCALAR -> scalar(type(argument(arguments, 0)), bytes(argument(arguments, 1)));
            case FROM_BUFFER -> {
                PendingArray array = new PendingArray();
                array.array = new NumpyArray(type(argument(arguments, 1)), shape(argument(arguments, 2)),
                        "F".equals(argument(arguments, 3)), bytes(argument(arguments, 0)));
                yield array;
            }
            case ENCODE -> bytes(text(argument(arguments, 0)));
            case BYTES -> new byte[0];
            case ARRAY -> throw refused("a function of numpy", "its type");
        };
    }

    void build(Object target, Object state) {
        if (target instanceof PendingType type && state instanceof List<?> parts) {
            for (int i = 2; i <= 4; i++) { // sub-types, names and fields: records
                if (argument(parts, i) != null) {
                    throw refused("an array of plain numbers", "one of records");
                }
            }
            type.text = text(argument(parts, 1)) + type.text;
        } else if (target instanceof PendingArray array && state instanceof List<?> parts) {
            array.array = new NumpyArray(type(argument(parts, 2)), shape(argument(parts, 1)),
                    Boolean.TRUE.equals(argument(parts, 3)) || Long.valueOf(1).equals(argument(parts, 3)),
                    bytes(argument(parts, 4)));
        } else {
            throw refused("the state of an array or a type", target);
        }
    }

    private Object scalar(NumpyType type, byte[] bytes) {
        if (bytes.length != type.bytes()) {
            throw refused(type.bytes() + " bytes of a scalar", bytes.length);
        }
        double value = type.at(bytes, 0);
        return type.kind() == 'b' ? (Object) (value != 0) : (Object) value;
    }

    private static Object argument(List<?> arguments, int place) {
        if (place >= arguments.size()) {
            throw refused("an argument more", arguments.size());
        }
        return arguments.get(place);
    }

    private static NumpyType type(Object value) {
        if (value instanceof PendingType type) {
            return type.type();
        }
        throw refused("a type of numpy", value);
    }

    private static List<Integer> shape(Object value) {
        List<Integer> shape = new ArrayList<>();
        if (value instanceof List<?> lengths) {
            for (Object length : lengths) {
                if (!(length instanceof Long number) || number < 0 || number > Integer.MAX_VALUE) {
                    throw refused("the lengths of an array", length);
                }
                shape.add(number.intValue());
            }
            return shape;
        }
        throw refused("the shape of an array", value);
    }

    private static String text(Object value) {
        if (value instanceof String text && text.length() <= Integer.MAX_VALUE / 2) {
            return text;
        }
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        throw refused("a text", value);
    }

    private byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof String text) { // Python 2's bytes, and what newer ones encode as Latin 1
            left -= text.length();
            if (left < 0) {
                throw refused("each text encoded once", "the same ones again and again");
            }
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        throw refused("the bytes of an array", value);
    }

    private static MalformedDataException refused(String expected, Object found) {
        String shown = found instanceof Number || found instanceof String || found == null ? String.valueOf(found)
                : found.getClass().getSimpleName();
        return new MalformedDataException("pickle: expected " + expected + ", found "
                + (shown.length() <= 60 ? shown : shown.substring(0, 60) + "...").replaceAll("\\p{Cntrl}", "?"));
    }
}
