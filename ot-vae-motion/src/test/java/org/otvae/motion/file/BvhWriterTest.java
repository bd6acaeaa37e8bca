package org.otvae.motion.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Rotation;
import org.otvae.motion.skeleton.Skeleton;

class BvhWriterTest {

    @TempDir
    private Path folder;

    @Test
    void aFileComesBackAsItWas() {
        Bvh leg = BvhFileTest.read(BvhFileTest.LEG);
        Path file = folder.resolve("leg.bvh");

        BvhWriter.write(file, leg);

        Bvh back = BvhFile.read(file);
        assertThat(back.joints()).isEqualTo(leg.joints());
        assertThat(back.values()).containsExactly(leg.values());
        assertThat(back.frameSeconds()).isEqualTo(leg.frameSeconds());
    }

    @Test
    void numbersAreWrittenPlainly() throws IOException {
        Bvh bvh = new Bvh(List.of(new BvhJoint("a", -1, -1e-9, 12.5, -1e5, List.of(BvhChannel.X_POSITION), false)),
                new float[] {-0.0000004f, -2.25f}, 1 / 30.0);
        Path file = folder.resolve("a.bvh");

        BvhWriter.write(file, bvh);

        assertThat(Files.readString(file)).isEqualTo("""
                HIERARCHY
                ROOT a
                {
                  OFFSET 0.000000 12.500000 -100000.000000
                  CHANNELS 1 Xposition
                }
                MOTION
                Frames: 2
                Frame Time: 0.033333
                0.000000
                -2.250000
                """);
        assertThatThrownBy(() -> BvhWriter.write(file, new Bvh(bvh.joints(), new float[] {Float.NaN}, 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found NaN");
    }

    @Test
    void positionsOfRigidBonesComeBackToATenthOfAMillimetre() {
        Poses poses = rigid(50, 4);
        Path file = folder.resolve("rigid.bvh");

        BvhWriter.write(file, PoseBvh.of(poses));

        assertThat(worst(poses, BvhFile.read(file))).isLessThan(1e-4);
    }

    @Test
    void differencesOfLengthDoNotAddUp() {
        Poses poses = rigid(50, 5);
        SplittableRandom random = new SplittableRandom(6);
        float[] shaken = poses.positions().clone();
        for (int i = 0; i < shaken.length; i++) {
            shaken[i] += (float) random.nextDouble(-0.01, 0.01);
        }
        Poses loose = new Poses(Skeleton.SMPL, shaken, 30);

        // a bone's length is off by up to 2 x 0.01 x sqrt(3)
        assertThat(worst(loose, PoseBvh.of(loose))).isLessThan(0.03);
    }

    @Test
    void bonesOfNoLengthAndASingleJointAreWritten() {
        Poses nothing = new Poses(Skeleton.SMPL, new float[2 * 72], 30);
        Poses single = new Poses(new Skeleton(List.of("a"), List.of(-1)), new float[] {1, 2, 3}, 30);

        assertThat(worst(nothing, PoseBvh.of(nothing))).isZero();
        assertThat(PoseBvh.of(single).values()).containsExactly(new float[] {100, 200, 300, 0, 0, 0}, within(1e-6f));
        assertThatThrownBy(() -> PoseBvh.of(new Poses(Skeleton.SMPL, new float[0], 30)))
                .hasMessage("poses must have at least 1 frame, found none");
    }

    @Test
    void anglesOfEveryRotationGiveTheRotation() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1_000; i++) {
            double x = i % 10 == 0 ? Math.PI / 2 : random.nextDouble(-3.2, 3.2); // every tenth at a pole
            double[] wanted = Rotation.times(Rotation.around(2, random.nextDouble(-3.2, 3.2)),
                    Rotation.times(Rotation.around(0, x), Rotation.around(1, random.nextDouble(-3.2, 3.2))));

            double[] zxy = EulerAngles.zxy(wanted);

            double[] found = Rotation.times(Rotation.around(2, Math.toRadians(zxy[0])), Rotation.times(
                    Rotation.around(0, Math.toRadians(zxy[1])), Rotation.around(1, Math.toRadians(zxy[2]))));
            assertThat(found).containsExactly(wanted, within(1e-6));
        }
    }

    /** Bones of fixed lengths in directions that change slowly. */
    private static Poses rigid(int frames, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] axes = new double[24][];
        double[][] bones = new double[24][];
        for (int j = 0; j < 24; j++) {
            axes[j] = new double[] {random.nextDouble(-1, 1), random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
            bones[j] = new double[] {random.nextDouble(-0.3, 0.3), random.nextDouble(-0.3, 0.3),
                    random.nextDouble(-0.3, 0.3)};
        }
        float[] positions = new float[frames * 72];
        for (int t = 0; t < frames; t++) {
            for (int j = 0; j < 24; j++) {
                double angle = 4 * Math.sin(0.15 * t + j);
                double[] turn = Rotation.axisAngle(axes[j][0] * angle, axes[j][1] * angle, axes[j][2] * angle);
                for (int axis = 0; axis < 3; axis++) {
                    int parent = Skeleton.SMPL.parent(j);
                    positions[t * 72 + 3 * j + axis] = (float) ((parent < 0 ? 0.02 * t : positions[t * 72 + 3 * parent
                            + axis])
                            + Rotation.turned(turn, axis, bones[j][0], bones[j][1], bones[j][2]));
                }
            }
        }
        return new Poses(Skeleton.SMPL, positions, 30);
    }

    /** The largest distance between a joint and the joint of that name in the file, in metres. */
    private static double worst(Poses poses, Bvh bvh) {
        ForwardKinematics kinematics = new ForwardKinematics(bvh);
        List<String> names = bvh.skeleton().joints();
        double worst = 0;
        for (int t = 0; t < poses.frames(); t++) {
            kinematics.pose(t);
            for (int j = 0; j < 24; j++) {
                int place = names.indexOf(Skeleton.SMPL.joints().get(j));
                worst = Math.max(worst, Math.sqrt(Math.pow(kinematics.position(place, 0) / 100 - poses.at(t, j, 0), 2)
                        + Math.pow(kinematics.position(place, 1) / 100 - poses.at(t, j, 1), 2)
                        + Math.pow(kinematics.position(place, 2) / 100 - poses.at(t, j, 2), 2)));
            }
        }
        return worst;
    }
}
