package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NegativeEntropyTest {

    @Test
    void equalsComposedForm() {
        INDArray logits = SinkhornTest.scores(70, 300, 5, 1); // several blocks of rows
        SameDiff graph = SameDiff.create();
        SDVariable entropy = NegativeEntropy.of(graph.var("l", logits)).mul(3);
        SameDiff oracle = SameDiff.create();
        SDVariable composed = NegativeEntropy.composed(oracle.var("l", logits.dup())).mul(3);

        INDArray gradient = OpSession.gradients(entropy, Map.of(), "l").get("l");
        INDArray expected = OpSession.gradients(composed, Map.of(), "l").get("l");

        assertThat(OpSession.value(entropy, Map.of()).getDouble(0))
                .isCloseTo(OpSession.value(composed, Map.of()).getDouble(0), within(1e-7));
        assertThat(gradient.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-8);
    }

    @Test
    void gradientEqualsDifferences() {
        SameDiff graph = SameDiff.create();

        GradientCheck.check(NegativeEntropy.of(graph.var("l", SinkhornTest.scores(6, 5, 2, 2))), Map.of(), "l");
    }

    @Test
    void liesBetweenUniformAndCertain() {
        assertThat(value(new float[][] {{2, 2, 2, 2}})).isCloseTo(-Math.log(4), within(1e-6));
        assertThat(value(new float[][] {{2, 2, 2, 2}, {0, 500, -500, 0}})).isCloseTo(-Math.log(4) / 2, within(1e-6));
    }

    /** ND4J's log(softmax) is -infinity there, and 0 times that not a number. */
    @Test
    void logitsFarApartHaveFiniteGradients() {
        SameDiff graph = SameDiff.create();
        SDVariable entropy = NegativeEntropy.of(graph.var("l", Nd4j.createFromArray(new float[][] {{0, 1e4f, -1e4f}})));

        INDArray gradient = OpSession.gradients(entropy, Map.of(), "l").get("l");

        assertThat(gradient.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(gradient.amaxNumber().doubleValue()).isLessThan(1e-6);
    }

    private static double value(float[][] logits) {
        SameDiff graph = SameDiff.create();
        return OpSession.value(NegativeEntropy.of(graph.constant(Nd4j.createFromArray(logits))), Map.of()).getDouble(0);
    }
}
