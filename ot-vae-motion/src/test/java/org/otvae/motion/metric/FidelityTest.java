package org.otvae.motion.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otvae.metric.Fidelity;
import org.otvae.motion.metric.JointError.Order;
import org.otvae.motion.metric.ReconstructionFrechet.Features;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.RootChannels;
import org.otvae.motion.skeleton.Skeleton;

class FidelityTest {

    private static final int FRAMES = 16;
    private static final int SET = 80; // examples, more than there are features

    /** A joint that is 3 mm off along x and, growing by 1 mm a frame, along y: at 30 Hz 30 mm/s. */
    @Test
    void errorsOfJointsAreInMillimetresAndSeconds() {
        float[] original = examples(1, 1);
        float[] moved = original.clone();
        for (int joint = 0; joint < 24; joint++) {
            for (int t = 0; t < FRAMES && joint != 15; t++) {
                moved[(3 * joint) * FRAMES + t] += 0.003f;
                moved[(3 * joint + 1) * FRAMES + t] += 0.001f * t;
            }
        }
        double distance = 0;
        for (int t = 0; t < FRAMES; t++) {
            distance += Math.sqrt(9 + t * t) / FRAMES;
        }

        assertThat(value(new JointError(Order.POSITION, FRAMES, 30), original, moved))
                .isCloseTo(distance, within(1e-3));
        assertThat(value(new JointError(Order.VELOCITY, FRAMES, 30), original, moved)).isCloseTo(30, within(0.01));
        assertThat(value(new JointError(Order.ACCELERATION, FRAMES, 30), original, moved)).isCloseTo(0, within(0.5));
        assertThat(value(new AbsoluteDifference(FRAMES), original, moved)).isCloseTo((3 + 7.5) * 23 / 72, within(1e-3));
    }

    /** 1 mm to and fro from frame to frame along z: second differences of 4 mm, at 60 Hz 14,400 mm/s². */
    @Test
    void tremblingIsAnErrorOfAcceleration() {
        float[] original = examples(2, 1);
        float[] trembling = original.clone();
        for (int i = 0; i < trembling.length; i++) {
            trembling[i] += i / FRAMES % 3 == 2 ? i % 2 * 0.002f - 0.001f : 0;
        }

        assertThat(value(new JointError(Order.ACCELERATION, FRAMES, 60), original, trembling))
                .isCloseTo(14_400, within(5.0));
    }

    @Test
    void valuesDoNotDependOnTheCutIntoBatches() {
        float[] original = examples(SET, 1);
        float[] other = examples(SET, 1.2);
        for (Fidelity whole : all()) {
            Fidelity parts = all().stream().filter(each -> each.name().equals(whole.name())).findFirst().orElseThrow();
            whole.add(original, other);
            for (int i = 0; i < SET; i++) {
                parts.add(example(original, i), example(other, i));
            }

            assertThat(parts.value()).as(whole.name()).isPositive()
                    .isCloseTo(whole.value(), within(1e-9 * whole.value()));
        }
    }

    @Test
    void distancesOfSetsGrowWithTheTrembling() {
        float[] original = examples(SET, 1);
        for (Features features : Features.values()) {
            double equal = value(frechet(features), original, original);
            double little = value(frechet(features), original, trembling(original, 0.002));
            double much = value(frechet(features), original, trembling(original, 0.05));

            assertThat(equal).as(features.name()).isCloseTo(0, within(1e-4));
            assertThat(little).as(features.name()).isGreaterThanOrEqualTo(equal);
            assertThat(much).as(features.name()).isGreaterThan(little).isGreaterThan(1);
        }
    }

    @Test
    void aSetSmallerThanItsFeaturesHasNoDistance() {
        for (Features features : Features.values()) {
            int count = features == Features.KINETIC ? 72 : 32;
            float[] original = examples(count, 1);
            float[] other = examples(count, 1.2);

            int oneLess = original.length - 72 * FRAMES;
            assertThat(value(frechet(features), Arrays.copyOf(original, oneLess), Arrays.copyOf(other, oneLess)))
                    .as(features.name()).isNaN();
            assertThat(value(frechet(features), original, other)).as(features.name()).isPositive();
        }
    }

    @Test
    void noiseInTheRootsChannelsOfPosesIsNoWay() {
        float[] original = examples(SET, 1);
        for (int i = 0; i < SET; i++) { // poses without a way
            Arrays.fill(original, (72 * i + 45) * FRAMES, (72 * i + 48) * FRAMES, 0);
        }
        float[] drifting = original.clone();
        for (int i = 0; i < SET; i++) {
            Arrays.fill(drifting, (72 * i + 45) * FRAMES, (72 * i + 48) * FRAMES, 0.1f);
        }

        assertThat(value(frechet(Features.KINETIC), original, drifting))
                .isEqualTo(value(frechet(Features.KINETIC), original, original));
    }

    @Test
    void batchesThatDoNotFitAreRefused() {
        for (Fidelity measure : all()) {
            assertThat(measure.value()).as(measure.name()).isNaN();
            assertThatThrownBy(() -> measure.add(new float[72 * FRAMES], new float[72])).as(measure.name())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("whole examples [72, 16], found 1152 and 72 values");
        }
        assertThatThrownBy(() -> new JointError(Order.POSITION, 2, 30)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("frames must be at least 3, found 2");
    }

    private static List<Fidelity> all() {
        return List.of(new JointError(Order.POSITION, FRAMES, 30), new JointError(Order.VELOCITY, FRAMES, 30),
                new JointError(Order.ACCELERATION, FRAMES, 30), new AbsoluteDifference(FRAMES),
                frechet(Features.KINETIC), frechet(Features.GEOMETRIC));
    }

    private static Fidelity frechet(Features features) {
        return new ReconstructionFrechet(features, FRAMES, 30);
    }

    private static double value(Fidelity measure, float[] original, float[] reconstruction) {
        measure.add(original, reconstruction);
        return measure.value();
    }

    /** Cuts of the golden motion, each of its own speed and size, {@code [count, 72, frames]}. */
    private static float[] examples(int count, double size) {
        float[] examples = new float[count * 72 * FRAMES];
        double[] motion = GoldenMotion.positions(4 * FRAMES * count);
        for (int i = 0; i < count; i++) {
            float[] positions = new float[FRAMES * 72];
            for (int t = 0; t < FRAMES; t++) {
                for (int c = 0; c < 72; c++) {
                    positions[t * 72 + c] = (float) (size * motion[(i * 17 + t * (1 + i % 3)) * 72 + c]);
                }
            }
            BodyHalves.write(new Poses(Skeleton.SMPL, positions, 30), 0, FRAMES, RootChannels.ZERO, examples,
                    i * 72 * FRAMES);
        }
        return examples;
    }

    private static float[] trembling(float[] examples, double metres) {
        var random = new SplittableRandom(3);
        float[] trembling = examples.clone();
        for (int i = 0; i < trembling.length; i++) {
            trembling[i] += (float) (metres * random.nextGaussian());
        }
        return trembling;
    }

    private static float[] example(float[] examples, int index) {
        return Arrays.copyOfRange(examples, index * 72 * FRAMES, (index + 1) * 72 * FRAMES);
    }
}
