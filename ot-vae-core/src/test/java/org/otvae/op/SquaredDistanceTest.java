package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SquaredDistanceTest {
    @ParameterizedTest
    @ValueSource(doubles = {1, -0.25})
    void equalsComposedFormAndDifferences(double scale) {
        INDArray weights = SinkhornTest.scores(7, 5, 1, 3);
        SameDiff graph = SameDiff.create();
        SDVariable distances = SquaredDistance.scaled(latents(graph), codes(graph), scale);
        SDVariable loss = distances.mul(graph.constant(weights)).sum();
        SameDiff oracle = SameDiff.create();
        SDVariable composed = SquaredDistance.composed(latents(oracle), codes(oracle), scale);
        SDVariable composedLoss = composed.mul(oracle.constant(weights)).sum();

        Map<String, INDArray> gradients = OpSession.gradients(loss, Map.of(), "latents", "codes");
        Map<String, INDArray> expected = OpSession.gradients(composedLoss, Map.of(), "latents", "codes");

        assertThat(difference(OpSession.value(distances, Map.of()), OpSession.value(composed, Map.of())))
                .isLessThan(1e-10);
        assertThat(difference(gradients.get("latents"), expected.get("latents"))).isLessThan(1e-10);
        assertThat(difference(gradients.get("codes"), expected.get("codes"))).isLessThan(1e-10);
        GradientCheck.check(loss, Map.of(), "latents", "codes");
    }

    @Test
    void isTheEuclideanDistance() {
        SameDiff graph = SameDiff.create();
        SDVariable distances =
                SquaredDistance.between(graph.constant(Nd4j.createFromArray(new float[][] {{0, 3}, {1, 1}})),
                graph.constant(Nd4j.createFromArray(new float[][] {{4, 0}, {1, 1}, {0, 0}})));

        assertThat(OpSession.value(distances, Map.of()).toFloatMatrix())
                .isDeepEqualTo(new float[][] {{25, 5, 9}, {10, 0, 2}});
    }

    @Test
    void floatFormIsNeverNegativeAndAgreesWithDouble() {
        INDArray latents = SinkhornTest.scores(100, 64, 10, 4);
        SameDiff graph = SameDiff.create();
        INDArray inFloat = OpSession.value(SquaredDistance.between(graph.constant("z", latents.castTo(DataType.FLOAT)),
                graph.constant("c", latents.castTo(DataType.FLOAT))), Map.of());
        SameDiff exact = SameDiff.create();
        INDArray inDouble = OpSession.value(SquaredDistance.between(exact.constant("z", latents),
                exact.constant("c", latents)), Map.of());

        assertThat(inFloat.minNumber().doubleValue()).isNotNegative();
        assertThat(inFloat.castTo(DataType.DOUBLE).sub(inDouble).amaxNumber().doubleValue() / inDouble.maxNumber()
                .doubleValue()).isCloseTo(0, within(1e-6));
    }

    @Test
    void saysWhichWidthsDiffer() {
        SameDiff graph = SameDiff.create();
        SDVariable distances =
                SquaredDistance.between(graph.constant(Nd4j.ones(2, 32)), graph.constant(Nd4j.ones(3, 64)));

        assertThatThrownBy(() -> OpSession.value(distances, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("latents have dim 32 but the codebook has dim 64; "
                        + "set the codebook's dim or the encoder's width");
    }

    private static SDVariable latents(SameDiff graph) {
        return graph.var("latents", SinkhornTest.scores(7, 4, 1, 1));
    }

    private static SDVariable codes(SameDiff graph) {
        return graph.var("codes", SinkhornTest.scores(5, 4, 1, 2));
    }

    private static double difference(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue();
    }
}
