package org.otvae.bench.modality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.otvae.audio.Audio;
import org.otvae.audio.data.SpeechCorpus;
import org.otvae.audio.preview.MelPicture;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.Corpus;
import org.otvae.data.Split;

/**
 * The test recordings that reports show: one of each of the first voices, long enough to be judged and short enough to
 * wait for.
 */
final class SpokenPieces {

    private static final int MOST = 3;
    private static final int SHORTEST = 4; // windows of 320 ms
    private static final int LONGEST = 8;
    private static final int ITERATIONS = 60;

    private SpokenPieces() {
    }

    /**
     * Windows of one recording.
     *
     * @param first its place in the test split
     * @param count how many
     */
    record Piece(int first, int count) {
        IntStream indices() {
            return IntStream.range(first, first + count);
        }
    }

    /** At least one; always the same of one corpus. */
    static List<Piece> of(Corpus corpus) {
        var speech = (SpeechCorpus) corpus.whole();
        List<Piece> pieces = new ArrayList<>();
        Set<Integer> voices = new HashSet<>();
        List<Piece> recordings = recordings(speech, corpus.size(Split.TEST));
        for (Piece piece : recordings) {
            if (pieces.size() < MOST && piece.count() >= SHORTEST && voices.add(speech.label(Split.TEST,
                    piece.first()))) {
                pieces.add(new Piece(piece.first(), Math.min(LONGEST, piece.count())));
            }
        }
        return pieces.isEmpty() ? recordings.subList(0, Math.min(MOST, recordings.size())) : pieces;
    }

    private static List<Piece> recordings(SpeechCorpus speech, int size) {
        List<Piece> recordings = new ArrayList<>();
        for (int start = 0, end; start < size; start = end) {
            end = start + 1;
            while (end < size && speech.recording(Split.TEST, end) == speech.recording(Split.TEST, start)) {
                end++;
            }
            recordings.add(new Piece(start, end - start));
        }
        return recordings;
    }

    /** A picture and a sound of each piece, in this order. */
    static List<Exhibit.Media> media(Exhibit.Values row, List<Piece> pieces, FrontEnd frontEnd) {
        List<Exhibit.Media> media = new ArrayList<>();
        int window = row.examples().length / pieces.stream().mapToInt(Piece::count).sum();
        int frames = window / frontEnd.bands();
        int at = 0;
        for (int i = 0; i < pieces.size(); i++) {
            int count = pieces.get(i).count();
            float[] mel = new float[count * window];
            for (int line = 0; line < count * frontEnd.bands(); line++) {
                int band = line % frontEnd.bands();
                System.arraycopy(row.examples(), at + line * frames, mel,
                        (band * count + line / frontEnd.bands()) * frames, frames);
            }
            at += count * window;
            String name = (i + 1) + "-" + row.method();
            media.add(new Exhibit.Media(name + ".png", "image/png", new MelPicture(frontEnd, mel).png()));
            media.add(new Exhibit.Media(name + ".wav", "audio/wav", Audio.wav(Audio.sound(frontEnd, mel, ITERATIONS))));
        }
        return media;
    }
}
