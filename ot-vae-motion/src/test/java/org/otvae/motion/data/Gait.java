package org.otvae.motion.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.otvae.motion.skeleton.Skeleton;

/** Small BVH files of SMPL's joints for tests: a chain of unit bones whose joints swing. */
final class Gait {

    private Gait() {
    }

    /** Writes a motion; other phases, other positions. */
    static Path write(Path file, int frames, double phase) {
        StringBuilder text = new StringBuilder("HIERARCHY\n");
        hierarchy(text, 0);
        text.append("MOTION\nFrames: ").append(frames).append("\nFrame Time: 0.0333333\n");
        for (int t = 0; t < frames; t++) {
            text.append(t).append(" 90 0");
            for (int joint = 0; joint < Skeleton.SMPL.size(); joint++) {
                text.append(String.format(Locale.ROOT, " %.3f", 20 * Math.sin(0.1 * t + joint + phase)));
            }
            text.append('\n');
        }
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void hierarchy(StringBuilder text, int joint) {
        text.append(joint == 0 ? "ROOT " : "JOINT ").append(Skeleton.SMPL.joints().get(joint)).append(" { OFFSET 0 ")
                .append(joint == 0 ? 0 : 10).append(" 0 CHANNELS ")
                .append(joint == 0 ? "4 Xposition Yposition Zposition Zrotation" : "1 Zrotation").append('\n');
        for (int child = joint + 1; child < Skeleton.SMPL.size(); child++) {
            if (Skeleton.SMPL.parent(child) == joint) {
                hierarchy(text, child);
            }
        }
        text.append("}\n");
    }
}
