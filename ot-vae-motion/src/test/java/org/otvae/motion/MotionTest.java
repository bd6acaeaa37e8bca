package org.otvae.motion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MotionTest {

    @Test
    void halfBodiesPartitionTheJoints() {
        List<Integer> both = new ArrayList<>(Motion.LOWER_BODY);
        both.addAll(Motion.UPPER_BODY);

        assertThat(both).hasSize(24).containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, Motion.JOINTS.size()).boxed().toList());
    }

    @Test
    void halfBodiesHave27And45Channels() {
        assertThat(3 * Motion.LOWER_BODY.size()).isEqualTo(27);
        assertThat(3 * Motion.UPPER_BODY.size()).isEqualTo(45);
    }

    @Test
    void everyJointHangsOnAnEarlierOneAndLeftHangsOnLeft() {
        assertThat(Motion.PARENTS).hasSameSizeAs(Motion.JOINTS);
        assertThat(Motion.PARENTS.get(0)).isEqualTo(-1);
        for (int joint = 1; joint < Motion.PARENTS.size(); joint++) {
            int parent = Motion.PARENTS.get(joint);
            assertThat(parent).isBetween(0, joint - 1);
            if (Motion.JOINTS.get(parent).matches("[lr](knee|ankle|inshoulder|shoulder|elbow|wrist)")) {
                assertThat(Motion.JOINTS.get(joint).charAt(0)).isEqualTo(Motion.JOINTS.get(parent).charAt(0));
            }
        }
    }

    @Test
    void windowIsFourSecondsAndThirtyLatents() {
        assertThat(Motion.WINDOW_FRAMES / Motion.FRAME_RATE_HZ).isEqualTo(4);
        assertThat(Motion.WINDOW_FRAMES / Motion.FRAMES_PER_LATENT).isEqualTo(30);
    }
}
