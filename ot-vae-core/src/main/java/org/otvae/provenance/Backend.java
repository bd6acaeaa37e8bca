package org.otvae.provenance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What did the arithmetic, in the words of the one who asked it.
 *
 * @param nd4j   version of ND4J, for example {@code 1.0.0-M2.1}
 * @param name   backend, for example {@code CPU} or {@code CUDA}
 * @param device processor or accelerator, as the backend calls it
 */
public record Backend(String nd4j, String name, String device) {

    /** Checks that nothing is missing. */
    public Backend {
        Objects.requireNonNull(nd4j, "nd4j");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(device, "device");
    }

    /** The components as ordered names and values. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nd4j", nd4j);
        fields.put("name", name);
        fields.put("device", device);
        return fields;
    }
}
