package org.otvae.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.otvae.data.DurableFiles;

/** Text files for people that are never seen half written. */
public final class WholeFile {

    private WholeFile() {
    }

    /**
     * Writes to a temporary name beside the file, then moves in one step, replacing a file of that name;
     * the folder is made if need be.
     *
     * @throws UncheckedIOException if the disk refuses
     */
    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            DurableFiles.replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath(), e);
        }
    }
}
