package org.otvae.motion.dance;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.data.Sha256;
import org.otvae.data.Split;
import org.otvae.motion.Motion;
import org.otvae.motion.MotionTokenizer;
import org.otvae.motion.data.Dance;
import org.otvae.motion.data.DanceCorpus;
import org.otvae.motion.music.MusicFeatures;

/**
 * The codes of dances beside their music as a corpus: what a {@link MotionGpt} learns from. An example is the music of
 * the frames 1 to T of a window, then T + 1 codes of the upper and of the lower half, {@code [T * 438 + 2 * (T + 1)]}:
 * code t and the music up to t + 1 tell code t + 1.
 *
 * <p>Windows of training begin at every code of each dance; those of validation and test lie end to end, so that each
 * code is told once. Dances shorter than a window are left out.
 *
 * <p>Unlike the published loader, which by a mistake takes windows from the first seconds of long dances alone, and
 * encodes each window anew, all windows are used, of codes that the tokenizer gives the whole dance.
 */
public final class DanceCodes implements Corpus {

    private final String name;
    private final int positions;
    private final int codes;
    private final Map<Split, List<Line>> lines = new EnumMap<>(Split.class);
    private final Map<Split, int[]> firstWindows = new EnumMap<>(Split.class);

    /** A dance, and as much of its codes and music as there is of both. */
    private record Line(Dance dance, HalfCodes codes, float[] music) {
    }

    private DanceCodes(String name, int positions, int codes) {
        this.name = name;
        this.positions = positions;
        this.codes = codes;
    }

    /**
     * The codes that a tokenizer gives to dances, each encoded once.
     *
     * @param positions T, what a model sees at once
     * @throws MalformedDataException if a split has dances but none of a window's length
     */
    public static DanceCodes of(MotionTokenizer tokenizer, DanceCorpus dances, int positions) {
        int codes = tokenizer.tokenizer().autoencoder().quantizer().codes() / 2;
        DanceCodes own = new DanceCodes(dances.name() + "-codes", positions, codes);
        for (Split split : Split.values()) {
            List<Line> lines = new ArrayList<>();
            for (Dance dance : dances.dances(split)) {
                Line line = line(tokenizer, dance);
                if (line != null && line.codes.positions() > positions) {
                    lines.add(line);
                }
            }
            if (lines.isEmpty() && !dances.dances(split).isEmpty()) {
                throw new MalformedDataException(dances.name() + ": expected dances of more than " + positions * 8
                        / tokenizer.framesPerSecond() + " s in " + split + ", found none; set the network's positions lower");
            }
            own.put(split, lines);
        }
        return own;
    }

    private static Line line(MotionTokenizer tokenizer, Dance dance) {
        MusicFeatures music = dance.music().at(tokenizer.framesPerSecond() / Motion.FRAMES_PER_LATENT);
        int length = Math.min(dance.poses().frames() / Motion.FRAMES_PER_LATENT, music.frames());
        return length == 0 ? null : new Line(dance, HalfCodes.of(tokenizer.encode(dance.poses()), length),
                Arrays.copyOf(music.values(), length * MusicFeatures.COUNT));
    }

    private void put(Split split, List<Line> own) {
        int[] first = new int[own.size() + 1];
        for (int i = 0; i < own.size(); i++) {
            first[i + 1] = first[i] + (own.get(i).codes.positions() - positions - 1) / stride(split) + 1;
        }
        lines.put(split, List.copyOf(own));
        firstWindows.put(split, first);
    }

    private int stride(Split split) {
        return split == Split.TRAIN ? 1 : positions;
    }

    @Override
    public String name() {
        return name;
    }

    /** Of each half. */
    public int codes() {
        return codes;
    }

    /** The dances of a split that are long enough. */
    public List<Dance> dances(Split split) {
        return lines.get(split).stream().map(Line::dance).toList();
    }

    /** The codes of {@link #dances} in their order. */
    public List<HalfCodes> codes(Split split) {
        return lines.get(split).stream().map(Line::codes).toList();
    }

    /**
     * How often each code stands in a split, those of the lower half behind those of the upper, {@code [2 * codes]}.
     */
    public long[] usage(Split split) {
        long[] usage = new long[2 * codes];
        for (Line line : lines.get(split)) {
            Arrays.stream(line.codes.upper()).forEach(code -> usage[code]++);
            Arrays.stream(line.codes.lower()).forEach(code -> usage[codes + code]++);
        }
        return usage;
    }

    @Override
    public long[] exampleShape() {
        return new long[] {(long) positions * MusicFeatures.COUNT + 2L * (positions + 1)};
    }

    @Override
    public int size(Split split) {
        return firstWindows.get(split)[lines.get(split).size()];
    }

    @Override
    public String fingerprint() {
        MessageDigest digest = Sha256.begun();
        digest.update(ByteBuffer.allocate(4).putInt(positions).array());
        lines.forEach((split, list) -> list.forEach(line -> {
            ByteBuffer bytes = ByteBuffer.allocate(4 * (2 * line.codes.positions() + line.music.length));
            bytes.asIntBuffer().put(line.codes.upper()).put(line.codes.lower());
            bytes.position(8 * line.codes.positions()).slice().asFloatBuffer().put(line.music);
            digest.update((byte) split.ordinal());
            digest.update(bytes.array());
        }));
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void read(Split split, int index, long draw, float[] target, int offset) {
        Objects.checkIndex(index, size(split));
        int[] first = firstWindows.get(split);
        int place = Arrays.binarySearch(first, index);
        int dance = place >= 0 ? place : -place - 2;
        Line line = lines.get(split).get(dance);
        int start = (index - first[dance]) * stride(split);
        System.arraycopy(line.music, (start + 1) * MusicFeatures.COUNT, target, offset, positions * MusicFeatures.COUNT);
        int at = offset + positions * MusicFeatures.COUNT;
        for (int t = 0; t <= positions; t++) {
            target[at + t] = line.codes.upper()[start + t];
            target[at + positions + 1 + t] = line.codes.lower()[start + t];
        }
    }
}
