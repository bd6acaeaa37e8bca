package org.otvae.motion.file;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.otvae.data.MalformedDataException;

/**
 * Reads BVH files: any hierarchy under one root, channels of any number and order, any units. Memory follows what the
 * file has, not what it declares; numbers must be finite, and as many as the header says.
 */
public final class BvhFile {

    private static final int MOST_BYTES = 256 << 20; // two hours of 30 joints at 60 frames a second
    private static final int MOST_JOINTS = 1_000;
    private static final double MOST = 1e9; // larger numbers are damage, and their squares leave float

    private final BvhText text;
    private final List<BvhJoint> joints = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private BvhFile(byte[] bytes) {
        this.text = new BvhText(bytes);
    }

    /**
     * Reads a file.
     *
     * @throws org.otvae.data.MissingDataException if there is no such file
     * @throws MalformedDataException              if it is no BVH file
     */
    public static Bvh read(Path file) {
        return FileBytes.parse(file, MOST_BYTES, "a BVH file", BvhFile::read);
    }

    /** Reads bytes that are a BVH file; errors as in {@link #read(Path)}, without a path. */
    public static Bvh read(byte[] bytes) {
        return new BvhFile(bytes).parse();
    }

    private Bvh parse() {
        text.require("HIERARCHY");
        text.require("ROOT");
        hierarchy();
        int channels = joints.stream().mapToInt(joint -> joint.channels().size()).sum();
        if (channels == 0) {
            throw text.malformed("channels", "a hierarchy without any");
        }
        text.require("Frames:");
        double frames = text.number("the number of frames");
        text.require("Frame");
        text.require("Time:");
        double seconds = text.number("the seconds of a frame");
        if (!(frames >= 1 && frames <= Integer.MAX_VALUE && frames == Math.rint(frames))) {
            throw text.malformed("at least 1 frame", String.valueOf(frames));
        }
        if (!(seconds >= 1e-5 && seconds <= 1)) {
            throw text.malformed("between 1e-5 and 1 second for a frame", String.valueOf(seconds));
        }
        return new Bvh(joints, values((long) frames * channels), seconds);
    }

    private float[] values(long expected) {
        Floats values = new Floats();
        while (!text.ended()) {
            if (values.size() == expected) {
                throw text.malformed(expected + " numbers in the frames", "more");
            }
            values.add(bounded("a number of a frame"));
        }
        if (values.size() < expected) {
            throw text.malformed(expected + " numbers in the frames", values.size() + " until the end");
        }
        return values.toArray();
    }

    private double bounded(String what) {
        double value = text.number(what);
        if (Math.abs(value) > MOST) {
            throw text.malformed(what + " of at most " + MOST, String.valueOf(value));
        }
        return value;
    }

    /**
     * Everything from the root's name to {@code MOTION}; a stack instead of calls, so that depth costs no more than
     * width.
     */
    private void hierarchy() {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(joint(-1, text.restOfLine(), false));
        for (String word = text.word(); !word.equalsIgnoreCase("MOTION"); word = text.word()) {
            switch (word.toUpperCase(Locale.ROOT)) {
                case "JOINT" -> open.push(joint(parent(open, word), text.restOfLine(), false));
                case "END" -> {
                    text.require("Site");
                    int parent = parent(open, word);
                    open.push(joint(parent, joints.get(parent).name() + ".end", true));
                }
                case "}" -> {
                    parent(open, word);
                    open.pop();
                }
                default -> throw text.malformed("JOINT, End Site, } or MOTION", word);
            }
        }
        if (!open.isEmpty()) {
            throw text.malformed("} for each {", "MOTION");
        }
    }

    private int parent(Deque<Integer> open, String found) {
        if (open.isEmpty()) {
            throw text.malformed("MOTION after the one root", found);
        }
        if (!found.equals("}") && joints.get(open.peek()).end()) {
            throw text.malformed("nothing below an End Site", found);
        }
        return open.peek();
    }

    private int joint(int parent, String stated, boolean end) {
        if (stated.isEmpty() || joints.size() >= MOST_JOINTS) {
            throw text.malformed("a name and at most " + MOST_JOINTS + " joints", stated);
        }
        String name = stated;
        for (int again = 2; !names.add(name); again++) {
            name = stated + "." + again;
        }
        text.require("{");
        text.require("OFFSET");
        double x = bounded("an offset");
        double y = bounded("an offset");
        double z = bounded("an offset");
        joints.add(new BvhJoint(name, parent, x, y, z, end ? List.of() : channels(), end));
        return joints.size() - 1;
    }

    private List<BvhChannel> channels() {
        text.require("CHANNELS");
        double count = text.number("the number of channels");
        if (!(count >= 0 && count <= 6 && count == Math.rint(count))) {
            throw text.malformed("0 to 6 channels", String.valueOf(count));
        }
        List<BvhChannel> channels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String word = text.word();
            BvhChannel channel = BvhChannel.of(word).orElseThrow(() -> text.malformed("Xposition to Zrotation", word));
            if (channels.contains(channel)) {
                throw text.malformed("each channel once", word);
            }
            channels.add(channel);
        }
        return channels;
    }
}
