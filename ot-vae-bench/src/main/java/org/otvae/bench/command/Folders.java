package org.otvae.bench.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Folders that commands write into. */
final class Folders {

    private Folders() {
    }

    /** Throws if there is a file where a folder is to be. */
    static void requireNoFile(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException("expected a folder or nothing at " + folder + ", found a file; name another place");
        }
    }

    /**
     * Throws if one of the files to be made is there.
     *
     * @param other what the user may do in place of {@code --overwrite}
     */
    static void requireNew(List<Path> files, String other) {
        files.stream().filter(Files::exists).findFirst().ifPresent(file -> {
            throw new UsageException("expected no file " + file + ", found one, which would be lost; " + other + ", or give --overwrite");
        });
    }

    static void make(Path folder) {
        requireNoFile(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder.toAbsolutePath(), e);
        }
    }

    /** Throws unless the folder that a file or folder is to be made in is there. */
    static void requireParent(Path output) {
        Path parent = output.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent)) {
            throw new UsageException("expected a folder for " + output + ", found none at " + parent + "; make it first");
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath(), e);
        }
    }
}
