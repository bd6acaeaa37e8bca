package org.otvae.audio.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.otvae.data.Split;

class EmbeddedPromptsTest {

    private static final SpeechCorpus CORPUS = EmbeddedPrompts.open();

    @Test
    void sliceIsTheOneThatWasCut() {
        assertThat(CORPUS.fingerprint()).isEqualTo(EmbeddedPrompts.FINGERPRINT);
        assertThat(CORPUS.name()).isEqualTo("prompts8k-slice");
        assertThat(CORPUS.exampleShape()).containsExactly(80, 32);
        assertThat(CORPUS.notes()).isEmpty();
    }

    @Test
    void allFiveSpeakersAreInAllSplits() {
        for (Split split : Split.values()) {
            double[] seconds = new double[EmbeddedPrompts.SPEAKERS.size()];
            for (int i = 0; i < CORPUS.size(split); i++) {
                seconds[CORPUS.label(split, i)] += 0.32;
            }
            assertThat(Arrays.stream(seconds).min().orElse(0)).isGreaterThan(split == Split.TRAIN ? 35 : 6);
            assertThat(Arrays.stream(seconds).max().orElse(0)).isLessThan(split == Split.TRAIN ? 45 : 11);
        }
    }

    @Test
    void recordingsAreSpeechOfTwoToFiveSeconds() {
        assertThat(EmbeddedPrompts.recordings()).allSatisfy((path, recording) -> {
            assertThat(recording.sampleRate()).isEqualTo(8_000);
            assertThat(recording.seconds()).isBetween(2.0, 5.0);
            float peak = 0;
            for (float sample : recording.samples()) {
                peak = Math.max(peak, Math.abs(sample));
            }
            assertThat(peak).isBetween(0.05f, 1f);
        });
    }

    @Test
    void examplesAreTheSameAtEachReadingAndEndWithTheirSplit() {
        float[] first = new float[CORPUS.exampleSize()];
        float[] again = new float[CORPUS.exampleSize()];
        CORPUS.read(Split.TRAIN, 7, 3, first, 0);
        EmbeddedPrompts.open().read(Split.TRAIN, 7, 3, again, 0);

        assertThat(again).containsExactly(first);
        assertThatThrownBy(() -> CORPUS.read(Split.TEST, CORPUS.size(Split.TEST), 0, first, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void creditsAreBesideTheFiles() throws IOException {
        try (InputStream readme = EmbeddedPrompts.class.getResourceAsStream("prompts8k-slice/README.md")) {
            assertThat(new String(readme.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Allison Smith", "June Wallack", "Carlo Flora", "CC-BY-SA 3.0", "CC-BY 3.0");
        }
    }
}
