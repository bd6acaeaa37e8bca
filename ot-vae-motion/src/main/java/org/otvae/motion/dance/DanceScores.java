package org.otvae.motion.dance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.otvae.motion.data.Dance;
import org.otvae.motion.metric.BeatAlignment;
import org.otvae.motion.metric.FeatureDistance;
import org.otvae.motion.metric.GeometricFeatures;
import org.otvae.motion.metric.KineticFeatures;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Resampling;
import org.otvae.motion.skeleton.RigidBody;

/**
 * How like real dances generated ones are, by the measures of [siyao2022bailando, code]: kinetic and geometric features of
 * the first 20 s of each, at 60 frames a second from the origin on, against those of the real dances that are given, whole;
 * diversity; beat alignment. And whether they hold together and move at all.
 *
 * <p>Unlike the published numbers, whose reference are all annotated motions of AIST++ but an ignore list, 1,320 to 1,363,
 * those of a corpus of Bailando's archive have at most its 1,020 dances as reference, each as long as its music; and the beats
 * are those of the first 20 s, where the published program takes the whole dance. So they are not comparable with them.
 */
public final class DanceScores {

    private static final double RATE = 60;
    private static final int MOST_FRAMES = 1_200; // of a generated dance; published for features

    private final FeatureDistance kinetic;
    private final FeatureDistance geometric;
    private final double speed;

    /**
     * Scores against real dances.
     *
     * @param reference at least 2, each at least 3 frames
     */
    public DanceScores(List<Dance> reference) {
        List<double[]> positions = reference.parallelStream().map(dance -> positions(dance.poses(), Integer.MAX_VALUE)).toList();
        this.kinetic = new FeatureDistance(positions.parallelStream().map(each -> KineticFeatures.of(each, RATE)).toList());
        this.geometric = new FeatureDistance(positions.parallelStream().map(each -> GeometricFeatures.of(each, RATE)).toList());
        this.speed = reference.stream().mapToDouble(dance -> RigidBody.speed(dance.poses())).average().orElseThrow();
    }

    /**
     * The scores of generated dances: {@code fidK}, {@code fidG}, {@code divK}, {@code divG}; {@code beatAlign}, over
     * dances whose music has known beats; {@code boneVariation}, the standard deviation of a bone's length as a share
     * of its mean, in what the decoder gives; {@code speedRatio}, how fast joints move about the root, as a share of
     * the real dances'. The last two are of all frames, the others of the first 1,200.
     *
     * @param generated at least 2, as the decoder gives them
     * @param beats     of the music of each, in frames of 60 a second
     */
    public Map<String, Double> of(List<Poses> generated, List<List<Integer>> beats) {
        List<double[]> positions = generated.stream().map(poses -> positions(poses, MOST_FRAMES)).toList();
        List<double[]> kinetics = positions.stream().map(each -> KineticFeatures.of(each, RATE)).toList();
        List<double[]> geometrics = positions.stream().map(each -> GeometricFeatures.of(each, RATE)).toList();
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("fidK", kinetic.frechet(kinetics));
        scores.put("fidG", geometric.frechet(geometrics));
        scores.put("divK", kinetic.diversity(kinetics));
        scores.put("divG", geometric.diversity(geometrics));
        List<Double> aligned = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            int frames = positions.get(i).length / 72 - 1; // of speeds
            int[] inside = beats.get(i).stream().mapToInt(Integer::intValue).filter(beat -> beat < frames).toArray();
            if (inside.length > 0) {
                aligned.add(BeatAlignment.score(inside, BeatAlignment.danceBeats(positions.get(i))));
            }
        }
        scores.put("beatAlign", aligned.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN));
        scores.put("boneVariation", generated.stream().mapToDouble(RigidBody::variation).average().orElseThrow());
        scores.put("speedRatio", generated.stream().mapToDouble(RigidBody::speed).average().orElseThrow() / speed);
        return scores;
    }

    /** Positions at 60 frames a second, {@code [frames, 24, 3]}, moved so that the root begins at the origin. */
    private static double[] positions(Poses poses, int most) {
        Poses common = Resampling.at(poses, RATE);
        int length = (int) Math.min(common.positions().length, 72L * most);
        float[] all = Arrays.copyOf(common.positions(), length);
        double[] positions = new double[length];
        for (int i = 0; i < length; i++) {
            positions[i] = all[i] - all[i % 3];
        }
        return positions;
    }
}
