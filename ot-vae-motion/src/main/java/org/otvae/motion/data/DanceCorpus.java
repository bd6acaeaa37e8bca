package org.otvae.motion.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.otvae.data.Corpus;
import org.otvae.data.Sha256;
import org.otvae.data.Split;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.motion.skeleton.Poses;

/**
 * Motions with music. As a corpus it is that of the motions, windows {@code [72, frames]}, so that whatever learns
 * motions learns from it too; whole dances are at {@link #dances}.
 */
public final class DanceCorpus implements Corpus {

    /** What ends the note of a corpus whose music has nothing to do with its motions. */
    public static final String UNPAIRED = "no paired data: pipeline check only";

    private final MotionCorpus motions;
    private final String name;
    private final Map<Split, List<Dance>> dances = new EnumMap<>(Split.class);
    private final String music;
    private final boolean paired;

    private DanceCorpus(String name, MotionCorpus motions, String music, boolean paired) {
        this.name = name;
        this.motions = motions;
        this.music = music;
        this.paired = paired;
    }

    /**
     * Dances with the music that they were danced to.
     *
     * @param dances  of each split that there is
     * @param content what decides dances and music, a digest of the files for instance
     */
    static DanceCorpus paired(String name, MotionCut cut, Map<Split, List<Dance>> dances, String content, List<String> notes) {
        Map<Split, List<Poses>> poses = new EnumMap<>(Split.class);
        dances.forEach((split, list) -> poses.put(split, list.stream().map(Dance::poses).toList()));
        var corpus = new DanceCorpus(name, new MotionCorpus(name, cut, poses, content, notes), "paired", true);
        dances.forEach((split, list) -> corpus.dances.put(split, List.copyOf(list)));
        return corpus;
    }

    /**
     * Motions with music that has nothing to do with them, {@link SynthesizedMusic}, a piece for each in turn: enough
     * to see that everything runs, not to learn dancing.
     */
    public static DanceCorpus unpaired(String name, MotionCorpus motions) {
        var corpus = new DanceCorpus(name, motions, SynthesizedMusic.DESCRIPTION, false);
        List<MusicFeatures> pieces = SynthesizedMusic.features();
        for (Split split : Split.values()) {
            List<Dance> own = new ArrayList<>();
            for (Poses poses : motions.motions(split)) {
                int piece = own.size() % pieces.size();
                own.add(new Dance(split + " " + own.size(), poses, pieces.get(piece), SynthesizedMusic.beats(piece)));
            }
            corpus.dances.put(split, List.copyOf(own));
        }
        return corpus;
    }

    /** Whole dances of a split; none when there is no such split. */
    public List<Dance> dances(Split split) {
        return dances.getOrDefault(split, List.of());
    }

    /** Whether the music is that which was danced to. */
    public boolean isPaired() {
        return paired;
    }

    /** Frames a second of the motions, in Hz. */
    public double framesPerSecond() {
        return motions.cut().framesPerSecond();
    }

    @Override
    public String name() {
        return name;
    }

    /** {@code [72, frames]}, of motion alone. */
    @Override
    public long[] exampleShape() {
        return motions.exampleShape();
    }

    @Override
    public int size(Split split) {
        return motions.size(split);
    }

    @Override
    public String fingerprint() {
        return Sha256.hex((motions.fingerprint() + " " + music).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(motions.notes());
        if (!paired) {
            notes.add(name + ": " + UNPAIRED);
        }
        return notes;
    }

    @Override
    public void read(Split split, int index, long draw, float[] target, int offset) {
        motions.read(split, index, draw, target, offset);
    }
}
