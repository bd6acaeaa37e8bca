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

class JitterTest {
    private static final int BATCH = 5;
    private static final int POSITIONS = 16;
    private static final int DIM = 3;
    private static final long SEED = 11;

    private final SameDiff graph = SameDiff.create();
    private final INDArray x = SinkhornTest.scores(BATCH, POSITIONS * DIM, 1, 4).reshape(BATCH, POSITIONS, DIM);

    @Test
    void equalsTheComposedFormAndItsGradientIsTrue() {
        INDArray weights = SinkhornTest.scores(BATCH, POSITIONS * DIM, 1, 5).reshape(BATCH, POSITIONS, DIM);
        SDVariable y = jittered(7, 0.5);
        SDVariable loss = y.mul(y).mul(graph.constant(weights)).sum();
        SameDiff oracle = SameDiff.create();
        SDVariable composed = Jitter.composed(oracle.var("x", x.dup()), Jitter.sources(BATCH, POSITIONS, 0.5, SEED, 7),
                POSITIONS, DIM);
        SDVariable composedLoss = composed.mul(composed).mul(oracle.constant(weights)).sum();

        INDArray slope = OpSession.gradients(loss, Map.of(), "x").get("x");

        assertThat(OpSession.value(y, Map.of())).isEqualTo(OpSession.value(composed, Map.of()));
        assertThat(slope.sub(OpSession.gradients(composedLoss, Map.of(), "x").get("x")).amaxNumber().doubleValue())
                .isLessThan(1e-12);
        GradientCheck.check(loss, Map.of(), "x");
    }

    /** 100,000 positions: five standard deviations of a share are 0.0079, so a false alarm comes once in a million runs. */
    @Test
    void halfOfThePositionsComeFromOneSideOrTheOtherAlike() {
        int[] sources = Jitter.sources(100, 1000, 0.5, SEED, 3);
        double left = 0;
        double right = 0;
        for (int row = 0; row < sources.length; row++) {
            left += sources[row] == row - 1 ? 1e-5 : 0;
            right += sources[row] == row + 1 ? 1e-5 : 0;
        }

        assertThat(left).isCloseTo(0.25, within(0.0079));
        assertThat(right).isCloseTo(0.25, within(0.0079));
    }

    @Test
    void sequencesDoNotReachIntoOneAnother() {
        int[] sources = Jitter.sources(1000, 4, 1, SEED, 3);

        for (int row = 0; row < sources.length; row++) {
            assertThat(sources[row] / 4).isEqualTo(row / 4);
        }
        assertThat(Jitter.sources(50, 1, 1, SEED, 3)).isEqualTo(java.util.stream.IntStream.range(0, 50).toArray());
    }

    @Test
    void theStepAndTheSeedAloneDecide() {
        assertThat(Jitter.sources(50, 16, 0.5, SEED, 8)).isEqualTo(Jitter.sources(50, 16, 0.5, SEED, 8));
        assertThat(Jitter.sources(50, 16, 0.5, SEED, 8)).isNotEqualTo(Jitter.sources(50, 16, 0.5, SEED, 9));
        assertThat(Jitter.sources(50, 16, 0.5, SEED, 8)).isNotEqualTo(Jitter.sources(50, 16, 0.5, SEED + 1, 8));
        assertThat(OpSession.value(jittered(8, 0), Map.of())).isEqualTo(x);
    }

    @Test
    void saysWhatIsWrong() {
        SDVariable flat = Jitter.of(graph.constant(Nd4j.zeros(4, 4)), graph.constant(Nd4j.scalar(1L)), 0.5, SEED);

        assertThatThrownBy(() -> OpSession.value(flat, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("otvae_jitter: x must have shape [batch, positions, dim], found [4, 4]; reshape it first");
    }

    private SDVariable jittered(long step, double probability) {
        return Jitter.of(graph.var("x", x.dup()), graph.constant(Nd4j.scalar(step)), probability, SEED);
    }
}
