package org.otvae.motion.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SkeletonTest {

    @Test
    void smplHas24JointsAndLeftHangsOnLeft() {
        Skeleton smpl = Skeleton.SMPL;

        assertThat(smpl.size()).isEqualTo(24);
        for (int joint = 1; joint < smpl.size(); joint++) {
            String parent = smpl.joints().get(smpl.parent(joint));
            if (parent.matches("[lr](hip|knee|ankle|inshoulder|shoulder|elbow|wrist)")) {
                assertThat(smpl.joints().get(joint).charAt(0)).isEqualTo(parent.charAt(0));
            }
        }
    }

    @Test
    void aTreeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Skeleton(List.of("hip", "knee"), List.of(-1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found 2 joints and 1 parents");
        assertThatThrownBy(() -> new Skeleton(List.of("hip", "knee"), List.of(-1, 1)))
                .hasMessageContaining("found 1 for joint 1, knee");
        assertThatThrownBy(() -> new Skeleton(List.of("hip", "knee"), List.of(0, 0)))
                .hasMessageContaining("joint 0, hip");
        assertThatThrownBy(() -> new Skeleton(List.of("hip", "hip"), List.of(-1, 0)))
                .hasMessage("joints must have different names, found [hip, hip]");
    }

    @Test
    void posesAreWholeFrames() {
        Skeleton leg = new Skeleton(List.of("hip", "knee"), List.of(-1, 0));

        Poses poses = new Poses(leg, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 30);

        assertThat(poses.frames()).isEqualTo(2);
        assertThat(poses.at(1, 0, 2)).isEqualTo(8);
        assertThatThrownBy(() -> new Poses(leg, new float[7], 30)).hasMessageContaining("found 7 numbers");
        assertThatThrownBy(() -> new Poses(leg, new float[6], 0)).hasMessageContaining("found 0.0");
        assertThatThrownBy(() -> new Poses(leg, new float[6], Double.NaN)).hasMessageContaining("found NaN");
    }
}
