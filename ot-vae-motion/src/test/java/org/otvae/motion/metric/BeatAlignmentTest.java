package org.otvae.motion.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Golden values by a program of our own that follows the published code; its smoothing is scipy's gaussian_filter. */
class BeatAlignmentTest {

    @Test
    void beatsAndScoreArePublished() {
        double[] dance = GoldenMotion.positions(240);
        for (int i = 0; i < dance.length; i++) {
            dance[i] += 0.2 * Math.sin(2 * Math.PI * (i / 72) / 37);
        }
        int[] music = IntStream.rangeClosed(0, 7).map(i -> 10 + 30 * i).toArray();

        int[] beats = BeatAlignment.danceBeats(dance);

        assertThat(beats).containsExactly(10, 26, 47, 63, 84, 100, 121, 137, 158, 174, 195, 211, 233);
        assertThat(BeatAlignment.score(music, beats)).isCloseTo(0.407298, within(1e-6));
    }

    @Test
    void shortMotionsAreSmoothedOverTheirOwnMirrorImages() {
        assertThat(BeatAlignment.danceBeats(GoldenMotion.positions(4))).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void standingStillKeepsNoTime() {
        assertThat(BeatAlignment.danceBeats(new double[100 * 72])).isEmpty();
        assertThat(BeatAlignment.score(new int[] {5}, new int[0])).isZero();
        assertThatThrownBy(() -> BeatAlignment.score(new int[0], new int[] {1})).isInstanceOf(IllegalArgumentException.class);
    }
}
