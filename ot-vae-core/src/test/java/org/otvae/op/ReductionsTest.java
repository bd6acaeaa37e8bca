package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link ExpectedScore}, {@link MeanSquaredDifference} and {@link Addition}: the passes that make one number or one sum. */
class ReductionsTest {

    @Test
    void expectedScoreEqualsItsComposedFormAndDifferences() {
        INDArray scores = SinkhornTest.scores(9, 7, 1, 1);
        INDArray logPlan = Sinkhorn.solve(scores, 0.3, 5).logPlan();

        assertSameAsComposed(logPlan, scores, ExpectedScore::of, ExpectedScore::composed, 1e-8);
    }

    @Test
    void expectedScoreOfAUniformPlanIsTheMeanScore() {
        SameDiff graph = SameDiff.create();
        INDArray scores = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 8}});
        INDArray uniform = Nd4j.valueArrayOf(new long[] {2, 2}, Math.log(0.5), DataType.DOUBLE);

        double value = OpSession.value(ExpectedScore.of(graph.constant(uniform), graph.constant(scores)), Map.of())
                .getDouble(0);

        assertThat(value).isCloseTo(3.5, within(1e-8));
    }

    @Test
    void expectedScoreSaysWhichSizesDiffer() {
        SameDiff graph = SameDiff.create();
        SDVariable expected = ExpectedScore.of(graph.constant(Nd4j.ones(2, 3)), graph.constant(Nd4j.ones(2, 4)));

        assertThatThrownBy(() -> OpSession.value(expected, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 3 columns of scores, found 4");
    }

    @Test
    void meanSquaredDifferenceEqualsItsComposedFormAndDifferences() {
        assertSameAsComposed(SinkhornTest.scores(9, 7, 1, 1), SinkhornTest.scores(9, 7, 1, 2), MeanSquaredDifference::of,
                MeanSquaredDifference::composed, 1e-12);
    }

    @Test
    void meanSquaredDifferenceInFloatIsSummedInDouble() {
        SameDiff graph = SameDiff.create();
        INDArray ones = Nd4j.valueArrayOf(new long[] {3000, 1000}, 0.1, DataType.FLOAT);
        SDVariable mean = MeanSquaredDifference.of(graph.constant(ones), graph.constant(Nd4j.zeros(DataType.FLOAT, 3000,
                1000)));

        assertThat(OpSession.value(mean, Map.of()).getDouble(0)).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void meanSquaredDifferenceSaysWhichShapesDiffer() {
        SameDiff graph = SameDiff.create();
        SDVariable mean = MeanSquaredDifference.of(graph.constant(Nd4j.ones(2, 3)), graph.constant(Nd4j.ones(3, 2)));

        assertThatThrownBy(() -> OpSession.value(mean, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected two arrays of one shape, found [2, 3] and [3, 2]");
    }

    @Test
    void additionIsExactAndMayWriteOverItsArguments() {
        INDArray a = SinkhornTest.scores(123, 77, 1, 1).castTo(DataType.FLOAT);
        INDArray b = SinkhornTest.scores(123, 77, 1, 2).castTo(DataType.FLOAT);
        INDArray expected = a.add(b);

        Addition.compute(a, b, a);

        assertThat(a).isEqualTo(expected);
    }

    private static void assertSameAsComposed(INDArray a, INDArray b, BinaryOperator<SDVariable> fused,
            BinaryOperator<SDVariable> composed, double tolerance) {
        SameDiff graph = SameDiff.create();
        SDVariable ours = fused.apply(graph.var("a", a), graph.var("b", b)).mul(3);
        SameDiff oracle = SameDiff.create();
        SDVariable theirs = composed.apply(oracle.var("a", a), oracle.var("b", b)).mul(3);

        Map<String, INDArray> slopes = OpSession.gradients(ours, Map.of(), "a", "b");
        Map<String, INDArray> expected = OpSession.gradients(theirs, Map.of(), "a", "b");

        assertThat(OpSession.value(ours, Map.of()).getDouble(0))
                .isCloseTo(OpSession.value(theirs, Map.of()).getDouble(0), within(tolerance));
        for (String name : expected.keySet()) {
            assertThat(slopes.get(name).sub(expected.get(name)).amaxNumber().doubleValue()).isLessThan(tolerance);
        }
        GradientCheck.check(ours, Map.of(), "a", "b");
    }
}
