package org.otvae.data;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * The files of a folder of the user's as examples of a corpus: which there are, and which split each belongs to. A file is
 * known by its path inside the folder, with {@code /} between names, the same on every system.
 */
public final class FolderFiles {

    private static final int PARTS = 10; // of which one is the test and one validation
    private static final char UNREADABLE = '\uFFFD'; // what Java puts in the place of bytes that are no letter

    private FolderFiles() {
    }

    /**
     * The paths of regular files, sorted. Links are followed, whether the folder is one or a file or a folder inside it; a
     * link back to a folder that it lies in is left out.
     *
     * @param depth  1 for the files of the folder itself, 2 for those of its sub-folders too, and so on
     * @param wanted which paths are
     * @throws UncheckedIOException if there is no such folder, or one inside it cannot be listed
     */
    public static List<String> below(Path folder, int depth, Predicate<String> wanted) {
        List<String> paths = new ArrayList<>();
        try {
            Path root = folder.toRealPath();
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String path = root.relativize(file).toString().replace(File.separatorChar, '/');
                    if (attributes.isRegularFile() && wanted.test(path)) {
                        paths.add(path);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof FileSystemLoopException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + folder.toAbsolutePath(), failure);
        }
        Collections.sort(paths);
        return paths;
    }

    /**
     * The file of a path that {@link #below} gave.
     *
     * @throws MalformedDataException if its name is not in the encoding of the system's locale, so that the path leads to no file
     */
    public static Path file(Path folder, String path) {
        Path file;
        try {
            file = folder.resolve(path);
        } catch (InvalidPathException unnamed) {
            throw unnamed(path, unnamed);
        }
        if (path.indexOf(UNREADABLE) >= 0 && Files.notExists(file)) {
            throw unnamed(path, null);
        }
        return file;
    }

    private static MalformedDataException unnamed(String path, Exception cause) {
        return new MalformedDataException(path + ": expected a file name in the encoding of the system's locale, found another; set "
                + "LC_ALL=C.UTF-8 for names in UTF-8, rename others", cause);
    }

    /** The sub-folder that a path begins with; empty if it has none. */
    public static String top(String path) {
        return path.substring(0, Math.max(0, path.indexOf('/')));
    }

    /**
     * The split of a path, which stays when other files come or go: {@link #hash} modulo 10 is 0 for the test, 1 for
     * validation, else training.
     */
    public static Split split(String path) {
        return split(path, 1);
    }

    /**
     * The same with more for the test.
     *
     * @param tested tenths for the test; the next tenth is for validation
     */
    public static Split split(String path, int tested) {
        long part = hash(path) % PARTS;
        return part < tested ? Split.TEST : part == tested ? Split.VALIDATION : Split.TRAIN;
    }

    /** CRC-32 of a path in UTF-8. */
    public static long hash(String path) {
        CRC32 sum = new CRC32();
        sum.update(path.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
