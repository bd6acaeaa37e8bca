package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ReluTest {

    @ParameterizedTest
    @EnumSource(value = DataType.class, names = {"FLOAT", "DOUBLE"})
    void outputAndGradientAreExactlyThoseOfSameDiff(DataType type) {
        Nd4j.getRandom().setSeed(1);
        INDArray x = Nd4j.randn(type, 7, 13, 11, 37);
        x.putScalar(0, 0);
        x.putScalar(1, -0.0);
        SameDiff graph = SameDiff.create();
        SDVariable input = graph.var("x", x);
        SDVariable weights = graph.constant(Nd4j.randn(type, 7, 13, 11, 37));
        SDVariable ours = Relu.of(input);
        SDVariable theirs = Relu.composed(input);

        INDArray value = OpSession.value(ours, Map.of()).dup();
        INDArray expectedValue = OpSession.value(theirs, Map.of()).dup();
        INDArray slope = OpSession.gradients(ours.mul(weights).sum(), Map.of(), "x").get("x").dup();
        INDArray expectedSlope = OpSession.gradients(theirs.mul(weights).sum(), Map.of(), "x").get("x").dup();

        assertThat(value).isEqualTo(expectedValue);
        assertThat(slope).isEqualTo(expectedSlope);
    }

    @Test
    void notANumberStaysNotANumber() {
        SameDiff graph = SameDiff.create();
        SDVariable y = Relu.of(graph.var("x", Nd4j.createFromArray(-1f, Float.NaN, 2f)));

        float[] values = OpSession.value(y, Map.of()).toFloatVector();

        assertThat(values).containsExactly(0f, Float.NaN, 2f);
    }
}
