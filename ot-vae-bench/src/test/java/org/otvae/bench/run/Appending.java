package org.otvae.bench.run;

import java.nio.file.Path;
import java.util.Map;

/** A process that appends lines to a file that others append to. */
final class Appending {

    private Appending() {
    }

    /** File, name and number of lines. */
    public static void main(String[] arguments) {
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            JsonLines.append(Path.of(arguments[0]), Map.of("of", arguments[1], "line", i));
        }
    }
}
