package org.otvae.bench.modality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.otvae.audio.data.SpeechCorpus;
import org.otvae.audio.metric.WholeDecibelError;
import org.otvae.data.Split;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;

/**
 * Passes whole recordings through a model as the protocol of speech judges it: each in one piece, without its last
 * frame where their number is odd, and decoded in its own speaker's voice.
 */
final class WholeRecordings {

    private static final int FRAMES_PER_TOKEN = 2;

    private WholeRecordings() {
    }

    /** The measures of a split, by name. Recordings of one length share a graph. */
    static Map<String, Double> measured(SpeechCorpus corpus, Split split, Function<long[], Tokenizer> tokenizers) {
        int bands = corpus.frontEnd().bands();
        Map<Integer, List<SpeechCorpus.Utterance>> byLength = new TreeMap<>();
        for (SpeechCorpus.Utterance utterance : corpus.recordings(split)) {
            int frames = utterance.mel().length / bands;
            byLength.computeIfAbsent(frames - frames % FRAMES_PER_TOKEN, length -> new ArrayList<>()).add(utterance);
        }
        var error = new WholeDecibelError(bands);
        byLength.forEach((frames, utterances) -> {
            try (Tokenizer tokenizer = tokenizers.apply(new long[] {bands, frames})) {
                for (SpeechCorpus.Utterance utterance : utterances) {
                    float[] mel = cut(utterance.mel(), bands, frames);
                    error.add(mel, decoded(tokenizer, tokenizer.encode(mel, 1), utterance, corpus.labels()));
                }
            }
        });
        return Map.of(WholeDecibelError.NAME, error.value());
    }

    private static float[] decoded(Tokenizer tokenizer, Tokens tokens, SpeechCorpus.Utterance utterance,
            List<String> speakers) {
        return tokenizer.labels().isEmpty() ? tokenizer.decode(tokens)
                : tokenizer.decode(tokens, speakers.get(utterance.speaker()));
    }

    /** {@code [bands, all frames] → [bands, frames]}, the first of them. */
    private static float[] cut(float[] mel, int bands, int frames) {
        int all = mel.length / bands;
        float[] cut = new float[bands * frames];
        for (int band = 0; band < bands; band++) {
            System.arraycopy(mel, band * all, cut, band * frames, frames);
        }
        return cut;
    }
}
