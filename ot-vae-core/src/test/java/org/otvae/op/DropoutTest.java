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

class DropoutTest {

    private static INDArray dropped(INDArray x, long step, double rate, long seed) {
        SameDiff graph = SameDiff.create();
        return OpSession.value(Dropout.of(graph.constant(x), graph.constant(Nd4j.scalar(step)), rate, seed), Map.of()).dup('c');
    }

    @Test
    void theShareOfZerosIsTheRateAndTheOthersAreScaled() {
        INDArray y = dropped(Nd4j.ones(DataType.DOUBLE, 1000, 1000), 3, 0.1, 7);

        double zeros = 1e6 - y.neq(0).castTo(DataType.DOUBLE).sumNumber().doubleValue();
        assertThat(zeros / 1e6).as("4.9 standard deviations, exceeded once in a million").isCloseTo(0.1, within(1.5e-3));
        assertThat(y.maxNumber().doubleValue()).isCloseTo(1 / 0.9, within(1e-12));
    }

    @Test
    void whatIsDroppedDependsOnSeedStepAndPlaceAlone() {
        INDArray all = dropped(Nd4j.ones(DataType.FLOAT, 100, 123), 3, 0.5, 7);

        assertThat(dropped(Nd4j.ones(DataType.FLOAT, 100, 123), 3, 0.5, 7)).isEqualTo(all);
        assertThat(dropped(Nd4j.ones(DataType.FLOAT, 100), 3, 0.5, 7)).isEqualTo(all.getRow(0).get(
                org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 100)));
        assertThat(dropped(Nd4j.ones(DataType.FLOAT, 100, 123), 4, 0.5, 7)).isNotEqualTo(all);
        assertThat(dropped(Nd4j.ones(DataType.FLOAT, 100, 123), 3, 0.5, 8)).isNotEqualTo(all);
    }

    @Test
    void theGradientPassesWhereTheValueDoes() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.var("x", SinkhornTest.scores(9, 7, 1, 1));
        SDVariable y = Dropout.of(x, graph.constant(Nd4j.scalar(2L)), 0.3, 5);

        GradientCheck.check(y.mul(y).sum(), Map.of(), "x");
    }

    @Test
    void aRateOfZeroChangesNothingAndOneIsRefused() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.var("x", Nd4j.ones(3));

        assertThat(Dropout.of(x, graph.constant(Nd4j.scalar(2L)), 0, 5)).isSameAs(x);
        assertThatThrownBy(() -> Dropout.of(x, x, 1, 5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rate must be at least 0 and below 1, found 1.0");
    }
}
