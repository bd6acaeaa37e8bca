package org.otvae.motion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;
import org.otvae.motion.file.BailandoJson;
import org.otvae.motion.file.Golden;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.RootChannels;
import org.otvae.motion.skeleton.SmplBody;

class AistPlusPlusTest {

    private static final MotionCut SHORT = new MotionCut(60, 2, 1, 2, RootChannels.ZERO);

    @TempDir
    private Path folder;

    /** By matrix exponentials in numpy, see the script beside the files. */
    @Test
    void rotationsGiveThePositionsOfAnIndependentProgram() {
        SmplBody body = SmplFile.body(Golden.file("smpl_joints.npy"));

        Poses poses = SmplFile.poses(body, Golden.file("motion-4.pkl"));

        assertThat(poses.framesPerSecond()).isEqualTo(60);
        assertThat(poses.positions()).containsExactly(BailandoJson.read(Golden.file("poses.json")), within(1e-6f));
    }

    @Test
    void annotationsAreSortedByTheirListsAndWhatIsMissingIsNamed() throws IOException {
        annotations();

        MotionCorpus corpus = AistPlusPlus.open(folder, SHORT);

        assertThat(corpus.size(Split.TRAIN)).isEqualTo(2); // one of three is ignored
        assertThat(corpus.size(Split.VALIDATION)).isEqualTo(1);
        assertThat(corpus.size(Split.TEST)).isEqualTo(1); // the ignore list is for training only
        assertThat(corpus.notes()).contains("aistpp: splits/crossmodal_train.txt lists 4 motions, published are 980",
                "aistpp: 1 of the 4 motions of TRAIN are missing: gBR_sBM_cAll_d04_mBR0_ch09");
        String before = corpus.fingerprint();
        Files.copy(Golden.file("stored.npz"), folder.resolve("SMPL_MALE.npz"));
        Files.delete(folder.resolve("smpl_joints.npy"));
        assertThat(AistPlusPlus.open(folder, SHORT).fingerprint()).isNotEqualTo(before);
    }

    @Test
    void withoutABodyOrListsItSaysWhatToDo() throws IOException {
        assertThatThrownBy(() -> AistPlusPlus.open(folder, SHORT)).isInstanceOf(MissingDataException.class)
                .hasMessageContainingAll("expected motions/*.pkl", folder.toString(), "docs/data.md");
        annotations();
        Files.delete(folder.resolve("smpl_joints.npy"));
        assertThatThrownBy(() -> AistPlusPlus.open(folder, SHORT)).isInstanceOf(MissingDataException.class)
                .hasMessageContaining("one of smpl_joints.npy, SMPL_MALE.npz, SMPL_MALE.pkl, found none");
        Files.copy(Golden.file("float4.npy"), folder.resolve("smpl_joints.npy"));
        assertThatThrownBy(() -> AistPlusPlus.open(folder, SHORT)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected 24 joints at rest with 3 coordinates in metres, found 4 numbers");
    }

    @Test
    void aListThatLeavesTheFolderIsRefused() throws IOException {
        annotations();
        Files.writeString(folder.resolve("splits/crossmodal_val.txt"), "../../secret\n");

        assertThatThrownBy(() -> AistPlusPlus.open(folder, SHORT)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected names such as");
    }

    @Test
    void bailandosArchiveIsSortedByItsFolders() throws IOException {
        String frame = "[" + String.join(",", Collections.nCopies(72, "0.5")) + "]";
        for (String path : List.of("aistpp_train_wav/a_ch03.json", "aistpp_train_wav/b_ch04.json",
                "aistpp_test_full_wav/c_ch01.json", "aistpp_test_full_wav/d_ch02.json")) {
            Path file = folder.resolve("data").resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "{\"id\": \"x\", \"dance_array\": [" + frame + "," + frame + "]}");
        }

        MotionCorpus corpus = AistPlusPlus.open(folder, SHORT);

        assertThat(corpus.size(Split.TRAIN)).isEqualTo(2);
        assertThat(corpus.size(Split.VALIDATION)).isEqualTo(1);
        assertThat(corpus.size(Split.TEST)).isEqualTo(1);
        assertThat(corpus.notes()).anyMatch(line -> line.startsWith("aistpp: 2 of the 980 motions of TRAIN are in "));
    }

    private void annotations() throws IOException {
        Files.createDirectories(folder.resolve("motions"));
        Files.createDirectories(folder.resolve("splits"));
        Files.copy(Golden.file("smpl_joints.npy"), folder.resolve("smpl_joints.npy"));
        for (String name : List.of("ch03", "ch04", "ch05", "ch01", "ch02")) {
            Files.copy(Golden.file("motion-4.pkl"), folder.resolve("motions/gBR_sBM_cAll_d04_mBR0_" + name + ".pkl"));
        }
        list("crossmodal_train.txt", "ch03", "ch04", "ch05", "ch09");
        list("crossmodal_val.txt", "ch01");
        list("crossmodal_test.txt", "ch02");
        Files.writeString(folder.resolve("ignore_list.txt"),
                "gBR_sBM_cAll_d04_mBR0_ch05\ngBR_sBM_cAll_d04_mBR0_ch02\n");
    }

    private void list(String name, String... motions) throws IOException {
        Files.write(folder.resolve("splits").resolve(name),
                List.of(motions).stream().map(motion -> "gBR_sBM_cAll_d04_mBR0_" + motion).toList());
    }
}
