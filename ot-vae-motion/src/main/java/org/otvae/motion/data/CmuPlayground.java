package org.otvae.motion.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.otvae.data.Sha256;
import org.otvae.data.Split;
import org.otvae.motion.file.Bvh;
import org.otvae.motion.file.BvhFile;
import org.otvae.motion.skeleton.Poses;

/**
 * A minute of real motion inside the jar: one performer on a playground, two recordings of CMU's motion capture
 * database, 30 frames a second. Of each recording the last 128 frames are the test, the 128 before them validation. For
 * the demo and the tests; numbers measured on it are not those of a larger set. How it was cut stands in the README
 * beside the files.
 */
public final class CmuPlayground {

    /** What commands and records call it. */
    public static final String NAME = "cmu-playground-slice";

    /** The fingerprint of the slice under {@link MotionCut#CLIPS}. */
    public static final String FINGERPRINT = "8fe814be039e5d5386b850db8b3d9104788e061155dfb95844cb3b4717d3222a";

    /** The names of the recordings, BVH files. */
    public static final List<String> RECORDINGS = List.of("01_01", "01_03");

    private static final int HELD_OUT = 128; // frames, nine windows

    private CmuPlayground() {
    }

    /**
     * Reads the slice; needs nothing but the jar.
     *
     * @param cut how to cut it, at 30 frames a second, windows of at most 128 frames
     */
    public static MotionCorpus open(MotionCut cut) {
        Map<Split, List<Poses>> motions = new EnumMap<>(Split.class);
        StringBuilder content = new StringBuilder();
        for (String recording : RECORDINGS) {
            byte[] bytes = bytes(recording);
            content.append(recording).append(' ').append(Sha256.hex(bytes)).append('\n');
            Bvh bvh = BvhFile.read(bytes);
            Poses poses = Rig.named("cmu").poses(bvh);
            int frames = poses.frames();
            motions.computeIfAbsent(Split.TRAIN, split -> new ArrayList<>()).add(part(poses, 0, frames - 2 * HELD_OUT));
            motions.computeIfAbsent(Split.VALIDATION, split -> new ArrayList<>())
                    .add(part(poses, frames - 2 * HELD_OUT, frames - HELD_OUT));
            motions.computeIfAbsent(Split.TEST, split -> new ArrayList<>()).add(part(poses, frames - HELD_OUT, frames));
        }
        return new MotionCorpus(NAME, cut, motions, content.toString(), List.of());
    }

    /** A recording as its file has it, with CMU's own joints. */
    public static Bvh recording(String name) {
        return BvhFile.read(bytes(name));
    }

    private static Poses part(Poses poses, int from, int to) {
        int width = 3 * poses.joints();
        return new Poses(poses.skeleton(), Arrays.copyOfRange(poses.positions(), from * width, to * width),
                poses.framesPerSecond());
    }

    private static byte[] bytes(String recording) {
        String file = NAME + "/" + recording + ".bvh";
        try (InputStream in = CmuPlayground.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("expected one of the recordings " + RECORDINGS + ", found "
                        + recording);
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file + " inside the program", failure);
        }
    }
}
