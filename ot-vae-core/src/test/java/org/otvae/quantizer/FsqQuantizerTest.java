package org.otvae.quantizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Weights;

class FsqQuantizerTest extends QuantizerContract {

    @Override
    protected Quantizer quantizer() {
        return new FsqQuantizer(List.of(5, 3, 2), 4);
    }

    @Override
    protected boolean samples() {
        return false;
    }

    @Override
    protected Set<String> reachedFromCodes() {
        return Set.of("latents", "quantizer.in.weight", "quantizer.in.bias", "quantizer.out.weight",
                "quantizer.out.bias");
    }

    @Override
    protected Set<String> reachedFromLoss() {
        return Set.of();
    }

    /** Weights whose linear layers change nothing. */
    private static Weights identity(FsqQuantizer quantizer, DataType type) {
        Weights weights = QuantizerRun.weights(type);
        QuantizerRun.evaluation(quantizer, weights, 1);
        weights.parameters().get("quantizer.in.weight").assign(Nd4j.eye(quantizer.dim()));
        weights.parameters().get("quantizer.out.weight").assign(Nd4j.eye(quantizer.dim()));
        return weights;
    }

    @Test
    void aLatentWorkedOutByHandGetsItsIndexAndCode() {
        FsqQuantizer quantizer = new FsqQuantizer(List.of(5, 3, 2), 3);
        Weights weights = identity(quantizer, DataType.FLOAT);
        // tanh(0.5) 2.002 = 0.93 → 1; tanh(-2) 1.001 = -0.96 → -1; tanh(1 + 3.80) 0.5005 - 0.5 = 0.00 → 0
        INDArray latent = Nd4j.createFromArray(new float[][] {{0.5f, -2, 1}});

        QuantizerRun run = QuantizerRun.evaluation(quantizer, weights, 1).run(latent, 0);

        assertThat(run.indices()).containsExactly(3 + 0 * 5 + 1 * 15); // digits 1 + 2, -1 + 1, 0 + 1
        assertThat(run.codes().toFloatMatrix()).isDeepEqualTo(new float[][] {{0.5f, -1, 0}});
    }

    static List<List<Integer>> levels() {
        return List.of(List.of(8, 8, 4), List.of(5, 3, 2), List.of(2, 2), List.of(7, 5, 5, 5, 5),
                List.of(8, 8, 8, 5, 5, 5));
    }

    @ParameterizedTest
    @MethodSource("levels")
    void eachIndexDecodesToACodeWhoseLatentHasThatIndex(List<Integer> levels) {
        FsqQuantizer quantizer = new FsqQuantizer(levels, levels.size());
        Weights weights = identity(quantizer, DataType.FLOAT);
        int[] all = IntStream.range(0, quantizer.codes()).toArray();

        INDArray codes = decode(quantizer, weights, all);
        INDArray latents = latentsOf(codes, levels);
        QuantizerRun run = QuantizerRun.evaluation(quantizer, weights, 1).run(latents, 0);

        assertThat(run.indices()).containsExactly(all);
        assertThat(run.codes()).isEqualTo(codes);
    }

    /** The latents that the bounded map takes to the middle of each code's cell. */
    private static INDArray latentsOf(INDArray codes, List<Integer> levels) {
        INDArray latents = codes.dup('c');
        for (int j = 0; j < levels.size(); j++) {
            int level = levels.get(j);
            double half = (level - 1) * 1.001 / 2;
            double offset = level % 2 == 0 ? 0.5 : 0;
            for (int i = 0; i < codes.size(0); i++) {
                double bounded = Math.round(codes.getDouble(i, j) * (level / 2));
                double inside = Math.max(-0.9999, Math.min(0.9999, (bounded + offset) / half));
                latents.putScalar(i, j, atanh(inside) - atanh(offset / half));
            }
        }
        return latents;
    }

    private static double atanh(double x) {
        return Math.log((1 + x) / (1 - x)) / 2;
    }

    @Test
    void gradientIsThatOfTheBoundedLatent() {
        FsqQuantizer quantizer = new FsqQuantizer(List.of(5, 4), 2);
        Weights weights = identity(quantizer, DataType.DOUBLE);
        INDArray latents = Nd4j.createFromArray(new double[][] {{0.3, -0.6}});

        QuantizerRun run = QuantizerRun.training(quantizer, weights, 1, QuantizerRun.Loss.DOWNSTREAM).run(latents, 0);

        double[] half = {4 * 1.001 / 2, 3 * 1.001 / 2};
        double[] shift = {0, atanh(0.5 / half[1])};
        for (int j = 0; j < 2; j++) {
            double tanh = Math.tanh(latents.getDouble(0, j) + shift[j]);
            double expected = run.direction(1).getDouble(0, j) / 2 * half[j] * (1 - tanh * tanh);
            assertThat(run.gradient("latents").getDouble(0, j)).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void trainingAndEvaluationGiveTheSameCodes() {
        Weights weights = trained(DataType.FLOAT, QuantizerRun.Loss.DOWNSTREAM).weights();
        QuantizerRun training = QuantizerRun.training(quantizer(), weights, 1, QuantizerRun.Loss.DOWNSTREAM)
                .run(latents(DataType.FLOAT), 0);

        QuantizerRun evaluation = QuantizerRun.evaluation(quantizer(), weights, 1).run(latents(DataType.FLOAT), 0);

        assertThat(evaluation.indices()).containsExactly(training.indices());
        assertThat(evaluation.codes().equalsWithEps(training.codes(), 1e-6)).isTrue();
    }

    @Test
    void numberOfCodesIsTheProductOfLevels() {
        assertThat(new FsqQuantizer(List.of(8, 5, 5, 5), 64).codes()).isEqualTo(1000);
    }

    /** Latents far outside go to the outermost levels and no farther, however many levels there are. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 999, 1000})
    void latentsFarOutsideGetTheOutermostLevels(int levels) {
        var quantizer = new FsqQuantizer(List.of(levels, 2), 2);
        INDArray latents = Nd4j.createFromArray(new float[][] {{-40, -40}, {40, -40}, {-40, 40}, {40, 40}});

        assertThat(QuantizerRun.evaluation(quantizer, identity(quantizer, DataType.FLOAT), 1).run(latents, 0).indices())
                .containsExactly(0, levels - 1, levels, 2 * levels - 1);
    }

    @Test
    void impossibleLevelsAreRefused() {
        assertThatThrownBy(() -> new FsqQuantizer(List.of(1000, 1000, 17), 8))
                .hasMessage("the product of the levels must be at most 8388608, found 17000000 of [1000, 1000, 17]");
        assertThatThrownBy(() -> new FsqQuantizer(List.of(8, 1), 4))
                .hasMessage("levels must be 2 to 1000 in every channel, found [8, 1]");
        assertThatThrownBy(() -> new FsqQuantizer(List.of(1001, 4), 4))
                .hasMessage("levels must be 2 to 1000 in every channel, found [1001, 4]");
        assertThatThrownBy(() -> new FsqQuantizer(List.of(), 4))
                .hasMessage("levels must be 2 to 1000 in every channel, found []");
        assertThatThrownBy(() -> new FsqQuantizer(List.of(8), 0)).hasMessage("dim must be at least 1, found 0");
    }
}
