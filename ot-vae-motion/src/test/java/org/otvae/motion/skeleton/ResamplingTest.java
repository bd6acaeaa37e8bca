package org.otvae.motion.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ResamplingTest {

    private static final Skeleton POINT = new Skeleton(List.of("point"), List.of(-1));

    @Test
    void aStraightWayStaysStraightToItsEnds() {
        Poses half = Resampling.at(motion(121, 120, t -> 3 * t - 1), 30);

        assertThat(half.frames()).isEqualTo(31);
        assertThat(half.framesPerSecond()).isEqualTo(30);
        for (int i = 0; i < 31; i++) {
            assertThat(half.at(i, 0, 1)).isCloseTo((float) (3 * i / 30.0 - 1), within(2e-3f));
        }
    }

    @Test
    void slowMovementPassesAndFastMovementDoesNotFoldBack() {
        Poses slow = Resampling.at(motion(481, 120, t -> Math.sin(2 * Math.PI * 2 * t)), 30);
        // would come back as 2 Hz
        Poses fast = Resampling.at(motion(481, 120, t -> Math.sin(2 * Math.PI * 28 * t)), 30);

        for (int i = 10; i < slow.frames() - 10; i++) {
            assertThat(slow.at(i, 0, 0)).isCloseTo((float) Math.sin(2 * Math.PI * 2 * i / 30.0), within(0.01f));
            assertThat(fast.at(i, 0, 0)).isCloseTo(0, within(0.03f));
        }
    }

    @Test
    void ratesThatDoNotDivideAndHigherRatesWork() {
        Poses other = Resampling.at(motion(101, 100, t -> Math.sin(2 * Math.PI * t)), 30);
        Poses finer = Resampling.at(motion(31, 30, t -> Math.sin(2 * Math.PI * t)), 60);

        assertThat(other.frames()).isEqualTo(31);
        assertThat(finer.frames()).isEqualTo(61);
        assertThat(other.at(10, 0, 2)).isCloseTo((float) Math.sin(2 * Math.PI / 3), within(0.005f));
        assertThat(finer.at(21, 0, 2)).isCloseTo((float) Math.sin(2 * Math.PI * 21 / 60.0), within(0.005f));
    }

    @Test
    void theSameRateChangesNothing() {
        Poses poses = motion(20, 30, t -> Math.cos(7 * t));

        assertThat(Resampling.at(poses, 30).positions()).containsExactly(poses.positions());
    }

    private static Poses motion(int frames, double rate, DoubleUnaryOperator way) {
        float[] positions = new float[3 * frames];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (float) way.applyAsDouble(i / 3 / rate);
        }
        return new Poses(POINT, positions, rate);
    }
}
