package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MotionDifferenceTest {

    private static INDArray motion(long seed, DataType type, long... shape) {
        INDArray values = Nd4j.create(DataType.DOUBLE, shape);
        SplittableRandom random = new SplittableRandom(seed);
        for (long i = 0; i < values.length(); i++) {
            values.putScalar(i, random.nextGaussian());
        }
        return values.castTo(type);
    }

    private static double value(INDArray a, INDArray b, double velocity, double acceleration, List<Integer> blocks) {
        SameDiff graph = SameDiff.create();
        return OpSession.value(MotionDifference.of(graph.constant(a), graph.constant(b), velocity, acceleration, blocks),
                Map.of()).getDouble(0);
    }

    @Test
    void aMotionWorkedOutByHandGivesItsValue() {
        INDArray a = Nd4j.createFromArray(new double[] {1, 3, 2, 2, 0, 0, 0, 8}).reshape(1, 2, 4);
        INDArray b = Nd4j.zeros(DataType.DOUBLE, 1, 2, 4);
        double first = 8 / 4.0 + 0.5 * (2 + 1 + 0) / 3.0 + 0.25 * (3 + 1) / 2.0;
        double second = 8 / 4.0 + 0.5 * 8 / 3.0 + 0.25 * 8 / 2.0;

        assertThat(value(a, b, 0.5, 0.25, List.of(1, 1))).isCloseTo((first + second) / 2, within(1e-12));
        assertThat(value(a, b, 0, 0, List.of(2))).isCloseTo(2, within(1e-12));
    }

    @Test
    void itEqualsItsComposedFormAndDifferences() {
        SameDiff graph = SameDiff.create();
        SDVariable ours = MotionDifference.of(graph.var("a", motion(1, DataType.DOUBLE, 2, 3, 7)),
                graph.var("b", motion(2, DataType.DOUBLE, 2, 3, 7)), 0.7, 1.3, List.of(3)).mul(3);
        SameDiff oracle = SameDiff.create();
        SDVariable theirs = MotionDifference.composed(oracle.var("a", motion(1, DataType.DOUBLE, 2, 3, 7)),
                oracle.var("b", motion(2, DataType.DOUBLE, 2, 3, 7)), 0.7, 1.3).mul(3);

        Map<String, INDArray> slopes = OpSession.gradients(ours, Map.of(), "a", "b");
        Map<String, INDArray> expected = OpSession.gradients(theirs, Map.of(), "a", "b");

        assertThat(OpSession.value(ours, Map.of()).getDouble(0))
                .isCloseTo(OpSession.value(theirs, Map.of()).getDouble(0), within(1e-12));
        for (String name : List.of("a", "b")) {
            assertThat(slopes.get(name).sub(expected.get(name)).amaxNumber().doubleValue()).isLessThan(1e-12);
        }
        GradientCheck.check(ours, Map.of(), "a", "b"); // no difference of these numbers is within 1e-5 of an edge
    }

    @Test
    void blocksCountAlikeHoweverManyChannelsTheyHave() {
        INDArray a = motion(3, DataType.DOUBLE, 4, 5, 9);
        INDArray b = motion(4, DataType.DOUBLE, 4, 5, 9);
        double first = value(channels(a, 0, 3), channels(b, 0, 3), 1, 1, List.of(3));
        double second = value(channels(a, 3, 5), channels(b, 3, 5), 1, 1, List.of(2));

        assertThat(value(a, b, 1, 1, List.of(3, 2))).isCloseTo((first + second) / 2, within(1e-12));
    }

    private static INDArray channels(INDArray motion, int from, int to) {
        return motion.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup('c');
    }

    @Test
    void anyLayoutAndManyRowsGiveTheSame() {
        INDArray a = motion(5, DataType.FLOAT, 16, 72, 240);
        INDArray b = motion(6, DataType.FLOAT, 16, 240, 72).permute(0, 2, 1); // as channelsFirst gives it

        double ours = value(a, b, 1, 1, List.of(45, 27));
        double upper = value(channels(a, 0, 45), channels(b, 0, 45), 1, 1, List.of(45));
        double lower = value(channels(a, 45, 72), channels(b, 45, 72), 1, 1, List.of(27));

        assertThat(ours).isCloseTo((upper + lower) / 2, within(1e-6));
        // a - b is N(0, 2), its differences N(0, 4) and N(0, 12); the mean of |N(0, v)| is sqrt(2 v / pi)
        assertThat(ours).isCloseTo(Math.sqrt(4 / Math.PI) + Math.sqrt(8 / Math.PI) + Math.sqrt(24 / Math.PI), within(0.05));
    }

    @Test
    void wrongShapesAreNamed() {
        INDArray four = motion(1, DataType.DOUBLE, 1, 4, 5);

        assertThatThrownBy(() -> value(four, motion(1, DataType.DOUBLE, 1, 4, 6), 1, 1, List.of(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected two motions of one shape, found [1, 4, 5] and [1, 4, 6]");
        assertThatThrownBy(() -> value(four, four, 1, 1, List.of(2, 1)))
                .hasMessageContaining("expected 3 channels in the blocks together, found 4");
        assertThatThrownBy(() -> value(motion(1, DataType.DOUBLE, 1, 4, 2), motion(2, DataType.DOUBLE, 1, 4, 2), 1, 1,
                List.of(4))).hasMessageContaining("expected at least 3 frames, which have an acceleration, found 2");
        assertThatThrownBy(() -> value(motion(1, DataType.DOUBLE, 4, 5), motion(2, DataType.DOUBLE, 4, 5), 1, 1, List.of(4)))
                .hasMessageContaining("motion must have shape [batch, channels, frames], found [4, 5]");
    }
}
