package org.otvae.motion.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BodyHalvesTest {

    private static final int FRAMES = 9;

    @Test
    void halvesPartitionTheJointsOfSmpl() {
        List<Integer> both = new ArrayList<>(BodyHalves.LOWER);
        both.addAll(BodyHalves.UPPER);

        assertThat(both).hasSize(24)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, Skeleton.SMPL.size()).boxed().toList());
        assertThat(3 * BodyHalves.LOWER.size()).isEqualTo(BodyHalves.LOWER_CHANNELS).isEqualTo(27);
        assertThat(3 * BodyHalves.UPPER.size()).isEqualTo(BodyHalves.UPPER_CHANNELS).isEqualTo(45);
    }

    @Test
    void aChannelHoldsAJointRelativeToTheRoot() {
        Poses poses = random(240);

        float[] example = BodyHalves.example(poses, RootChannels.ZERO);

        assertThat(example).hasSize(72 * 240);
        assertThat(example[2407]).isEqualTo(poses.at(7, 12, 1) - poses.at(7, 0, 1)); // the example of the class comment
        assertThat(example[(45 + 3) * 240 + 5]).isEqualTo(poses.at(5, 1, 0) - poses.at(5, 0, 0));
        for (int i = 45 * 240; i < 48 * 240; i++) {
            assertThat(example[i]).isZero();
        }
    }

    @Test
    void velocityIsTheWayToTheNextFrameAndTheLastIsRepeated() {
        Poses poses = random(FRAMES);
        float[] window = new float[72 * 4];

        BodyHalves.write(poses, 3, 4, RootChannels.VELOCITY, window, 0);

        for (int axis = 0; axis < 3; axis++) {
            for (int t = 0; t < 4; t++) {
                int from = 3 + Math.min(t, 2);
                assertThat(window[(45 + axis) * 4 + t]).isEqualTo(poses.at(from + 1, 0, axis) - poses.at(from, 0,
                        axis));
            }
        }
    }

    @Test
    void anExampleWithVelocitiesComesBackButForItsPlace() {
        Poses poses = random(FRAMES);

        Poses back = BodyHalves.poses(BodyHalves.example(poses, RootChannels.VELOCITY), 60);

        assertThat(back.framesPerSecond()).isEqualTo(60);
        assertThat(back.frames()).isEqualTo(FRAMES);
        for (int i = 0; i < back.positions().length; i++) {
            assertThat(back.positions()[i]).isCloseTo(poses.positions()[i] - poses.positions()[i % 3], within(1e-5f));
        }
    }

    @Test
    void withoutVelocitiesTheRootStays() {
        Poses poses = random(FRAMES);

        Poses back = BodyHalves.poses(BodyHalves.example(poses, RootChannels.ZERO), 60);

        for (int t = 0; t < FRAMES; t++) {
            assertThat(back.at(t, 0, 0)).isZero();
            assertThat(back.at(t, 20, 2)).isEqualTo(poses.at(t, 20, 2) - poses.at(t, 0, 2));
        }
    }

    @Test
    void otherSkeletonsAndCutExamplesAreRefused() {
        Poses leg = new Poses(new Skeleton(List.of("hip"), List.of(-1)), new float[6], 60);

        assertThatThrownBy(() -> BodyHalves.example(leg, RootChannels.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found a skeleton of 1");
        assertThatThrownBy(() -> BodyHalves.poses(new float[100], 60)).hasMessageContaining("found 100 numbers");
        assertThatThrownBy(() -> BodyHalves.write(random(FRAMES), 3, 1, RootChannels.VELOCITY, new float[72], 0))
                .hasMessageContaining("at least 2");
    }

    private static Poses random(int frames) {
        SplittableRandom random = new SplittableRandom(3);
        float[] positions = new float[frames * 72];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (float) random.nextDouble(-1, 1);
        }
        return new Poses(Skeleton.SMPL, positions, 60);
    }
}
