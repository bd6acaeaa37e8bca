package org.otvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.codebook.ExponentialMovingAverage;
import org.otvae.codebook.Rows;
import org.otvae.data.MalformedDataException;
import org.otvae.data.SafeTensors;
import org.otvae.data.Split;
import org.otvae.data.SyntheticCorpus;
import org.otvae.graph.Schedule;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.FsqQuantizer;
import org.otvae.quantizer.GumbelQuantizer;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Quantizer;
import org.otvae.quantizer.Score;
import org.otvae.quantizer.SqVaeQuantizer;
import org.otvae.quantizer.StreamsQuantizer;
import org.otvae.quantizer.VqQuantizer;

class TokenizerTest {

    private static final long[] SHAPE = {1, 8, 8};
    private static final SyntheticCorpus CORPUS = SyntheticCorpus.small();
    private static final Codebook CODES = new Codebook(8, 8, new CodebookInit.Normal(0.05));

    static List<Quantizer> quantizers() {
        return List.of(new VqQuantizer(CODES, 0.25, 1, null),
                new VqQuantizer(CODES, 0.25, 1, new ExponentialMovingAverage(0.99, 1e-5)),
                new GumbelQuantizer(CODES, Schedule.constant(1), 0),
                new SqVaeQuantizer(CODES, SqVaeQuantizer.Variance.PER_DIMENSION, SqVaeQuantizer.Combination.SUM, 1, Schedule.constant(1)),
                new SqVaeQuantizer(CODES, SqVaeQuantizer.Variance.PER_POSITION, SqVaeQuantizer.Combination.SUM, 1, Schedule.constant(1)),
                new SqVaeQuantizer(CODES, SqVaeQuantizer.Variance.PER_EXAMPLE, SqVaeQuantizer.Combination.SUM, 1, Schedule.constant(1)),
                new FsqQuantizer(List.of(4, 3), 8), new FsqQuantizer(List.of(8), 8),
                ot(40), new StreamsQuantizer(ot(0), 4), new StreamsQuantizer(new FsqQuantizer(List.of(4, 3), 8), 4));
    }

    private static OtQuantizer ot(int queue) {
        return new OtQuantizer(CODES, Score.SQUARED_DISTANCE, Schedule.constant(0.1), 5, Schedule.constant(1),
                Schedule.constant(1), 0, OtQuantizer.Inference.DUAL_POTENTIALS, queue, false);
    }

    /** Weights as a checkpoint of training has them: those of the training graph. */
    private static SafeTensors weights(Autoencoder autoencoder) {
        Weights weights = new Weights(new Seed(4), DataType.FLOAT);
        AutoencoderGraph.build(autoencoder, SHAPE, weights, new Seed(1), true);
        for (String name : weights.parameters().keySet()) { // away from the tiny first values, so that all codes differ
            if (name.startsWith("encoder")) {
                weights.parameters().get(name).muli(10);
            }
        }
        return weights.tensors();
    }

    private static Tokenizer tokenizer(Quantizer quantizer) {
        Autoencoder autoencoder = TinyNetwork.with(quantizer);
        return Tokenizer.of(autoencoder, SHAPE, weights(autoencoder), new ModelCard("image", "test-model"));
    }

    @ParameterizedTest
    @MethodSource("quantizers")
    void decodingTheTokensGivesTheReconstructionOfTheModel(Quantizer quantizer) {
        Autoencoder autoencoder = TinyNetwork.with(quantizer);
        float[] examples = CORPUS.examples(Split.TEST, 16);
        Weights weights = new Weights(new Seed(9), DataType.FLOAT);
        AutoencoderGraph model = AutoencoderGraph.build(autoencoder, SHAPE, weights, new Seed(2), false);
        weights.assign(weights(autoencoder));
        Session session = Session.forward(model.graph(), List.of(model.decoded().name(), model.indices().name()));

        session.run(Map.of(AutoencoderGraph.DATA, Nd4j.createFromArray(examples).reshape(16, 1, 8, 8)));
        try (Tokenizer tokenizer = tokenizer(quantizer)) {
            Tokens tokens = tokenizer.encode(examples, 16);

            assertThat(tokens.shape()).containsExactly(16, 4, 4);
            assertThat(tokens.codes()).isEqualTo(quantizer.codes());
            assertThat(tokens.indices()).containsExactly(Rows.indices(session.value(model.indices().name())));
            assertThat(Arrays.stream(tokens.indices()).distinct().count()).isGreaterThan(1);
            assertThat(tokenizer.decode(tokens))
                    .containsExactly(Rows.of(session.value(model.decoded().name())), within(1e-6f));
        }
    }

    @ParameterizedTest
    @MethodSource("quantizers")
    void tokensOfAnExampleDoNotDependOnItsNeighbours(Quantizer quantizer) {
        float[] examples = CORPUS.examples(Split.TEST, 21);
        try (Tokenizer tokenizer = tokenizer(quantizer)) {
            Tokens together = tokenizer.encode(examples, 21);
            float[] decoded = tokenizer.decode(together);

            for (int i : new int[] {0, 5, 16, 20}) {
                Tokens alone = tokenizer.encode(Arrays.copyOfRange(examples, i * 64, (i + 1) * 64), 1);

                assertThat(alone).isEqualTo(together.sample(i));
                assertThat(tokenizer.decode(alone)).containsExactly(Arrays.copyOfRange(decoded, i * 64, (i + 1) * 64));
            }
        }
    }

