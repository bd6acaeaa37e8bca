package org.otvae.motion.file;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Files that Python wrote; the script that made them lies beside them. */
public final class Golden {

    private Golden() {
    }

    /** One of the files. */
    public static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Golden.class.getResource("golden/" + name), name).toURI());
        } catch (URISyntaxException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
