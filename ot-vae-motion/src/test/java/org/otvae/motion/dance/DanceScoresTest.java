package org.otvae.motion.dance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.otvae.motion.data.Dance;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Skeleton;

class DanceScoresTest {

    private static final MusicFeatures MUSIC = new MusicFeatures(new float[438], 7.5);

    /** A body that swings, each in a way of its own. */
    private static Poses poses(int number, double swing, double rate) {
        float[] positions = new float[120 * 72];
        for (int i = 0; i < positions.length; i++) {
            int t = i / 72;
            int joint = i % 72 / 3;
            positions[i] = (float) (0.5 * Math.sin(0.37 * joint + 1.9 * (i % 3) + 0.1 * number)
                    + (joint == 0 ? 0 : swing * Math.sin((0.2 + 0.02 * number) * t + joint)));
        }
        return new Poses(Skeleton.SMPL, positions, rate);
    }

    private static List<Dance> dances() {
        return IntStream.range(0, 8).mapToObj(i -> new Dance("d" + i, poses(i, 0.1, 60), MUSIC, List.of())).toList();
    }

    @Test
    void realDancesAreAsRealAsThemselves() {
        List<Poses> same = dances().stream().map(Dance::poses).toList();

        Map<String, Double> scores = new DanceScores(dances()).of(same, IntStream.range(0, 8).mapToObj(i ->
                List.of(10, 40, 70)).toList());

        assertThat(scores.get("fidK")).isCloseTo(0, within(1e-3)); // features pass through floats
        assertThat(scores.get("fidG")).isCloseTo(0, within(1e-3));
        assertThat(scores.get("speedRatio")).isCloseTo(1, within(1e-9));
        assertThat(scores.get("beatAlign")).isBetween(0.0, 1.0);
        assertThat(scores.get("divK")).isPositive();
    }

    @Test
    void frozenDancesAreTold() {
        List<Poses> still = IntStream.range(0, 8).mapToObj(i -> poses(i, 0, 60)).toList();

        Map<String, Double> scores = new DanceScores(dances()).of(still, IntStream.range(0, 8).mapToObj(i ->
                List.<Integer>of()).toList());

        assertThat(scores.get("speedRatio")).isCloseTo(0, within(1e-6));
        assertThat(scores.get("fidK")).isGreaterThan(1);
        assertThat(scores.get("beatAlign")).isNaN();
        assertThat(scores.get("boneVariation")).isCloseTo(0, within(1e-6));
    }
}
