package org.otvae.audio.data;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.Corpus;
import org.otvae.data.Split;

/**
 * Mel spectrograms of recordings in memory, handed out in windows of a fixed number of frames, {@code [bands, frames]}.
 *
 * <p>A split has as many examples as windows fit into its recordings one after the other. Training draws the place of
 * each window at random within its recording, so that recordings count by their length; validation and test read the
 * windows as they lie.
 */
public final class SpeechCorpus implements Corpus {

    /**
     * One recording.
     *
     * @param mel     {@code [bands, frames]}, one band after the other
     * @param speaker whose voice, a number from 0
     */
    public record Utterance(float[] mel, int speaker) {
    }

    private final String name;
    private final FrontEnd frontEnd;
    private final int frames;
    private final Map<Split, List<Utterance>> utterances;
    private final Map<Split, int[]> firstWindows = new EnumMap<>(Split.class);
    private final String fingerprint;
    private final List<String> speakers;
    private final List<String> notes;

    /**
     * A corpus of utterances of at least {@code frames} frames each.
     *
     * @param name        what commands and records call it
     * @param frontEnd    how the spectrograms were made
     * @param frames      frames of a window
     * @param utterances  of each split that there is
     * @param speakers    their names in the order of the utterances' numbers
     * @param fingerprint see {@link Corpus#fingerprint}
     * @param notes       see {@link Corpus#notes}
     */
    SpeechCorpus(String name, FrontEnd frontEnd, int frames, Map<Split, List<Utterance>> utterances,
            List<String> speakers, String fingerprint, List<String> notes) {
        this.name = Objects.requireNonNull(name, "name");
        this.frontEnd = frontEnd;
        this.frames = frames;
        this.utterances = new EnumMap<>(utterances);
        this.speakers = List.copyOf(speakers);
        this.fingerprint = fingerprint;
        this.notes = List.copyOf(notes);
        utterances.forEach((split, list) -> {
            int[] first = new int[list.size() + 1];
            for (int i = 0; i < list.size(); i++) {
                int windows = length(list.get(i)) / frames;
                if (windows < 1) {
                    throw new IllegalArgumentException("an utterance must have at least " + frames + " frames, found "
                            + length(list.get(i)));
                }
                first[i + 1] = first[i] + windows;
            }
            firstWindows.put(split, first);
        });
    }

    @Override
    public String name() {
        return name;
    }

    /** {@code [bands, frames]}. */
    @Override
    public long[] exampleShape() {
        return new long[] {frontEnd.bands(), frames};
    }

    /** How the spectrograms were made. */
    public FrontEnd frontEnd() {
        return frontEnd;
    }

    @Override
    public int size(Split split) {
        return firstWindows.containsKey(split) ? firstWindows.get(split)[firstWindows.get(split).length - 1] : 0;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public void read(Split split, int index, long draw, float[] target, int offset) {
        Utterance utterance = utterance(split, index);
        int length = length(utterance);
        int start = split == Split.TRAIN ? new SplittableRandom(draw).nextInt(length - frames + 1)
                : (index - firstWindows.get(split)[number(split, index)]) * frames;
        for (int band = 0; band < frontEnd.bands(); band++) {
            System.arraycopy(utterance.mel(), band * length + start, target, offset + band * frames, frames);
        }
    }

    /** Which recording of its split a window is of, a number from 0; windows of one recording follow each other. */
    public int recording(Split split, int index) {
        Objects.checkIndex(index, size(split));
        return number(split, index);
    }

    /** The recordings of a split, in the order of {@link #recording}'s numbers; none where there is no such split. */
    public List<Utterance> recordings(Split split) {
        return List.copyOf(utterances.getOrDefault(split, List.of()));
    }

    /** The speakers. */
    @Override
    public List<String> labels() {
        return speakers;
    }

    /** Whose voice a window has. */
    @Override
    public int label(Split split, int index) {
        return utterance(split, index).speaker();
    }

    private Utterance utterance(Split split, int index) {
        Objects.checkIndex(index, size(split));
        return utterances.get(split).get(number(split, index));
    }

    private int number(Split split, int index) {
        int place = Arrays.binarySearch(firstWindows.get(split), index);
        return place >= 0 ? place : -place - 2;
    }

    private int length(Utterance utterance) {
        return utterance.mel().length / frontEnd.bands();
    }
}
