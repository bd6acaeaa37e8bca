package org.otvae.motion.metric;

/**
 * How well a dance keeps time: for each beat of the music, how near the next beat of the dance is, from 0 to 1, averaged
 * [siyao2022bailando, code]. Dance beats are the moments in which the body slows down and starts again.
 *
 * <p>{@code BAS = mean over music beats b of exp(-min_d (d - b)² / (2 · 3²))}. [li2021learn] averages over the beats of the dance;
 * the published code over those of the music, as here.
 */
public final class BeatAlignment {

    private static final double SIGMA = 3; // frames
    private static final double SMOOTHING = 5; // frames
    private static final int RADIUS = 20; // four times the smoothing

    private BeatAlignment() {
    }

    /**
     * The frames in which the mean speed of the joints, smoothed, has a minimum.
     *
     * @param positions {@code [frames, 24, 3]} at 60 frames a second, at least 2 frames
     */
    public static int[] danceBeats(double[] positions) {
        double[] speed = smoothed(speed(new JointPaths(positions, 2)));
        return java.util.stream.IntStream.range(1, speed.length - 1)
                .filter(frame -> speed[frame] < speed[frame - 1] && speed[frame] < speed[frame + 1]).toArray();
    }

    /**
     * The score.
     *
     * @param musicBeats frames, at least 1
     * @param danceBeats frames; none of them gives 0
     */
    public static double score(int[] musicBeats, int[] danceBeats) {
        if (musicBeats.length == 0) {
            throw new IllegalArgumentException("expected at least 1 beat of the music, found none");
        }
        double sum = 0;
        for (int beat : musicBeats) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int dance : danceBeats) {
                double distance = dance - beat;
                nearest = Math.min(nearest, distance * distance);
            }
            sum += Math.exp(-nearest / (2 * SIGMA * SIGMA));
        }
        return sum / musicBeats.length;
    }

    /** The mean over joints of the way from one frame to the next, {@code [frames - 1]}. */
    private static double[] speed(JointPaths paths) {
        double[] speed = new double[paths.frames() - 1];
        for (int frame = 0; frame < speed.length; frame++) {
            for (int joint = 0; joint < JointPaths.JOINTS; joint++) {
                speed[frame] += Vectors.length(Vectors.minus(paths.at(frame + 1, joint), paths.at(frame, joint)))
                        / JointPaths.JOINTS;
            }
        }
        return speed;
    }

    /** By a Gaussian; beyond its ends the signal goes on mirrored, the last value twice. */
    private static double[] smoothed(double[] signal) {
        double[] weights = new double[2 * RADIUS + 1];
        double total = 0;
        for (int i = -RADIUS; i <= RADIUS; i++) {
            weights[i + RADIUS] = Math.exp(-i * i / (2 * SMOOTHING * SMOOTHING));
            total += weights[i + RADIUS];
        }
        double[] smooth = new double[signal.length];
        for (int t = 0; t < signal.length; t++) {
            for (int i = -RADIUS; i <= RADIUS; i++) {
                int period = Math.floorMod(t + i, 2 * signal.length);
                smooth[t] += signal[Math.min(period, 2 * signal.length - 1 - period)] * weights[i + RADIUS] / total;
            }
        }
        return smooth;
    }
}
