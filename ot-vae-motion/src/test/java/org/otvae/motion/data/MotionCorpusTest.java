package org.otvae.motion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.motion.skeleton.Poses;

class MotionCorpusTest {

    @TempDir
    private Path folder;

    @Test
    void theSliceHasItsWindows() {
        MotionCorpus slice = CmuPlayground.open(MotionCut.CLIPS);

        assertThat(slice.exampleShape()).containsExactly(72, 64);
        assertThat(slice.size(Split.TRAIN)).isEqualTo((432 - 64) / 8 + 1 + (872 - 64) / 8 + 1);
        assertThat(slice.size(Split.VALIDATION)).isEqualTo(2 * ((128 - 64) / 8 + 1));
        assertThat(slice.size(Split.TEST)).isEqualTo(2 * ((128 - 64) / 8 + 1));
        assertThat(slice.notes()).isEmpty();
        MotionCorpus withRoot = CmuPlayground.open(MotionCut.CLIPS.withVelocity());
        assertThat(slice.fingerprint()).isEqualTo(CmuPlayground.FINGERPRINT).isNotEqualTo(withRoot.fingerprint());
        assertThat(withRoot.name()).isEqualTo("cmu-playground-slice-root");
    }

    @Test
    void windowsOfTrainingAndOfTheTestLieAsTheCutSays() {
        MotionCorpus slice = CmuPlayground.open(new MotionCut(30, 64, 8, 32, MotionCut.CLIPS.root()));
        Poses first = slice.motions(Split.TRAIN).get(0);
        Poses second = slice.motions(Split.TEST).get(1);
        float[] expected = new float[72 * 64];

        BodyHalves.write(first, 5 * 8, 64, slice.cut().root(), expected, 0);
        assertThat(read(slice, Split.TRAIN, 5)).containsExactly(expected);
        BodyHalves.write(second, 32, 64, slice.cut().root(), expected, 0);
        assertThat(read(slice, Split.TEST, 3 + 1)).containsExactly(expected); // after the first motion's 0, 32, 64
        assertThatThrownBy(() -> read(slice, Split.TEST, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aFolderIsSplitByPathAndNamesWhatItLeavesOut() throws IOException {
        for (int i = 0; i < 40; i++) {
            Gait.write(folder.resolve("deep/" + i + ".bvh"), 80, i);
        }
        Gait.write(folder.resolve("short.bvh"), 20, 0);
        Files.writeString(folder.resolve("broken.bvh"), "HIERARCHY");

        MotionCorpus corpus = BvhFolder.open("mine", folder, MotionCut.CLIPS);

        int all = corpus.size(Split.TEST) + corpus.size(Split.VALIDATION) + corpus.size(Split.TRAIN);
        assertThat(all).isEqualTo(3 * 40); // (80 - 64) / 8 + 1 = 3 windows of a clip
        assertThat(corpus.notes().get(0)).isEqualTo(
                "mine: left out 2 of its motions as too short or unreadable: broken.bvh, short.bvh");
        assertThat(corpus.notes().get(1)).contains("broken.bvh: line 1: expected ROOT, found the end");
        String before = corpus.fingerprint();
        assertThat(BvhFolder.open("mine", folder, MotionCut.CLIPS).fingerprint()).isEqualTo(before).hasSize(64);
        Files.delete(folder.resolve("deep/0.bvh"));
        assertThat(BvhFolder.open("mine", folder, MotionCut.CLIPS).fingerprint()).isNotEqualTo(before);
    }

    @Test
    void takesOfAnActionInAStyleStayTogether() {
        for (int i = 0; i < 40; i++) {
            for (int take = 1; take <= 2; take++) {
                Gait.write(folder.resolve("dataset-" + take + "_act" + i + "_proud_00" + take + ".bvh"), 64, i);
            }
        }
        Gait.write(folder.resolve("stranger.bvh"), 64, 0);

        MotionCorpus corpus = BandaiNamco.open(folder, MotionCut.CLIPS);

        int all = 0;
        for (Split split : Split.values()) {
            assertThat(corpus.size(split)).isPositive().isEven();
            all += corpus.size(split);
            List<float[]> pairs = corpus.motions(split).stream().map(Poses::positions).toList();
            assertThat(pairs).allMatch(one -> pairs.stream().filter(other -> Arrays.equals(one, other)).count() == 2);
        }
        assertThat(all).isEqualTo(80);
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThatThrownBy(() -> BandaiNamco.open(folder, MotionCut.CLIPS)).isInstanceOf(MissingDataException.class)
                .hasMessageContainingAll("bandai-namco: expected motions in " + folder, "--data DIR");
        Gait.write(folder.resolve("a.bvh"), 64, 0);
        assertThatThrownBy(() -> BvhFolder.open("mine", folder, MotionCut.CLIPS))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("give more of them");
        assertThatThrownBy(() -> new MotionCut(30, 64, 8, 0, MotionCut.CLIPS.root()))
                .hasMessageContaining("strides of at least 1, found 30.0, 64, 8, 0");
    }

    @Test
    void dataVecSeesOneRecordForEachFile() {
        Gait.write(folder.resolve("a.bvh"), 61, 0);
        BvhRecordReader reader = new BvhRecordReader(15);
        reader.initialize(new FileSplit(folder.toFile()));

        var record = reader.next();

        assertThat(((NDArrayWritable) record.get(0)).get().shape()).containsExactly(1, 31, 24, 3);
        assertThat(reader.hasNext()).isFalse();
    }

    private static float[] read(MotionCorpus corpus, Split split, int index) {
        float[] example = new float[corpus.exampleSize()];
        corpus.read(split, index, 0, example, 0);
        return example;
    }
}
