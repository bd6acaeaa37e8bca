package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchNormTest {
    @ParameterizedTest
    @CsvSource({"3x2x4x3,false", "3x2x4x3,true", "4x3x5,true", "6x4,false"})
    void trainingFormEqualsComposedFormAndDifferences(String shape, boolean relu) {
        INDArray x = random(shape, 1);
        INDArray weights = random(shape, 2);
        SameDiff graph = SameDiff.create();
        BatchNorm.Normalized fused =
                BatchNorm.training(graph.var("x", x.dup()), gamma(graph, x), beta(graph, x), relu, BatchNorm.FLOOR);
        SDVariable loss = fused.y().mul(graph.constant(weights)).sum();
        SameDiff oracle = SameDiff.create();
        BatchNorm.Normalized composed = BatchNorm.composed(oracle.var("x", x.dup()), gamma(oracle, x), beta(oracle, x),
                relu, BatchNorm.FLOOR, x.rank());
        SDVariable composedLoss = composed.y().mul(oracle.constant(weights)).sum();

        Map<String, INDArray> gradients = OpSession.gradients(loss, Map.of(), "x", "gamma", "beta");
        Map<String, INDArray> expected = OpSession.gradients(composedLoss, Map.of(), "x", "gamma", "beta");

        assertSame(OpSession.value(fused.y(), Map.of()), OpSession.value(composed.y(), Map.of()));
        assertSame(OpSession.value(fused.mean(), Map.of()), OpSession.value(composed.mean(), Map.of()));
        assertSame(OpSession.value(fused.variance(), Map.of()), OpSession.value(composed.variance(), Map.of()));
        for (String name : expected.keySet()) {
            assertSame(gradients.get(name), expected.get(name));
        }
        GradientCheck.check(loss, Map.of(), "x", "gamma", "beta");
    }

    @ParameterizedTest
    @CsvSource({"3x2x4x3,true", "5x3,false"})
    void evaluationFormUsesGivenStatistics(String shape, boolean relu) {
        INDArray x = random(shape, 3);
        int channels = (int) x.size(1);
        SameDiff graph = SameDiff.create();
        SDVariable mean = graph.constant("mean", Nd4j.linspace(DataType.DOUBLE, -0.3, 0.2, channels));
        SDVariable variance = graph.constant("variance", Nd4j.linspace(DataType.DOUBLE, 0.5, 0.4, channels));
        SDVariable y = BatchNorm.evaluation(graph.var("x", x.dup()), gamma(graph, x), beta(graph, x), mean, variance,
                relu, 0.01);
        SDVariable loss = y.mul(graph.constant(random(shape, 4))).sum();

        double expected = (x.getDouble(new int[x.rank()]) + 0.3) / Math.sqrt(0.51) * 0.5 - 0.1;

        assertThat(OpSession.value(y, Map.of()).getDouble(new int[x.rank()]))
                .isCloseTo(relu ? Math.max(expected, 0) : expected, within(1e-12));
        GradientCheck.check(loss, Map.of(), "x", "gamma", "beta");
    }

    @ParameterizedTest
    @CsvSource({"7x5x4x3,false", "7x5x4x3,true", "300x20,true", "1000x3,false", "5x1500,true"})
    void floatFormAgreesWithDouble(String shape, boolean relu) {
        INDArray x = random(shape, 7).castTo(DataType.FLOAT);
        INDArray weights = random(shape, 8).castTo(DataType.FLOAT);

        Map<String, INDArray> inFloat = gradients(x, weights, relu);
        Map<String, INDArray> inDouble = gradients(x.castTo(DataType.DOUBLE), weights.castTo(DataType.DOUBLE), relu);

        for (String name : inDouble.keySet()) {
            INDArray expected = inDouble.get(name);
            double relative = inFloat.get(name).castTo(DataType.DOUBLE).sub(expected).amaxNumber()
                    .doubleValue() / expected.amaxNumber().doubleValue();
            assertThat(relative).as(name).isLessThan(1e-5);
        }
    }

    @Test
    void sameBitsForAnyNumberOfThreads() throws Exception {
        INDArray x = random("3000x64", 9).castTo(DataType.FLOAT);

        Map<String, INDArray> one = SinkhornTest.onThreads(1, () -> gradients(x, x, true));
        Map<String, INDArray> three = SinkhornTest.onThreads(3, () -> gradients(x, x, true));

        assertThat(three).isEqualTo(one);
    }

    private static Map<String, INDArray> gradients(INDArray x, INDArray weights, boolean relu) {
        SameDiff graph = SameDiff.create();
        SDVariable y =
                BatchNorm.training(graph.var("x", x.dup()), gamma(graph, x), beta(graph, x), relu, BatchNorm.FLOOR).y();
        return OpSession.gradients(y.mul(graph.constant(weights)).sum(), Map.of(), "x", "gamma", "beta");
    }

    @Test
    void floatFormKeepsItsDigitsFarFromZero() {
        INDArray x = random("16x3x5x5", 5);
        INDArray far = x.add(1000).castTo(DataType.FLOAT);

        SameDiff graph = SameDiff.create();
        INDArray y = OpSession.value(BatchNorm.training(graph.var("x", far), gamma(graph, far), beta(graph, far),
                false, BatchNorm.FLOOR).y(), Map.of());
        SameDiff exact = SameDiff.create();
        INDArray same = far.castTo(DataType.DOUBLE);
        INDArray expected = OpSession.value(BatchNorm.training(exact.var("x", same), gamma(exact, same),
                beta(exact, same), false, BatchNorm.FLOOR).y(), Map.of());

        assertThat(y.castTo(DataType.DOUBLE).sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5);
    }

    @Test
    void statisticsAreThoseOfTheBatch() {
        INDArray x = random("32x5x6x6", 6).castTo(DataType.FLOAT);
        SameDiff graph = SameDiff.create();
        BatchNorm.Normalized normalized =
                BatchNorm.training(graph.var("x", x), gamma(graph, x), beta(graph, x), true, BatchNorm.FLOOR);

        INDArray mean = OpSession.value(normalized.mean(), Map.of());
        INDArray variance = OpSession.value(normalized.variance(), Map.of());

        assertThat(mean.sub(x.mean(0, 2, 3)).amaxNumber().doubleValue()).isLessThan(1e-6);
        assertThat(variance.sub(x.var(false, 0, 2, 3)).amaxNumber().doubleValue()).isLessThan(1e-5);
    }

    @Test
    void saysWhatIsWrong() {
        SameDiff graph = SameDiff.create();
        SDVariable three = graph.constant(Nd4j.ones(3));
        SDVariable y = BatchNorm.training(graph.constant(Nd4j.ones(2, 4)), three, three, false, BatchNorm.FLOOR).y();

        assertThatThrownBy(() -> OpSession.value(y, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("otvae_batch_norm: expected 4 values of gamma, found 3; check the shapes of the inputs");
    }

    private static SDVariable gamma(SameDiff graph, INDArray x) {
        return graph.var("gamma", Nd4j.linspace(0.5, 1.5, x.size(1), DataType.DOUBLE).castTo(x.dataType()));
    }

    private static SDVariable beta(SameDiff graph, INDArray x) {
        return graph.var("beta", Nd4j.linspace(-0.1, 0.3, x.size(1), DataType.DOUBLE).castTo(x.dataType()));
    }

    private static INDArray random(String shape, long seed) {
        int[] sizes = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        return SinkhornTest.scores(1, Arrays.stream(sizes).reduce(1, (a, b) -> a * b), 1, seed).reshape(sizes);
    }

    private static void assertSame(INDArray actual, INDArray expected) {
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-10);
    }
}
