package org.otvae.data;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** File operations that survive a crash of the machine: bytes are on the disk before the next step begins. */
public final class DurableFiles {

    private DurableFiles() {
    }

    /** Writes the bytes of a new file. */
    public interface Content {

        /** Writes all of them; the stream is closed by others. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Makes a file that was not there. */
    public static void create(Path file, Content content) throws IOException {
        write(file, content, StandardOpenOption.CREATE_NEW);
    }

    /**
     * Makes a file or replaces one, in one step: whoever looks sees all of the old one or all of the new one, also after a
     * crash or on a full disk; of several who write at once, the last one's. A file {@code .NAME.RANDOM.part} beside it is in
     * use meanwhile.
     */
    public static void replace(Path file, Content content) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            write(part, content, StandardOpenOption.CREATE_NEW);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        forceDirectory(file.toAbsolutePath().getParent());
    }

    private static void write(Path file, Content content, StandardOpenOption... how) throws IOException {
        var options = new HashSet<StandardOpenOption>(List.of(how));
        options.add(StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** Moves in one step to a name that is not taken, and makes the new name durable. */
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(to.toAbsolutePath().getParent());
    }

    /** Makes the names in a folder durable. */
    public static void forceDirectory(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return; // Windows cannot open a directory; its file system journals names by itself
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes a folder with all it holds; links are deleted, not followed. */
    public static void deleteTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
