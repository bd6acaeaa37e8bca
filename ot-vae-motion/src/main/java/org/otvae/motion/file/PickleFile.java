package org.otvae.motion.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.otvae.data.MalformedDataException;

/**
 * Reads Python's pickles of dictionaries, lists, numbers, texts and numpy's arrays, protocols 0 to 5, without running
 * anything in them: all operations and lengths are checked before the first value is made, and the only names that a
 * pickle may call are those by which numpy writes arrays.
 */
public final class PickleFile {

    private static final int MOST_BYTES = 256 << 20;
    private static final int MOST_DEPTH = 32;

    private final Map<Object, Object> finished = new IdentityHashMap<>();

    private PickleFile() {
    }

    /**
     * Reads a file.
     *
     * @return a {@code Map}, {@code List}, {@link NumpyArray}, String, Long, Double, Boolean, byte[] or null, maps
     *         and lists of the same
     * @throws org.otvae.data.MissingDataException if there is no such file
     * @throws MalformedDataException              if it is no such pickle
     */
    public static Object read(Path file) {
        return FileBytes.parse(file, MOST_BYTES, "a pickle", PickleFile::read);
    }

    static Object read(byte[] bytes) {
        return new PickleFile().finished(new PickleMachine(bytes).run(), 0);
    }

    /** Shared parts stay shared, so that nothing grows; a part inside itself is deeper than any limit. */
    private Object finished(Object value, int depth) {
        if (depth > MOST_DEPTH) {
            throw new MalformedDataException("pickle: expected at most " + MOST_DEPTH + " levels, found more");
        }
        if (value instanceof PickleNumpy.PendingArray pending) {
            return pending.array();
        }
        if (value instanceof PickleNumpy.PendingType || value instanceof PickleNumpy.Global) {
            throw new MalformedDataException("pickle: expected values, found a type or a function");
        }
        if (!(value instanceof List<?> || value instanceof Map<?, ?>)) {
            return value;
        }
        Object known = finished.get(value);
        if (known != null) {
            return known;
        }
        Object result;
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(key, finished(each, depth + 1)));
            result = Collections.unmodifiableMap(copy);
        } else {
            List<Object> copy = new ArrayList<>();
            for (Object each : (List<?>) value) {
                copy.add(finished(each, depth + 1));
            }
            result = Collections.unmodifiableList(copy);
        }
        finished.put(value, result);
        return result;
    }
}
