package org.otvae.motion.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.otvae.data.Corpus;
import org.otvae.data.Sha256;
import org.otvae.data.Split;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.RootChannels;

/**
 * Motions in memory, handed out in windows of a fixed number of frames, {@code [72, frames]} in the layout of {@link
 * BodyHalves}. Windows begin every {@link MotionCut#stride} frames of each motion in training, and every {@link
 * MotionCut#heldOutStride} frames in validation and test.
 */
public final class MotionCorpus implements Corpus {

    private final String name;
    private final MotionCut cut;
    private final Map<Split, List<Poses>> motions = new EnumMap<>(Split.class);
    private final Map<Split, int[]> firstWindows = new EnumMap<>(Split.class);
    private final String content;
    private final List<String> notes;

    /**
     * A corpus of motions of SMPL's skeleton at the cut's frame rate, each at least a window long.
     *
     * @param name    what commands and records call it; with the way of the root it has {@link MotionCut#WITH_ROOT}
     *                after it
     * @param motions of each split that there is
     * @param content what decides the motions, a digest of the files for instance
     * @param notes   see {@link Corpus#notes}
     */
    MotionCorpus(String name, MotionCut cut, Map<Split, List<Poses>> motions, String content, List<String> notes) {
        this.name = cut.root() == RootChannels.VELOCITY ? name + MotionCut.WITH_ROOT : name;
        this.cut = cut;
        this.content = content;
        this.notes = List.copyOf(notes);
        motions.forEach((split, list) -> {
            int[] first = new int[list.size() + 1];
            for (int i = 0; i < list.size(); i++) {
                Poses poses = list.get(i);
                if (poses.frames() < cut.frames() || Math.abs(poses.framesPerSecond() - cut.framesPerSecond()) > 1e-6) {
                    throw new IllegalArgumentException("a motion must have at least " + cut.frames() + " frames at "
                            + cut.framesPerSecond() + " Hz, found " + poses.frames() + " at "
                            + poses.framesPerSecond());
                }
                first[i + 1] = first[i] + (poses.frames() - cut.frames()) / stride(split) + 1;
            }
            this.motions.put(split, List.copyOf(list));
            firstWindows.put(split, first);
        });
    }

    private int stride(Split split) {
        return split == Split.TRAIN ? cut.stride() : cut.heldOutStride();
    }

    @Override
    public String name() {
        return name;
    }

    /** {@code [72, frames]}. */
    @Override
    public long[] exampleShape() {
        return new long[] {BodyHalves.CHANNELS, cut.frames()};
    }

    /** How the motions are cut. */
    public MotionCut cut() {
        return cut;
    }

    /** The motions of a split, whole, {@code [frames, 24, 3]} each; none when there is no such split. */
    public List<Poses> motions(Split split) {
        return motions.getOrDefault(split, List.of());
    }

    @Override
    public int size(Split split) {
        return firstWindows.containsKey(split) ? firstWindows.get(split)[motions.get(split).size()] : 0;
    }

    /** Over the files and the cut, not the positions: sines differ in their last bit from machine to machine. */
    @Override
    public String fingerprint() {
        return Sha256.hex((cut + " " + content).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public void read(Split split, int index, long draw, float[] target, int offset) {
        Objects.checkIndex(index, size(split));
        int[] first = firstWindows.get(split);
        int place = Arrays.binarySearch(first, index);
        int motion = place >= 0 ? place : -place - 2;
        BodyHalves.write(motions.get(split).get(motion), (index - first[motion]) * stride(split), cut.frames(),
                cut.root(), target, offset);
    }
}
