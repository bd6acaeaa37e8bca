package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link LayerNorm} and {@link Gelu}: the element-wise parts of a transformer. */
class LayerNormTest {

    private static SameDiff graph() {
        SameDiff graph = SameDiff.create();
        graph.var("x", SinkhornTest.scores(9, 7, 1, 1));
        graph.var("scale", SinkhornTest.scores(7, 1, 1, 2).reshape(7));
        graph.var("shift", SinkhornTest.scores(7, 1, 1, 3).reshape(7));
        graph.constant("direction", SinkhornTest.scores(9, 7, 1, 4));
        return graph;
    }

    private static SDVariable loss(SameDiff graph, boolean composed) {
        SDVariable x = graph.getVariable("x");
        SDVariable scale = graph.getVariable("scale");
        SDVariable shift = graph.getVariable("shift");
        return (composed ? LayerNorm.composed(x, scale, shift) : LayerNorm.of(x, scale, shift))
                .mul(graph.getVariable("direction")).sum();
    }

    @Test
    void normalisingEqualsItsComposedFormAndDifferences() {
        SDVariable ours = loss(graph(), false);
        SDVariable theirs = loss(graph(), true);

        Map<String, INDArray> slopes = OpSession.gradients(ours, Map.of(), "x", "scale", "shift");
        Map<String, INDArray> expected = OpSession.gradients(theirs, Map.of(), "x", "scale", "shift");

        assertThat(OpSession.value(ours, Map.of()).getDouble(0))
                .isCloseTo(OpSession.value(theirs, Map.of()).getDouble(0), within(1e-12));
        for (String name : List.of("x", "scale", "shift")) {
            assertThat(slopes.get(name).sub(expected.get(name)).amaxNumber().doubleValue()).as(name).isLessThan(1e-12);
        }
        GradientCheck.check(ours, Map.of(), "x", "scale", "shift");
    }

    @Test
    void rowsHaveMeanZeroAndVarianceOne() {
        SameDiff graph = SameDiff.create();
        INDArray rows = SinkhornTest.scores(40, 300, 5, 1).castTo(DataType.FLOAT);
        INDArray found = OpSession.value(LayerNorm.of(graph.constant(rows), graph.constant(Nd4j.ones(300)),
                graph.constant(Nd4j.zeros(300))), Map.of());

        assertThat(found.mean(1).amaxNumber().doubleValue()).isLessThan(1e-5);
        assertThat(found.var(false, 1).sub(1).amaxNumber().doubleValue()).isLessThan(1e-3); // the floor beside the variance
    }

    @Test
    void sizesMustFit() {
        SameDiff graph = SameDiff.create();
        SDVariable wrong = LayerNorm.of(graph.constant(Nd4j.ones(2, 3)), graph.constant(Nd4j.ones(2)),
                graph.constant(Nd4j.ones(3)));

        assertThatThrownBy(() -> OpSession.value(wrong, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 3 scales, found 2");
    }

    @Test
    void geluHasThePublishedValues() {
        SameDiff graph = SameDiff.create();
        double[] x = {-100, -3, -1, 0, 0.5, 2, 100};

        double[] found = OpSession.value(Gelu.of(graph.constant(Nd4j.createFromArray(x))), Map.of()).toDoubleVector();

        // x (1 + tanh(0.7978845608 (x + 0.044715 x^3)))/2, by Python's math.tanh
        assertThat(found).containsExactly(new double[] {0, -0.003637392081773, -0.158808009391724, 0, 0.345714009893166,
            1.954597694087775, 100}, within(1e-8));
    }

    @Test
    void geluEqualsItsComposedFormAndDifferences() {
        INDArray x = SinkhornTest.scores(9, 7, 1, 1).mul(2);
        SameDiff graph = SameDiff.create();
        SDVariable ours = Gelu.of(graph.var("x", x.dup())).mul(graph.constant(SinkhornTest.scores(9, 7, 1, 4))).sum();
        SameDiff oracle = SameDiff.create();
        SDVariable theirs = Gelu.composed(oracle.var("x", x.dup()))
                .mul(oracle.constant(SinkhornTest.scores(9, 7, 1, 4))).sum();

        INDArray slope = OpSession.gradients(ours, Map.of(), "x").get("x");
        INDArray expected = OpSession.gradients(theirs, Map.of(), "x").get("x");

        assertThat(slope.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-7); // the exponential is good to 2e-9
        GradientCheck.check(ours, Map.of(), "x");
    }
}
