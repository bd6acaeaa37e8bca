package org.otvae.motion.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes BVH files that {@link BvhFile} and other programs read: two spaces a level, six decimals. */
public final class BvhWriter {

    private static final int DECIMALS = 1_000_000;

    private BvhWriter() {
    }

    /**
     * Writes a motion.
     *
     * @throws IllegalArgumentException if its joints do not lie in the order of their hierarchy, children right after
     *                                  parents
     * @throws UncheckedIOException     if the file cannot be written
     */
    public static void write(Path file, Bvh bvh) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("HIERARCHY\n");
            int next = joint(out, bvh.joints(), 0, 0);
            if (next != bvh.joints().size()) {
                throw new IllegalArgumentException("joints must lie in the order of their hierarchy, found "
                        + bvh.joints().get(next).name() + " after the children of another");
            }
            out.write("MOTION\nFrames: " + bvh.frames() + "\nFrame Time: " + text(bvh.frameSeconds()) + "\n");
            StringBuilder line = new StringBuilder();
            int channels = bvh.channels();
            for (int i = 0; i < bvh.values().length; i++) {
                append(line, bvh.values()[i]).append(i % channels == channels - 1 ? '\n' : ' ');
                if (i % channels == channels - 1) {
                    out.append(line);
                    line.setLength(0);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath(), failure);
        }
    }

    /** Writes a joint with all that hangs on it and returns the place behind that. */
    private static int joint(BufferedWriter out, List<BvhJoint> joints, int place, int depth) throws IOException {
        BvhJoint joint = joints.get(place);
        String indent = "  ".repeat(depth);
        out.write(indent + (joint.end() ? "End Site" : (depth == 0 ? "ROOT " : "JOINT ") + joint.name()) + "\n");
        out.write(indent + "{\n" + indent + "  OFFSET " + text(joint.x()) + " " + text(joint.y()) + " "
                + text(joint.z())
                + "\n");
        if (!joint.end()) {
            out.write(indent + "  CHANNELS " + joint.channels().size());
            for (BvhChannel channel : joint.channels()) {
                out.write(" " + channel.word());
            }
            out.write("\n");
        }
        int next = place + 1;
        while (next < joints.size() && joints.get(next).parent() == place) {
            next = joint(out, joints, next, depth + 1);
        }
        out.write(indent + "}\n");
        return next;
    }

    private static String text(double value) {
        return append(new StringBuilder(), value).toString();
    }

    /** Always with a point and never in scientific notation, which some readers do not know. */
    private static StringBuilder append(StringBuilder text, double value) {
        if (!(Math.abs(value) < 1e9)) {
            throw new IllegalArgumentException("numbers of a BVH must be below 1e9, found " + value);
        }
        long scaled = Math.round(Math.abs(value) * DECIMALS);
        String behind = Long.toString(scaled % DECIMALS);
        return text.append(value < 0 && scaled > 0 ? "-" : "").append(scaled / DECIMALS).append('.')
                .append("0".repeat(6 - behind.length())).append(behind);
    }
}
