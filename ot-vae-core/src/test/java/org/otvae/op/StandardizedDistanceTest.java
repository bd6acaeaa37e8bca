package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StandardizedDistanceTest {

    @Test
    void equalsComposedFormAndDifferences() {
        INDArray squared = squared(70, 300); // several blocks of rows
        INDArray weights = SinkhornTest.scores(70, 300, 1, 3);
        SameDiff graph = SameDiff.create();
        SDVariable scores = StandardizedDistance.of(graph.var("d", squared));
        SDVariable loss = scores.mul(graph.constant(weights)).sum();
        SameDiff oracle = SameDiff.create();
        SDVariable composed = StandardizedDistance.composed(oracle.var("d", squared.dup()));
        SDVariable composedLoss = composed.mul(oracle.constant(weights)).sum();

        INDArray gradient = OpSession.gradients(loss, Map.of(), "d").get("d");
        INDArray expected = OpSession.gradients(composedLoss, Map.of(), "d").get("d");

        assertThat(difference(OpSession.value(scores, Map.of()), OpSession.value(composed, Map.of()))).isLessThan(1e-10);
        assertThat(difference(gradient, expected)).isLessThan(1e-10);
    }

    @Test
    void gradientEqualsDifferences() {
        SameDiff graph = SameDiff.create();
        SDVariable scores = StandardizedDistance.of(graph.var("d", squared(6, 5)));

        GradientCheck.check(scores.mul(graph.constant(SinkhornTest.scores(6, 5, 1, 3))).sum(), Map.of(), "d");
    }

    @Test
    void nearIsHighWithMeanZeroAndDeviationOne() {
        SameDiff graph = SameDiff.create();
        INDArray scores = OpSession.value(StandardizedDistance.of(
                graph.constant(Nd4j.createFromArray(new float[][] {{1, 9}, {25, 49}}))), Map.of()); // distances 1, 3, 5, 7

        double unit = Math.sqrt(5);
        assertThat(scores.getDouble(0, 0)).isCloseTo(3 / unit, within(1e-5));
        assertThat(scores.getDouble(0, 1)).isCloseTo(1 / unit, within(1e-5));
        assertThat(scores.getDouble(1, 1)).isCloseTo(-3 / unit, within(1e-5));
    }

    @Test
    void equalDistancesAndZerosGiveFiniteGradients() {
        SameDiff graph = SameDiff.create();
        SDVariable scores = StandardizedDistance.of(graph.var("d", Nd4j.zeros(DataType.FLOAT, 3, 4)));

        INDArray gradient = OpSession.gradients(scores.mul(2).sum(), Map.of(), "d").get("d");

        assertThat(OpSession.value(scores, Map.of()).amaxNumber().doubleValue()).isLessThan(1e-6);
        assertThat(gradient.sumNumber().doubleValue()).isFinite();
    }

    @Test
    void saysWhichShapeIsWanted() {
        SameDiff graph = SameDiff.create();
        SDVariable scores = StandardizedDistance.of(graph.constant(Nd4j.ones(2, 3, 4)));

        assertThatThrownBy(() -> OpSession.value(scores, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("squaredDistances must have shape [n, codes], found [2, 3, 4]");
    }

    private static INDArray squared(int n, int codes) {
        INDArray values = SinkhornTest.scores(n, codes, 1, 1);
        return values.mul(values).add(0.1);
    }

    private static double difference(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue();
    }
}