    @Test
    void threadsGetTheTokensOfSerialUse() throws Exception {
        float[] examples = CORPUS.examples(Split.TEST, 32);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Tokenizer tokenizer = tokenizer(ot(0))) {
            Tokens serial = tokenizer.encode(examples, 32);
            List<Callable<Tokens>> tasks = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                float[] example = Arrays.copyOfRange(examples, i * 64, (i + 1) * 64);
                tasks.add(() -> tokenizer.encode(example, 1));
            }

            List<Future<Tokens>> results = threads.invokeAll(tasks);

            for (int i = 0; i < 32; i++) {
                assertThat(results.get(i).get()).isEqualTo(serial.sample(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("quantizers")
    void aWrittenTokenizerIsTheSameWhenReadAgain(Quantizer quantizer, @TempDir Path folder) {
        float[] examples = CORPUS.examples(Split.TEST, 5);
        try (Tokenizer tokenizer = tokenizer(quantizer)) {
            tokenizer.write(folder.resolve("model"));
            try (Tokenizer again = ModelFolder.tokenizer(folder.resolve("model"), "image")) {
                Tokens tokens = tokenizer.encode(examples, 5);

                assertThat(again.encode(examples, 5)).isEqualTo(tokens);
                assertThat(again.decode(tokens)).containsExactly(tokenizer.decode(tokens));
                assertThat(ModelFolder.weightsSha256(folder.resolve("model"))).hasSize(64);
            }
            assertThatThrownBy(() -> tokenizer.write(folder.resolve("model")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("found a model in");
        }
    }

    @Test
    void aDescriptionWithoutItsCodebookIsMalformed(@TempDir Path folder) throws IOException {
        try (Tokenizer tokenizer = tokenizer(ot(0))) {
            tokenizer.write(folder.resolve("model"));
        }
        Path description = folder.resolve("model/model.json");
        String text = Files.readString(description);
        Files.writeString(description, text.replaceFirst("(?s)\"codebook\"\\s*:\\s*\\{.*?\\{.*?\\}.*?\\}", "\"codebook\": null"));
        assertThat(Files.readString(description)).contains("\"codebook\": null");

        assertThatThrownBy(() -> ModelFolder.tokenizer(folder.resolve("model"), "image"))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("codebook");
    }

    @Test
    void aClosedTokenizerSaysSo() {
        Tokenizer tokenizer = tokenizer(ot(0));
        Tokens tokens = tokenizer.encode(CORPUS.examples(Split.TEST, 1), 1);
        tokenizer.close();
        tokenizer.close();

        assertThatThrownBy(() -> tokenizer.encode(new float[64], 1)).isInstanceOf(IllegalStateException.class)
                .hasMessage("this tokenizer is closed; make a new one");
        assertThatThrownBy(() -> tokenizer.decode(tokens)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void examplesOfTheWrongSizeAreRefused() {
        try (Tokenizer tokenizer = tokenizer(ot(0))) {
            assertThatThrownBy(() -> tokenizer.encode(new float[65], 1)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected 1 examples of 64 values, found 65 values");
        }
    }

    @Test
    void tokensOfAnotherModelAreRefused() {
        try (Tokenizer tokenizer = tokenizer(ot(0))) {
            Tokens foreign = new Tokens(8, new int[] {1, 4, 4}, new int[16], "image", "m");
            Tokens otherCodes = new Tokens(9, new int[] {1, 4, 4}, new int[16], "image", "test-model");
            Tokens otherGrid = new Tokens(8, new int[] {1, 2, 8}, new int[16], "image", "test-model");

            assertThatThrownBy(() -> tokenizer.decode(foreign)).isInstanceOf(IllegalArgumentException.class).hasMessage(
                    "expected tokens of the model test-model, found tokens of m; decode with the model that encoded");
            assertThatThrownBy(() -> tokenizer.decode(otherCodes)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("found 9 codes and shape [1, 4, 4]");
            assertThatThrownBy(() -> tokenizer.decode(otherGrid))
                    .hasMessageContaining("found 8 codes and shape [1, 2, 8]; decode with the model that encoded");
        }
    }

    @Test
    void weightsOfAnotherModelAreRefused() {
        SafeTensors weights = weights(TinyNetwork.with(new FsqQuantizer(List.of(4, 3), 8)));
        Autoencoder autoencoder = TinyNetwork.with(ot(0));

        assertThatThrownBy(() -> Tokenizer.of(autoencoder, SHAPE, weights, new ModelCard("image", "m")))
                .isInstanceOf(MalformedDataException.class).hasMessageEndingWith("the weights belong to another model");
    }

    @Test
    void aTokenizerDescribesItself() {
        try (Tokenizer tokenizer = tokenizer(ot(0))) {
            assertThat(tokenizer.exampleShape()).containsExactly(SHAPE);
            assertThat(tokenizer.positions()).containsExactly(4, 4);
            assertThat(tokenizer.model()).isEqualTo("test-model");
            assertThat(tokenizer.encode(CORPUS.examples(Split.TEST, 2), 2).modality()).isEqualTo("image");
        }
    }
}
