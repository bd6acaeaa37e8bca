package org.otvae.motion.dance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.data.Split;
import org.otvae.graph.Weights;
import org.otvae.model.Autoencoder;
import org.otvae.model.AutoencoderGraph;
import org.otvae.model.ModelCard;
import org.otvae.model.Reconstruction;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;
import org.otvae.motion.MotionTokenizer;
import org.otvae.motion.data.CmuPlayground;
import org.otvae.motion.data.Dance;
import org.otvae.motion.data.DanceCorpus;
import org.otvae.motion.data.MotionCut;
import org.otvae.motion.model.MotionDecoder;
import org.otvae.motion.model.MotionEncoder;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.motion.skeleton.Poses;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.StreamsQuantizer;
import org.otvae.quantizer.VqQuantizer;

class DanceCodesTest {

    private static final VqQuantizer VQ = new VqQuantizer(new Codebook(6, 3, new CodebookInit.Normal(0.3)), 0.25, 1, null);
    private static final DanceCorpus DANCES = DanceCorpus.unpaired("dances", CmuPlayground.open(MotionCut.CLIPS));

    private static MotionTokenizer tokenizer() {
        var autoencoder = new Autoencoder(new MotionEncoder(30, 4, 1, 3), new StreamsQuantizer(VQ, 2), new MotionDecoder(4, 1, 3),
                new Reconstruction.SquaredError());
        Weights weights = new Weights(new Seed(3), DataType.FLOAT);
        AutoencoderGraph.build(autoencoder, new long[] {72, 64}, weights, new Seed(1), false);
        return new MotionTokenizer(Tokenizer.of(autoencoder, new long[] {72, 64}, weights.tensors(), new ModelCard("motion", "m")));
    }

    @Test
    void examplesAreMusicOneFrameAheadAndTheCodesOfBothHalves() {
        try (MotionTokenizer tokenizer = tokenizer()) {
            DanceCodes corpus = DanceCodes.of(tokenizer, DANCES, 6);
            Dance dance = DANCES.dances(Split.TRAIN).get(0);
            Tokens tokens = tokenizer.encode(dance.poses());
            MusicFeatures music = dance.music().at(3.75);
            float[] example = new float[corpus.exampleSize()];

            corpus.read(Split.TRAIN, 5, 0, example, 0);

            assertThat(corpus.exampleShape()).containsExactly(6 * 438 + 14);
            for (int t = 0; t < 6; t++) {
                assertThat(example[t * 438 + 52]).isEqualTo(music.values()[(5 + 1 + t) * 438 + 52]);
            }
            for (int t = 0; t <= 6; t++) {
                int place = 5 + t;
                assertThat(example[6 * 438 + t]).isEqualTo(tokens.index(place / 8, place % 8));
                assertThat(example[6 * 438 + 7 + t]).isEqualTo(tokens.index(place / 8, 8 + place % 8) - 6);
            }
            int length = corpus.codes(Split.TRAIN).get(0).positions();
            assertThat(length).isEqualTo(dance.poses().frames() / 8);
            assertThat(corpus.size(Split.TRAIN)).isEqualTo(DANCES.dances(Split.TRAIN).stream()
                    .mapToInt(each -> each.poses().frames() / 8 - 6).sum());
            assertThat(corpus.size(Split.TEST)).isEqualTo(2 * 2); // 16 codes each: two windows of 6 that tell 6 each
            assertThat(DanceCodes.of(tokenizer, DANCES, 6).fingerprint()).isEqualTo(corpus.fingerprint());
            assertThat(DanceCodes.of(tokenizer, DANCES, 5).fingerprint()).isNotEqualTo(corpus.fingerprint());
        }
    }

    @Test
    void codesOfAWholeDanceDecodeAtOnce() {
        try (MotionTokenizer tokenizer = tokenizer()) {
            HalfCodes codes = DanceCodes.of(tokenizer, DANCES, 6).codes(Split.TEST).get(0);

            Poses whole = codes.poses(tokenizer);
            Poses windows = tokenizer.decode(tokenizer.encode(DANCES.dances(Split.TEST).get(0).poses()));

            assertThat(whole.frames()).isEqualTo(128);
            assertThat(whole.framesPerSecond()).isEqualTo(30);
            for (int t = 0; t < 32; t++) { // far from the border at 64, beyond which only the whole can see
                assertThat(whole.at(t, 20, 1)).isCloseTo(windows.at(t, 20, 1), org.assertj.core.api.Assertions.within(1e-5f));
            }
        }
    }

    @Test
    void dancesShorterThanAWindowAreRefused() {
        try (MotionTokenizer tokenizer = tokenizer()) {
            assertThatThrownBy(() -> DanceCodes.of(tokenizer, DANCES, 29)).isInstanceOf(MalformedDataException.class).hasMessage(
                    "dances: expected dances of more than 7.733333333333333 s in VALIDATION, found none; set the network's "
                            + "positions lower");
        }
    }

    @Test
    void motionsWithoutMusicSaySo() {
        assertThat(DANCES.isPaired()).isFalse();
        assertThat(DANCES.notes()).containsExactly("dances: no paired data: pipeline check only");
        assertThat(DANCES.fingerprint()).isNotEqualTo(CmuPlayground.FINGERPRINT);
        assertThat(DANCES.exampleShape()).containsExactly(72, 64);
        assertThat(List.copyOf(DANCES.dances(Split.TEST).get(0).beats()).subList(0, 3)).containsExactly(0, 40, 80); // 90 a minute
    }

    /** Sequences that a model can learn: the music tells the next upper code, the lower one is two further. */
    record Sequences(MotionGpt gpt, int train) implements Corpus {

        @Override
        public String name() {
            return "sequences";
        }

        @Override
        public long[] exampleShape() {
            return new long[] {gpt.exampleSize()};
        }

        @Override
        public int size(Split split) {
            return split == Split.TRAIN ? train : 16;
        }

        @Override
        public String fingerprint() {
            return "00";
        }

        @Override
        public void read(Split split, int index, long draw, float[] target, int offset) {
            var random = new Seed(1).derive(split.name()).derive(index).random();
            int music = gpt.positions() * MusicFeatures.COUNT;
            java.util.Arrays.fill(target, offset, offset + music, 0);
            for (int t = 0; t <= gpt.positions(); t++) {
                int code = random.nextInt(gpt.codes());
                target[offset + music + t] = code;
                target[offset + music + gpt.positions() + 1 + t] = (code + 2) % gpt.codes();
                if (t > 0) {
                    target[offset + (t - 1) * MusicFeatures.COUNT + code] = 10;
                }
            }
        }
    }
}
