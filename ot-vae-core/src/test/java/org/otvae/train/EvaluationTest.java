package org.otvae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.data.Split;
import org.otvae.data.SyntheticCorpus;
import org.otvae.graph.Weights;
import org.otvae.metric.Scores;
import org.otvae.model.Autoencoder;
import org.otvae.provenance.Seed;

class EvaluationTest {

    @TempDir
    private Path folder;

    @Test
    void theWholeSplitIsJudgedWhateverTheBatchSize() {
        Autoencoder autoencoder = TinyRuns.Kind.VQ.autoencoder();
        Trainer trainer = TinyRuns.trainer(autoencoder, TinyRuns.plan(12, 100), folder);
        trainer.train();

        Scores even = new Evaluation(autoencoder, TinyRuns.CORPUS, trainer.weights(), 16).judge(Split.TEST).scores();
        Scores uneven = new Evaluation(autoencoder, TinyRuns.CORPUS, trainer.weights(), 15).judge(Split.TEST).scores();

        assertThat(uneven.mse()).isCloseTo(even.mse(), within(1e-6));
        assertThat(uneven.perplexity()).isCloseTo(even.perplexity(), within(1e-3));
        assertThat(uneven.activeCodes()).isEqualTo(even.activeCodes());
    }

    @Test
    void judgingTwiceGivesTheSameAndChangesNothing() {
        Weights weights = new Weights(new Seed(1), DataType.FLOAT);
        Evaluation evaluation = new Evaluation(TinyRuns.Kind.OT.autoencoder(), TinyRuns.CORPUS, weights, 16);
        byte[] before = bytes(weights);

        Scores first = evaluation.judge(Split.TEST).scores();
        Scores second = evaluation.judge(Split.TEST).scores();

        assertThat(second.mse()).isEqualTo(first.mse());
        assertThat(second.perplexity()).isEqualTo(first.perplexity());
        assertThat(bytes(weights)).isEqualTo(before);
    }

    @Test
    void laterWeightsAreSeenAtOnce() {
        Autoencoder autoencoder = TinyRuns.Kind.VQ.autoencoder();
        Trainer trainer = TinyRuns.trainer(autoencoder, TinyRuns.plan(30, 100), folder);
        Evaluation evaluation = new Evaluation(autoencoder, TinyRuns.CORPUS, trainer.weights(), 16);
        double before = evaluation.judge(Split.TEST).scores().mse();

        trainer.train();

        assertThat(evaluation.judge(Split.TEST).scores().mse()).isLessThan(before);
    }

    @Test
    void trainingLatentsAreWholeBatchesOfRows() {
        Weights weights = new Weights(new Seed(1), DataType.FLOAT);
        Evaluation evaluation = new Evaluation(TinyRuns.Kind.VQ.autoencoder(), TinyRuns.CORPUS, weights, 16);

        assertThat(evaluation.trainingLatents(48)).hasSize(48 * 16 * 8);
        assertThat(evaluation.trainingLatents(1000)).hasSize(96 * 16 * 8);
        assertThat(evaluation.trainingLatents(3)).hasSize(16 * 16 * 8);
    }

    @Test
    void trainingLatentsComeFromTheWholeSplitExampleByExample() {
        Weights weights = new Weights(new Seed(1), DataType.FLOAT);
        int perExample = 16 * 8;
        Evaluation evaluation = new Evaluation(TinyRuns.Kind.VQ.autoencoder(), TinyRuns.CORPUS, weights, 16);
        float[] all = evaluation.trainingLatents(96).clone(); // batch norm is in evaluation mode: no example knows another

        float[] third = evaluation.trainingLatents(32);

        for (int i = 0; i < 32; i++) {
            assertThat(java.util.Arrays.copyOfRange(third, i * perExample, (i + 1) * perExample)).as("example %d", 3 * i)
                    .containsExactly(java.util.Arrays.copyOfRange(all, 3 * i * perExample, (3 * i + 1) * perExample),
                            org.assertj.core.data.Offset.offset(1e-5f));
        }
    }

    @Test
    void aSplitWithoutExamplesHasNoScoresToTrust() {
        SyntheticCorpus noTest = new SyntheticCorpus(32, 16, 0, 8, 1);
        Evaluation evaluation = new Evaluation(TinyRuns.Kind.VQ.autoencoder(), noTest,
                new Weights(new Seed(1), DataType.FLOAT), 16);

        assertThat(evaluation.judge(Split.TEST).scores().perplexity()).isNaN();
        assertThat(List.of(Split.TRAIN, Split.VALIDATION)).allSatisfy(split ->
                assertThat(evaluation.judge(split).scores().mse()).isPositive());
    }

    private static byte[] bytes(Weights weights) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try {
            weights.tensors().write(bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
