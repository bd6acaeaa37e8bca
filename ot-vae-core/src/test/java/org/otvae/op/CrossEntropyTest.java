package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CrossEntropyTest {

    private static SDVariable loss(SameDiff graph, INDArray logits, long... targets) {
        return CrossEntropy.of(graph.var("logits", logits), graph.constant(Nd4j.createFromArray(targets)));
    }

    @Test
    void equalLogitsCostTheLogarithmOfTheNumberOfCodes() {
        SDVariable loss = loss(SameDiff.create(), Nd4j.createFromArray(new double[][] {{7, 7, 7, 7}, {0, Math.log(3), 0, 0}}), 2, 1);

        assertThat(OpSession.value(loss, Map.of()).toDoubleVector())
                .containsExactly(new double[] {Math.log(4), Math.log(2)}, within(1e-12));
    }

    @Test
    void itEqualsItsComposedFormAndDifferences() {
        INDArray logits = SinkhornTest.scores(9, 7, 1, 3);
        INDArray weights = SinkhornTest.scores(9, 1, 1, 4).reshape(9);
        long[] targets = {0, 6, 3, 3, 1, 5, 2, 4, 0};
        SameDiff graph = SameDiff.create();
        SDVariable ours = loss(graph, logits.dup(), targets).mul(graph.constant(weights)).sum();
        SameDiff oracle = SameDiff.create();
        SDVariable theirs = CrossEntropy.composed(oracle.var("logits", logits.dup()),
                oracle.constant(Nd4j.createFromArray(targets)), 7).mul(oracle.constant(weights)).sum();

        INDArray slope = OpSession.gradients(ours, Map.of(), "logits").get("logits");
        INDArray expected = OpSession.gradients(theirs, Map.of(), "logits").get("logits");

        assertThat(OpSession.value(ours, Map.of()).getDouble(0))
                .isCloseTo(OpSession.value(theirs, Map.of()).getDouble(0), within(1e-12));
        assertThat(slope.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-12);
        GradientCheck.check(ours, Map.of(), "logits");
    }

    @Test
    void logitsFarApartStayFinite() {
        SDVariable loss = loss(SameDiff.create(), Nd4j.createFromArray(new double[][] {{1e4, 0}, {1e4, 0}}), 0, 1);

        assertThat(OpSession.value(loss, Map.of()).toDoubleVector()).containsExactly(new double[] {0, 1e4}, within(1e-9));
    }

    @Test
    void aTargetThatIsNoCodeIsRefused() {
        SDVariable loss = loss(SameDiff.create(), Nd4j.createFromArray(new double[][] {{1, 2}}), 2);

        assertThatThrownBy(() -> OpSession.value(loss, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("indices must lie between 0 and 1, found 2 at position 0");
    }
}
