package org.otvae.provenance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The machine a result was made on.
 *
 * @param java    vendor and version of the Java runtime
 * @param os      name and version of the operating system
 * @param arch    processor architecture, for example {@code amd64}
 * @param threads threads given to the arithmetic, at least 1
 */
public record Machine(String java, String os, String arch, int threads) {

    /** Checks that nothing is missing. */
    public Machine {
        Objects.requireNonNull(java, "java");
        Objects.requireNonNull(os, "os");
        Objects.requireNonNull(arch, "arch");
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, found " + threads);
        }
    }

    /** This machine; threads are OMP_NUM_THREADS where that is a positive number, else the processors available. */
    public static Machine here() {
        return new Machine(System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                threads(System.getenv("OMP_NUM_THREADS"), Runtime.getRuntime().availableProcessors()));
    }

    static int threads(String wished, int available) {
        if (wished != null && wished.matches("[1-9][0-9]{0,3}")) {
            return Integer.parseInt(wished);
        }
        return available;
    }

    /** The components as ordered names and values. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("java", java);
        fields.put("os", os);
        fields.put("arch", arch);
        fields.put("threads", threads);
        return fields;
    }
}
