package org.otvae.motion.data;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The motions of Bandai Namco Research: actions in styles by name, {@code dataset-1_walk_tired_001.bvh} for instance,
 * 30 frames a second, one skeleton (CC BY-NC 4.0). All takes of an action in a style lie in one split, whichever of the
 * two sets they come from: CRC-32 of {@code bandai-namco/walk_tired} modulo 10 is 0 or 1 for the test, 2 for validation.
 * A tenth would be too few frames to tell whether each of 512 codes is in use.
 */
public final class BandaiNamco {

    /** What commands and records call it. */
    public static final String NAME = "bandai-namco";

    private static final int TESTED = 2; // tenths
    private static final Pattern FILE = Pattern.compile("(?:.*/)?dataset-[0-9]+_([^_/]+_[^_/]+)_[0-9]+\\.bvh");

    private BandaiNamco() {
    }

    /**
     * Reads the clips of a folder, or of folders inside it.
     *
     * @throws org.otvae.data.MissingDataException   if it has none
     * @throws org.otvae.data.MalformedDataException if a split would be empty
     */
    public static MotionCorpus open(Path folder, MotionCut cut) {
        return BvhFolder.open(NAME, folder, cut, BandaiNamco::family, TESTED);
    }

    private static String family(String path) {
        Matcher matcher = FILE.matcher(path);
        return matcher.matches() ? NAME + "/" + matcher.group(1) : "";
    }
}
