package org.otvae.motion.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.motion.skeleton.RootChannels;

class AistDancesTest {

    private static final MotionCut SHORT = new MotionCut(60, 16, 8, 16, RootChannels.ZERO);

    @TempDir
    private Path folder;

    @Test
    void dancesComeWithTheMusicThatTheirNamesTell() throws IOException {
        archive(20);

        DanceCorpus corpus = AistDances.open(folder, SHORT);

        Dance dance = corpus.dances(Split.TEST).get(0);
        assertThat(dance.name()).isEqualTo("gBR_sBM_cAll_d04_mBR1_ch02");
        assertThat(dance.poses().frames()).isEqualTo(20);
        assertThat(dance.music().framesPerSecond()).isEqualTo(7.5);
        assertThat(dance.music().values()[MusicFeatures.COUNT + 3]).isEqualTo(2); // mBR1, frame 1
        assertThat(dance.beats()).containsExactly(0, 7, 14);
        assertThat(corpus.dances(Split.TRAIN)).hasSize(1).allMatch(each -> each.beats().isEmpty());
        assertThat(corpus.dances(Split.VALIDATION).get(0).music().values()[3]).isZero(); // mBR0
        assertThat(corpus.isPaired()).isTrue();
        assertThat(corpus.notes()).isEmpty();
        assertThat(corpus.size(Split.TRAIN)).isEqualTo(1);
        String before = corpus.fingerprint();
        write("aistpp_music_feat_7.5fps/mBR0", "\"music_array\": " + rows(4, 438, 5));
        assertThat(AistDances.open(folder, SHORT).fingerprint()).isNotEqualTo(before);
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertThatThrownBy(() -> AistDances.open(folder, SHORT)).isInstanceOf(MissingDataException.class)
                .hasMessageContainingAll("expected aistpp_train_wav/*.json", "found no dances", "docs/data.md");
        archive(20);
        Files.delete(folder.resolve("data/aistpp_music_feat_7.5fps/mBR1.json"));
        assertThatThrownBy(() -> AistDances.open(folder, SHORT)).isInstanceOf(MissingDataException.class)
                .hasMessageContaining("mBR1.json");
    }

    @Test
    void dancesThatAreTooShortAreRefused() throws IOException {
        archive(12);
        assertThatThrownBy(() -> AistDances.open(folder, SHORT)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected dances of 16 frames or more in each split, found none for TRAIN");
    }

    private void archive(int frames) throws IOException {
        String poses = "\"id\": \"x\", \"music_array\": " + beats(frames) + ", \"dance_array\": " + rows(frames, 72, 0);
        write("aistpp_train_wav/gBR_sBM_cAll_d04_mBR0_ch03", poses);
        write("aistpp_test_full_wav/gBR_sBM_cAll_d04_mBR0_ch01", poses);
        write("aistpp_test_full_wav/gBR_sBM_cAll_d04_mBR1_ch02", poses);
        write("aistpp_music_feat_7.5fps/mBR0", "\"music_array\": " + rows(4, 438, 0));
        write("aistpp_music_feat_7.5fps/mBR1", "\"music_array\": " + rows(4, 438, 1));
    }

    private void write(String name, String fields) throws IOException {
        Path file = folder.resolve("data").resolve(name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{" + fields + "}");
    }

    /** Each number is that of its row plus {@code more}. */
    private static String rows(int rows, int columns, int more) {
        return IntStream.range(0, rows).mapToObj(row -> IntStream.range(0, columns)
                .mapToObj(column -> Integer.toString(more == 0 ? 0 : row + more)).collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** A beat in every seventh frame. */
    private static String beats(int frames) {
        return IntStream.range(0, frames).mapToObj(row -> IntStream.range(0, 438)
                .mapToObj(column -> column == MusicFeatures.BEAT && row % 7 == 0 ? "1.0" : "0").collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
