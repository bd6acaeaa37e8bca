package org.otvae.bench.modality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.otvae.audio.data.SpeechCorpus;
import org.otvae.audio.data.WavFolder;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.model.Tokenizer;
import org.otvae.prior.CodesCorpus;

/**
 * The codes of recordings in excerpts of several windows one after the other, told the speaker. Recordings that are
 * shorter than an excerpt, and what is left at their ends, are followed by the quietest sound. Training takes each
 * recording four times, begun at four places of its first window, so that a prior sees where windows can fall.
 *
 * <p>Example: excerpts of 12 windows [80, 32] have 12 x 16 codes, 3.84 s.
 *
 * @param tokenizer of windows
 * @param windows   of an excerpt
 */
record SpokenCodes(Tokenizer tokenizer, int windows) {

    private static final int FRAMES = WavFolder.FRAMES;
    private static final int PLACES = 4;
    private static final int ENCODED_AT_ONCE = 512; // windows; bounds the memory

    /** Without speakers every class is 0. */
    CodesCorpus of(Corpus corpus, boolean told) {
        if (!(corpus.whole() instanceof SpeechCorpus speech)) {
            throw new IllegalArgumentException("expected recordings, found the corpus " + corpus.name());
        }
        Map<Split, int[]> examples = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            examples.put(split, encoded(speech, split, told));
        }
        int positions = windows * (int) tokenizer.positions()[0];
        return CodesCorpus.of(corpus.name() + "-codes", tokenizer.autoencoder().quantizer().codes(), positions,
                examples);
    }

    /** Class and codes of each excerpt. */
    private int[] encoded(SpeechCorpus speech, Split split, boolean told) {
        int perWindow = (int) tokenizer.positions()[0];
        List<int[]> excerpts = new ArrayList<>();
        for (SpeechCorpus.Utterance utterance : speech.recordings(split)) {
            for (int place = 0; place < (split == Split.TRAIN ? PLACES : 1); place++) {
                int[] codes = codes(utterance.mel(), speech.frontEnd().bands(), place * FRAMES / PLACES);
                for (int from = 0; from < codes.length; from += windows * perWindow) {
                    int[] excerpt = new int[1 + windows * perWindow];
                    excerpt[0] = told ? utterance.speaker() : 0;
                    System.arraycopy(codes, from, excerpt, 1, windows * perWindow);
                    excerpts.add(excerpt);
                }
            }
        }
        return excerpts.stream().flatMapToInt(Arrays::stream).toArray();
    }

    /** Codes of whole excerpts from a frame on, silence behind the end. */
    private int[] codes(float[] mel, int bands, int start) {
        int length = mel.length / bands;
        int count = (length - start + windows * FRAMES - 1) / (windows * FRAMES) * windows;
        float[] examples = new float[count * bands * FRAMES];
        for (int window = 0; window < count; window++) {
            int from = start + window * FRAMES;
            for (int band = 0; band < bands && from < length; band++) {
                System.arraycopy(mel, band * length + from, examples, (window * bands + band) * FRAMES,
                        Math.min(FRAMES, length - from));
            }
        }
        int size = bands * FRAMES;
        int[] codes = new int[count * (int) tokenizer.positions()[0]];
        int filled = 0;
        for (int first = 0; first < count; first += ENCODED_AT_ONCE) {
            int some = Math.min(ENCODED_AT_ONCE, count - first);
            int[] part = tokenizer.encode(Arrays.copyOfRange(examples, first * size, (first + some) * size), some)
                    .indices();
            System.arraycopy(part, 0, codes, filled, part.length);
            filled += part.length;
        }
        return codes;
    }
}
