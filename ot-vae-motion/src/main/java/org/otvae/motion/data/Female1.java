package org.otvae.motion.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.otvae.data.MissingDataException;

/**
 * 81 clips of one performer who stands, walks, runs and crawls, 10.9 minutes at 30 frames a second, on one skeleton.
 * Their origin is not stated where they are published, so they are fetched and never part of this program. Takes of one
 * action lie in one split: CRC-32 of {@code Female1_B02}, the name up to the action's number, modulo 10 is 0 for the
 * test, 1 for validation.
 */
public final class Female1 {

    /** What commands and records call it, and the name of its folder. */
    public static final String NAME = "female1";

    /** The fingerprint of the clips of version 2.3.65 of the package, under {@link MotionCut#CLIPS}. */
    public static final String FINGERPRINT = "305f8d17acde7c238af13e85616d6787d689697fdf4eace775723e0399c64192";

    private static final Pattern FILE = Pattern.compile("(?:.*/)?(Female1_[A-Z][0-9]+)_[^/]*\\.bvh");

    private Female1() {
    }

    /**
     * Reads the clips from our cache.
     *
     * @throws MissingDataException if they are not there
     */
    public static MotionCorpus open(MotionCut cut) {
        return open(folder().orElseThrow(() -> missing(cached())), cut);
    }

    /** Reads the clips of one folder and looks nowhere else. */
    public static MotionCorpus open(Path folder, MotionCut cut) {
        if (!hasClips(folder)) {
            throw missing(folder);
        }
        return BvhFolder.open(NAME, folder, cut, Female1::family, 1);
    }

    /** The folder that {@link #open(MotionCut)} would read, empty when the clips are not on this machine. */
    public static Optional<Path> folder() {
        return Optional.of(cached()).filter(Female1::hasClips);
    }

    private static String family(String path) {
        Matcher matcher = FILE.matcher(path);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static boolean hasClips(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> !family(file.getFileName().toString()).isEmpty());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + folder.toAbsolutePath(), failure);
        }
    }

    private static Path cached() {
        String stated = System.getenv("XDG_CACHE_HOME");
        Path caches = stated == null || stated.isBlank() ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(stated);
        return caches.resolve("otvae").resolve(NAME);
    }

    private static MissingDataException missing(Path folder) {
        return new MissingDataException(NAME + ": expected clips Female1_*.bvh; looked in " + folder.toAbsolutePath()
                + "; get them with ./otvae data fetch " + NAME + ", or give their folder with --data DIR");
    }
}
