package org.otvae.motion.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RigidBodyTest {

    private static final Skeleton LEG = new Skeleton(List.of("hip", "knee", "ankle"), List.of(-1, 0, 1));

    @Test
    void variationIsTheDeviationOfLengthsAsAShareOfTheirMeans() {
        float[] positions = {0, 0, 0, 1, 0, 0, 1, 2, 0, 0, 0, 0, 3, 0, 0, 3, 2, 0}; // the thigh 1, then 3; the shin 2 always

        assertThat(RigidBody.variation(new Poses(LEG, positions, 30))).isCloseTo(0.25, within(1e-9)); // the mean of 1/2 and 0
    }

    @Test
    void aRigidBodyHasBonesOfTheirMeanLengthThatPointTheSameWay() {
        SplittableRandom random = new SplittableRandom(3);
        float[] positions = new float[40 * 72];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (float) random.nextDouble();
        }
        Poses loose = new Poses(Skeleton.SMPL, positions, 60);

        Poses rigid = RigidBody.of(loose);

        assertThat(RigidBody.variation(loose)).isGreaterThan(0.1);
        assertThat(RigidBody.variation(rigid)).isLessThan(1e-6);
        for (int t = 0; t < 40; t++) {
            for (int axis = 0; axis < 3; axis++) {
                assertThat(rigid.at(t, 0, axis)).isEqualTo(loose.at(t, 0, axis));
            }
        }
        assertThat(RigidBody.of(rigid).positions()).containsExactly(rigid.positions(), within(1e-5f));
    }

    @Test
    void speedIsThatOfJointsAboutTheRoot() {
        float[] positions = {0, 0, 0, 1, 0, 0, 1, 2, 0, 5, 0, 0, 6, 0, 0, 6, 2, 0.5f}; // all go 5 on, the ankle 0.5 aside

        assertThat(RigidBody.speed(new Poses(LEG, positions, 30))).isCloseTo(0.5 * 30 / 2, within(1e-6));
        assertThat(RigidBody.speed(new Poses(LEG, new float[9], 30))).isZero();
    }
}
