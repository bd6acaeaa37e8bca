package org.otvae.motion.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Golden values by a program of our own that agrees with the published code to the last digit on two real motions. */
class MotionFeaturesTest {

    private static final double[] GEOMETRIC_30 = {.448276, .482759, 0, 0, .448276, .448276, 0, 0, 0, .275862, .241379,
            .482759, 1, 1, .034483, .241379, 0, 0, 0, .379310, .655172, 1, 1, 1, 1, 1, 1, .275862, 0, 0, 0, 1};

    @Test
    void kineticFeaturesArePublished() {
        double[] features = KineticFeatures.of(GoldenMotion.positions(30), 60);

        double[] first = {1.2499068, 0.46701893, 680.48975, 1.2434081, 0.48831630, 1498.0881};
        assertThat(features).hasSize(72);
        for (int i = 0; i < first.length; i++) {
            assertThat(features[i]).isCloseTo(first[i], within(1e-5 * first[i]));
        }
        assertThat(Arrays.stream(features).sum()).isCloseTo(66321.03, within(1e-5 * 66321));
        assertThat(Arrays.stream(KineticFeatures.of(GoldenMotion.positions(61), 60)).sum())
                .isCloseTo(72584.08, within(1e-5 * 72584));
    }

    @Test
    void geometricFeaturesArePublished() {
        double[] features = GeometricFeatures.of(GoldenMotion.positions(30), 60);
        double[] longer = GeometricFeatures.of(GoldenMotion.positions(61), 60);

        assertThat(features).containsExactly(GEOMETRIC_30, within(1e-6));
        assertThat(Arrays.copyOf(longer, 2)).containsExactly(new double[] {.466667, .466667}, within(1e-6));
        assertThat(Arrays.copyOfRange(longer, 9, 12)).containsExactly(new double[] {.266667, .233333, .5}, within(1e-6));
        assertThat(Arrays.copyOfRange(longer, 14, 16)).containsExactly(new double[] {.033333, .233333}, within(1e-6));
        assertThat(Arrays.copyOfRange(longer, 19, 21)).containsExactly(new double[] {.4, .666667}, within(1e-6));
        assertThat(longer[27]).isCloseTo(.266667, within(1e-6));
    }

    @Test
    void featuresStartAtTheOriginWhereverTheMotionIs() {
        double[] moved = GoldenMotion.positions(30);
        for (int i = 0; i < moved.length; i++) {
            moved[i] += 4 + i % 3;
        }

        assertThat(KineticFeatures.of(moved, 60)).containsExactly(KineticFeatures.of(GoldenMotion.positions(30), 60),
                within(1e-6));
        assertThat(GeometricFeatures.of(moved, 60)).containsExactly(GEOMETRIC_30, within(1e-6));
    }

    /** The same walk sampled half as often has the same energy, to the smoothing over five frames. */
    @Test
    void timeStepsFollowTheFrameRate() {
        double[] fast = GoldenMotion.positions(61);
        double[] slow = new double[31 * 72];
        for (int t = 0; t < 31; t++) {
            System.arraycopy(fast, 2 * t * 72, slow, t * 72, 72);
        }

        double[] at60 = KineticFeatures.of(fast, 60);
        double[] at30 = KineticFeatures.of(slow, 30);

        assertThat(at30[0]).isCloseTo(at60[0], within(0.5 * at60[0])); // 0.4 of it is lost to the smoothing, not 3/4
        assertThat(GeometricFeatures.of(slow, 30)[12]).isEqualTo(1);
        assertThat(GeometricFeatures.of(slow, 3)[12]).isLessThan(0.6);
    }

    @Test
    void whatIsNoMotionIsRefused() {
        assertThatThrownBy(() -> KineticFeatures.of(new double[2 * 72], 60)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[frames, 24, 3] of at least 3 frames, found 144 values");
        assertThatThrownBy(() -> GeometricFeatures.of(new double[73], 60)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 73 values");
    }

    /** A body in one point has no planes and no directions. */
    @Test
    void featuresWithoutMeaningDoNotHold() {
        assertThat(GeometricFeatures.of(new double[3 * 72], 60)).doesNotContain(Double.NaN);
        assertThat(Arrays.stream(GeometricFeatures.of(new double[3 * 72], 60)).sum()).isEqualTo(2); // hands near the floor
    }
}
