package org.otvae.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.data.Split;
import org.otvae.data.SyntheticCorpus;
import org.otvae.graph.Weights;
import org.otvae.model.Autoencoder;
import org.otvae.model.AutoencoderGraph;
import org.otvae.model.ModelCard;
import org.otvae.model.TinyNetwork;
import org.otvae.model.Tokenizer;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.FsqQuantizer;

class CodesCorpusTest {

    private static final SyntheticCorpus IMAGES = SyntheticCorpus.small();

    private static Tokenizer tokenizer() {
        Autoencoder autoencoder = TinyNetwork.with(new FsqQuantizer(java.util.List.of(4, 3), 8));
        Weights weights = new Weights(new Seed(4), DataType.FLOAT);
        AutoencoderGraph.build(autoencoder, IMAGES.exampleShape(), weights, new Seed(1), true);
        weights.parameters().forEach((name, value) -> value.muli(name.startsWith("encoder") ? 10 : 1));
        return Tokenizer.of(autoencoder, IMAGES.exampleShape(), weights.tensors(), new ModelCard("image", "test-model"));
    }

    @Test
    void itsExamplesAreTheTokensOfTheOthers() {
        try (Tokenizer tokenizer = tokenizer()) {
            CodesCorpus corpus = CodesCorpus.of(tokenizer, IMAGES);
            float[] example = new float[19];

            corpus.read(Split.TEST, 5, 0, example, 2);

            float[] image = new float[IMAGES.exampleSize()];
            IMAGES.read(Split.TEST, 5, 0, image, 0);
            int[] tokens = tokenizer.encode(image, 1).indices();
            assertThat(corpus.exampleShape()).containsExactly(17);
            assertThat(corpus.codes()).isEqualTo(12);
            assertThat(corpus.classes()).isEqualTo(1);
            assertThat(corpus.size(Split.TRAIN)).isEqualTo(IMAGES.size(Split.TRAIN));
            assertThat(example[2]).isZero();
            for (int t = 0; t < 16; t++) {
                assertThat(example[3 + t]).isEqualTo(tokens[t]);
            }
            assertThat(CodesCorpus.of(tokenizer, IMAGES).fingerprint()).isEqualTo(corpus.fingerprint());
        }
    }

    @Test
    void classesStandBeforeTheCodes() {
        try (Tokenizer tokenizer = tokenizer()) {
            CodesCorpus plain = CodesCorpus.of(tokenizer, IMAGES);
            int[] labels = new int[IMAGES.size(Split.TRAIN)];
            labels[7] = 4;

            CodesCorpus corpus = plain.withClasses(Map.of(Split.TRAIN, labels, Split.VALIDATION,
                    new int[IMAGES.size(Split.VALIDATION)], Split.TEST, new int[IMAGES.size(Split.TEST)]));

            float[] example = new float[17];
            corpus.read(Split.TRAIN, 7, 0, example, 0);
            assertThat(example[0]).isEqualTo(4);
            assertThat(corpus.classes()).isEqualTo(5);
            assertThat(corpus.fingerprint()).isNotEqualTo(plain.fingerprint());
            assertThatThrownBy(() -> plain.withClasses(Map.of())).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected " + labels.length + " classes of the split TRAIN, found 0");
            assertThatThrownBy(() -> corpus.read(Split.TRAIN, labels.length, 0, example, 0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void entropiesAreThoseOfCounts() {
        try (Tokenizer tokenizer = tokenizer()) {
            CodesCorpus corpus = CodesCorpus.of(tokenizer, IMAGES);
            int[][] pairs = new int[12][12];
            int[] single = new int[12];
            float[] example = new float[17];
            int count = corpus.size(Split.TRAIN);
            for (int i = 0; i < count; i++) {
                corpus.read(Split.TRAIN, i, 0, example, 0);
                single[(int) example[1]]++;
                for (int t = 2; t < 17; t++) {
                    single[(int) example[t]]++;
                    pairs[(int) example[t - 1]][(int) example[t]]++;
                }
            }
            double bigram = 0;
            double unigram = 0;
            for (int a = 0; a < 12; a++) {
                int row = java.util.Arrays.stream(pairs[a]).sum();
                double share = single[a] / (16.0 * count);
                unigram -= share == 0 ? 0 : share * MarkovCorpus.log2(share);
                for (int pair : pairs[a]) {
                    bigram -= pair == 0 ? 0 : pair / (15.0 * count) * MarkovCorpus.log2((double) pair / row);
                }
            }

            CodeEntropy entropy = CodeEntropy.of(corpus, Split.TRAIN);

            assertThat(entropy.unigramBits()).isCloseTo(unigram, within(1e-9)).isGreaterThan(0.5);
            assertThat(entropy.bigramBits()).isCloseTo(bigram, within(1e-9)).isLessThan(unigram);
        }
    }
}
