package org.otvae.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Text files for people that are never seen half written. */
public final class WholeFile {

    private WholeFile() {
    }

    /**
     * Writes to a temporary name beside the file, then moves in one step, replacing a file of that name.
     *
     * @throws UncheckedIOException if the disk refuses
     */
    public static void write(Path file, String text) {
        try {
            Path part = file.resolveSibling("." + file.getFileName() + ".part");
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath(), e);
        }
    }
}
