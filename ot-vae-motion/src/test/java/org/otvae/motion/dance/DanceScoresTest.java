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

    /**
     * A body that sways along x and stands for a moment every 30 frames: from t to t + 1 it goes |sin(π t / 30)| times a
     * constant, from frame 1,200 on three times as far.
     */
    private static Poses swaying(int frames) {
        float[] positions = new float[frames * 72];
        for (int i = 0; i < positions.length; i++) {
            int t = i / 72;
            double sway = i % 3 == 0 ? (t < 1_200 ? 1 : 3) * Math.cos(Math.PI * (t - 0.5) / 30) : 0;
            positions[i] = (float) (0.5 * Math.sin(0.37 * (i % 72 / 3) + 1.9 * (i % 3)) + sway);
        }
        return new Poses(Skeleton.SMPL, positions, 60);
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
        assertThat(scores.get("divK")).isPositive();
    }

    /**
     * The body of 121 frames stands at 30, 60 and 90. Music beats 0, 3 and 6 frames beside: (1 + e^(-9/18) + e^(-36/18)) / 3
     * = 0.580622; one after the last of 120 speeds does not count, nor a dance without beats. That of 3 frames beside alone
     * is e^(-1/2) = 0.606531.
     */
    @Test
    void beatsOfTheMusicFindThoseOfTheDance() {
        Poses dance = swaying(121);

        Map<String, Double> scores = new DanceScores(dances()).of(List.of(dance, dance, dance),
                List.of(List.of(30, 63, 84, 120), List.of(), List.of(87)));

        assertThat(scores.get("beatAlign")).isCloseTo((0.580622 + 0.606531) / 2, within(1e-6));
    }

    @Test
    void aGeneratedDanceIsJudgedByItsFirstTwentySecondsAndARealOneWhole() {
        List<Poses> whole = List.of(swaying(1_500), poses(1, 0.1, 60));
        List<Poses> cut = List.of(swaying(1_200), poses(1, 0.1, 60));
        List<List<Integer>> beats = List.of(List.of(33, 1_180, 1_198, 1_199, 1_323), List.of());
        var scores = new DanceScores(dances());

        Map<String, Double> judged = scores.of(whole, beats);

        for (String name : List.of("fidK", "fidG", "divK", "divG", "beatAlign")) {
            assertThat(judged.get(name)).as(name).isEqualTo(scores.of(cut, beats).get(name));
        }
        assertThat(judged.get("beatAlign")).as("beats at 33, 1,180 and 1,198 of 1,199 speeds; the body stands at 30 and 1,170")
                .isCloseTo((Math.exp(-0.5) + Math.exp(-100 / 18.0) + Math.exp(-784 / 18.0)) / 3, within(1e-6));
        assertThat(scores.of(List.of(swaying(1_199), whole.get(1)), beats).get("fidK")).isNotEqualTo(judged.get("fidK"));
        List<Dance> real = whole.stream().map(poses -> new Dance("long", poses, MUSIC, List.of())).toList();
        assertThat(new DanceScores(real).of(cut, beats).get("fidK")).as("1,200 frames against 1,500").isGreaterThan(1e-3);
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
