package org.otvae.motion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.motion.file.Bvh;
import org.otvae.motion.file.BvhFile;
import org.otvae.motion.file.ForwardKinematics;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Skeleton;

class RigTest {

    /** By three.js 0.187.0: BVHLoader, AnimationMixer at the time of frame 300, world matrices of the bones. */
    private static final String[] GOLDEN = {"Hips -21.3750 26.7130 -8.3660", "LeftUpLeg -20.9781 24.6996 -9.6197",
        "LeftToeBase -16.2488 14.6511 -10.8584", "RightFoot -21.0617 10.6416 -7.8756", "Head -15.2318 30.7357 -9.9613",
        "LeftHand -11.8902 25.5471 -13.3888", "LFingers -11.2651 25.3751 -13.0867", "RThumb -14.6689 24.5612 -6.2797"};

    @TempDir
    private Path folder;

    @Test
    void kinematicsOfARealMotionAreThoseOfAnotherProgram() {
        Bvh bvh = CmuPlayground.recording("01_03");
        ForwardKinematics kinematics = new ForwardKinematics(bvh);

        kinematics.pose(300);

        for (String line : GOLDEN) {
            String[] words = line.split(" ");
            int joint = bvh.skeleton().joints().indexOf(words[0]);
            for (int axis = 0; axis < 3; axis++) { // four decimals and single precision over there
                assertThat(kinematics.position(joint, axis)).as(line).isCloseTo(Double.parseDouble(words[1 + axis]),
                        within(2e-4));
            }
        }
    }

    @Test
    void cmusPersonIsUprightAndOfHumanSize() {
        Poses poses = Rig.of(CmuPlayground.recording("01_01")).poses(CmuPlayground.recording("01_01"));

        assertThat(poses.frames()).isEqualTo(688);
        assertThat(poses.framesPerSecond()).isEqualTo(30);
        assertThat(distance(poses, 0, 1, 4)).isCloseTo(0.404, within(1e-3)); // thigh: 7.158 units
        assertThat(distance(poses, 0, 4, 7)).isCloseTo(0.423, within(1e-3));
        for (int t = 0; t < poses.frames(); t++) {
            float lowest = Math.min(poses.at(t, 10, 1), poses.at(t, 11, 1));
            assertThat(poses.at(t, 15, 1) - lowest).as("head above toes in frame " + t).isBetween(0.8f, 1.7f);
        }
    }

    @Test
    void everyRigInsideTheProgramIsWhole() {
        for (String name : Rig.NAMES) {
            assertThat(Rig.named(name).name()).isEqualTo(name);
            assertThat(Rig.named(name).joints()).hasSize(24);
        }
        assertThatThrownBy(() -> Rig.named("horse"))
                .hasMessage("expected one of the rigs smpl, cmu, female1, bandai-namco, "
                + "found \"horse\"");
    }

    @Test
    void leftStaysLeft() {
        for (String name : Rig.NAMES) {
            Rig rig = Rig.named(name);
            for (int j = 0; j < 24; j++) {
                String smpl = Skeleton.SMPL.joints().get(j);
                if (!smpl.startsWith("l") || name.equals("smpl")) {
                    continue;
                }
                int right = Skeleton.SMPL.joints().indexOf("r" + smpl.substring(1));
                for (int i = 0; i < rig.joints().get(j).size(); i++) {
                    assertThat(rig.joints().get(right).get(i).joint()).isEqualTo(rig.joints().get(j).get(i).joint()
                            .replace("Left", "Right").replace("_L", "_R").replace("LFingers", "RFingers"));
                }
            }
        }
    }

    @Test
    void aPointMovesWithTheAxesOfItsJoint() throws IOException {
        Path file = Gait.write(folder.resolve("a.bvh"), 3, 0);
        Path own = folder.resolve("rig.json");
        StringBuilder joints = new StringBuilder();
        Skeleton.SMPL.joints().forEach(joint -> joints.append(", \"").append(joint).append("\": \"root\""));
        Files.writeString(own, "{\"name\": \"own\", \"metresPerUnit\": 0.5, \"joints\": {"
                + joints.substring(2).replace("\"head\": \"root\"",
                        "\"head\": [{\"joint\": \"root\", \"weight\": 1, \"at\": [0, 10, 0]}]") + "}}");
        Bvh bvh = BvhFile.read(file);

        Poses poses = Rig.read(own).poses(bvh);

        double angle = Math.toRadians(20 * Math.sin(0.1));
        assertThat(poses.at(1, 0, 1)).isEqualTo(45);
        assertThat(BvhFolder.poses(file).positions()).as("a single file has the rig of its folder").isEqualTo(poses.positions());
        assertThat(poses.at(1, 15, 0)).isCloseTo((float) (0.5 * (1 - 10 * Math.sin(angle))), within(1e-3f));
        assertThat(poses.at(1, 15, 1)).isCloseTo((float) (0.5 * (90 + 10 * Math.cos(angle))), within(1e-3f));
    }

    @Test
    void foreignJointsAndBrokenRigsAreRefused() throws IOException {
        Bvh leg = BvhFile.read(("HIERARCHY ROOT leg { OFFSET 0 0 0 CHANNELS 1 Yposition } "
                + "MOTION Frames: 1 Frame Time: 1 9")
                .getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> Rig.of(leg)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("the joints of one of the rigs smpl, cmu, female1, bandai-namco, found leg");
        assertThatThrownBy(() -> Rig.named("smpl").poses(leg)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("found no root, lhip");
        for (String text : new String[] {"{}", "[]", "{\"joints\": {}}", "{\"joints\": {\"root\": 3}}", "nonsense",
            "{\"joints\": {\"root\": [{\"joint\": \"a\"}]}}"}) {
            Path broken = Files.writeString(folder.resolve("rig.json"), text);
            assertThatThrownBy(() -> Rig.read(broken)).isInstanceOf(MalformedDataException.class)
                    .hasMessageStartingWith(broken + ": expected a rig");
        }
        for (String point : new String[] {"\"joint\": \"a\", \"weight\": 1, \"at\": \"8, 0, 0\"",
            "\"joint\": \"a\", \"weight\": 1, \"at\": {\"x\": 8}", "\"jiont\": \"a\", \"weight\": 1"}) {
            Path broken = Files.writeString(folder.resolve("rig.json"), "{\"joints\": {\"root\": [{" + point + "}]}}");
            assertThatThrownBy(() -> Rig.read(broken)).isInstanceOf(MalformedDataException.class)
                    .hasMessageMatching(".*: expected a rig .*, found a point .*\"(at|joint)\".*");
        }
    }

    private static double distance(Poses poses, int frame, int a, int b) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            sum += Math.pow(poses.at(frame, a, axis) - poses.at(frame, b, axis), 2);
        }
        return Math.sqrt(sum);
    }
}
