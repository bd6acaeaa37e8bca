package org.otvae.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.audio.data.Recording;
import org.otvae.audio.signal.Level;

class TokenStreamTest {

    private static final Level STATED = new Level(0.7, -12.5);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 79, 80, 81, 200, 2_559, 2_560, 100_000})
    void piecesOfOneSizeGiveTheTokensOfTheWhole(int size) {
        try (var tokenizer = Audio.pretrained("prompts8k")) {
            Recording recording = twoSeconds(0);

            assertThat(streamed(tokenizer, recording, STATED, () -> size))
                    .containsExactly(tokenizer.encode(recording, STATED).indices());
        }
    }

    @Test
    void piecesOfAnySizesGiveTheTokensOfTheWholeAtItsOwnLevel() {
        var random = new SplittableRandom(5);
        try (var tokenizer = Audio.pretrained("prompts8k")) {
            for (int i = 0; i < 20; i++) {
                Recording recording = twoSeconds(random.nextInt(14_000));
                Level level = tokenizer.level(recording);

                int[] whole = tokenizer.encode(recording).indices();

                assertThat(Arrays.stream(whole).distinct().count()).as("tokens that tell places apart").isGreaterThan(4);
                assertThat(tokenizer.encode(recording, level).indices()).containsExactly(whole);
                assertThat(streamed(tokenizer, recording, level, () -> random.nextInt(3_000))).containsExactly(whole);
            }
        }
    }

    @Test
    void anotherLevelGivesOtherTokens() {
        try (var tokenizer = Audio.pretrained("prompts8k")) {
            Recording recording = twoSeconds(0);

            assertThat(tokenizer.encode(recording, new Level(20, -12.5)).indices())
                    .isNotEqualTo(tokenizer.encode(recording).indices());
        }
    }

    @Test
    void tokensComeAsSoonAsAWindowIsComplete() {
        try (var tokenizer = Audio.pretrained("prompts8k")) {
            var stream = tokenizer.stream(STATED);
            float[] samples = twoSeconds(0).samples();

            assertThat(stream.push(Arrays.copyOf(samples, 31 * 80 + 199))).isEmpty();
            assertThat(stream.push(new float[1]).orElseThrow().shape()).containsExactly(1, 16);
        }
    }

    @Test
    void aStreamEndsOnceAndNotTooEarly() {
        try (var tokenizer = Audio.pretrained("prompts8k")) {
            var early = tokenizer.stream(STATED);
            early.push(new float[512]);
            var ended = tokenizer.stream(STATED);
            ended.push(new float[513]);
            ended.finish();

            assertThatThrownBy(early::finish).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found 512");
            assertThatThrownBy(() -> ended.push(new float[1])).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has ended");
        }
        assertThatThrownBy(() -> new Level(0, -10)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("greater than 0");
    }

    private interface Sizes {
        int next();
    }

    private static int[] streamed(AudioTokenizer tokenizer, Recording recording, Level level, Sizes sizes) {
        var stream = tokenizer.stream(level);
        List<Integer> tokens = new ArrayList<>();
        float[] samples = recording.samples();
        for (int from = 0, to; from < samples.length; from = to) {
            to = Math.min(samples.length, from + sizes.next());
            stream.push(Arrays.copyOfRange(samples, from, to)).ifPresent(some -> add(tokens, some.indices()));
        }
        stream.finish().ifPresent(some -> add(tokens, some.indices()));
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void add(List<Integer> tokens, int[] indices) {
        Arrays.stream(indices).forEach(tokens::add);
    }

    /** Two seconds less some samples, at the rate of the model, with noise so that no frame is like another. */
    private static Recording twoSeconds(int less) {
        float[] samples = Arrays.copyOf(AudioTest.speechLike(16_000).samples(), 16_000 - less);
        var random = new SplittableRandom(less);
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (samples[n] * Math.sin(n * 3e-4) + 0.02 * random.nextDouble());
        }
        return new Recording(samples, 8_000);
    }
}
