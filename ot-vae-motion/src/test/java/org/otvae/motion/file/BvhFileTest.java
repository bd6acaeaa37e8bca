package org.otvae.motion.file;

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
import org.otvae.data.MissingDataException;

class BvhFileTest {

    /** A leg of 10 and 5 units below a hip; the knee's channels come in another order, the toe has an end site. */
    static final String LEG = """
            HIERARCHY
            ROOT Hips
            {
              OFFSET 7 7 7
              CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
              JOINT Leg
              {
                OFFSET 0 -10 0
                CHANNELS 3 Yrotation Zrotation Xrotation
                End Site
                {
                  OFFSET 0 -5 0
                }
              }
            }
            MOTION
            Frames: 3
            Frame Time: 0.04
            1 2 3 0 0 0 0 0 0
            1 2 3 90 0 0 0 0 90
            0 0 0 90 0 90 90 0 -90
            """;

    @TempDir
    private Path folder;

    @Test
    void hierarchyAndFramesAreRead() {
        Bvh bvh = read(LEG);

        assertThat(bvh.skeleton().joints()).containsExactly("Hips", "Leg", "Leg.end");
        assertThat(bvh.skeleton().parents()).containsExactly(-1, 0, 1);
        assertThat(bvh.joints().get(1).channels()).containsExactly(BvhChannel.Y_ROTATION, BvhChannel.Z_ROTATION,
                BvhChannel.X_ROTATION);
        assertThat(bvh.frames()).isEqualTo(3);
        assertThat(bvh.framesPerSecond()).isEqualTo(25);
        assertThat(bvh.values()[9 + 8]).isEqualTo(90);
    }

    @Test
    void kinematicsGiveThePosesComputedByHand() {
        ForwardKinematics kinematics = new ForwardKinematics(read(LEG));

        kinematics.pose(0);
        requirePosition(kinematics, 0, 1, 2, 3); // position channels replace the offset 7 7 7
        requirePosition(kinematics, 1, 1, -8, 3);
        requirePosition(kinematics, 2, 1, -13, 3);

        kinematics.pose(1);
        requirePosition(kinematics, 1, 11, 2, 3); // Rz(90) (0, -10, 0) = (10, 0, 0)
        requirePosition(kinematics, 2, 11, 2, -2); // Rz(90) Rx(90) (0, -5, 0) = Rz(90) (0, 0, -5) = (0, 0, -5)

        kinematics.pose(2);
        requirePosition(kinematics, 1, 10, 0, 0); // Rz(90) Ry(90) (0, -10, 0) = Rz(90) (0, -10, 0)
        // Rz(90) Ry(180) Rx(-90) (0, -5, 0) = Rz(90) Ry(180) (0, 0, 5) = (0, 0, -5)
        requirePosition(kinematics, 2, 10, 0, -5);
    }

    @Test
    void channelsThatAreNotThereLeaveTheOffset() {
        Bvh bvh = read("HIERARCHY ROOT a { OFFSET 1 2 3 CHANNELS 1 Yposition } MOTION Frames: 1 Frame Time: 1 9");
        ForwardKinematics kinematics = new ForwardKinematics(bvh);

        kinematics.pose(0);

        requirePosition(kinematics, 0, 1, 9, 3);
    }

    @Test
    void namesThatOccurTwiceAreToldApart() {
        Bvh bvh = read("HIERARCHY ROOT a { OFFSET 0 0 0 CHANNELS 1 Yposition "
                + "JOINT a { OFFSET 0 0 0 CHANNELS 0 End Site { "
                + "OFFSET 0 0 0 } End Site { OFFSET 0 0 0 } } } MOTION Frames: 1 Frame Time: 1 9");

        assertThat(bvh.skeleton().joints()).containsExactly("a", "a.2", "a.2.end", "a.2.end.2");
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        refuse(LEG.replace("ROOT", "RUT"), "line 2: expected ROOT, found \"RUT\"");
        refuse(LEG.replace("CHANNELS 3", "CHANNELS 9"), "expected 0 to 6 channels, found \"9.0\"");
        refuse(LEG.replace("Yrotation Zrotation Xrotation\n    End", "Yrotation Yrotation Xrotation\n    End"),
                "expected each channel once, found \"Yrotation\"");
        refuse(LEG.replace("Frames: 3", "Frames: 4"), "expected 36 numbers in the frames, found \"27 until the end\"");
        refuse(LEG.replace("Frames: 3", "Frames: 2"), "expected 18 numbers in the frames, found \"more\"");
        refuse(LEG.replace("Frames: 3", "Frames: 2000000000"), "expected 18000000000 numbers");
        refuse(LEG.replace("0.04", "0"), "between 1e-5 and 1 second");
        refuse(LEG.replace("1 2 3 90", "1 2 nan 90"), "expected a number of a frame, found \"nan\"");
        refuse(LEG.replace("1 2 3 90", "1 2 1e999 90"), "found \"1e999\"");
        refuse(LEG.replace("MOTION", "ROOT b"), "expected JOINT, End Site, } or MOTION, found \"ROOT\"");
        refuse(LEG.replace("MOTION", "JOINT b"), "expected MOTION after the one root, found \"JOINT\"");
        refuse(LEG.replace("OFFSET 0 -5 0\n", "OFFSET 0 -5 0 JOINT x"), "expected nothing below an End Site");
        refuse("", "expected HIERARCHY, found the end");
    }

    @Test
    void filesAreNamedInComplaints() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.bvh"), "HIERARCHY ROOT");

        assertThatThrownBy(() -> BvhFile.read(broken)).isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(broken.toString()).hasMessageNotContaining("\n");
        assertThatThrownBy(() -> BvhFile.read(folder.resolve("none.bvh"))).isInstanceOf(MissingDataException.class)
                .hasMessageContaining("expected a BVH file at " + folder);
    }

    @Test
    void aHundredThousandBracesAreRefusedAndNoStackRunsOut() {
        refuse("HIERARCHY ROOT a { OFFSET 0 0 0 CHANNELS 1 Yposition "
                + "JOINT a { OFFSET 0 0 0 CHANNELS 0 ".repeat(100_000), "at most 1000 joints");
    }

    private static void refuse(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedDataException.class).hasMessageContaining(message);
    }

    static Bvh read(String text) {
        return BvhFile.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void requirePosition(ForwardKinematics kinematics, int joint, double x, double y, double z) {
        assertThat(kinematics.position(joint, 0)).isCloseTo(x, within(1e-5));
        assertThat(kinematics.position(joint, 1)).isCloseTo(y, within(1e-5));
        assertThat(kinematics.position(joint, 2)).isCloseTo(z, within(1e-5));
    }
}
