package org.otvae.motion.music;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The beats of music [ellis2007beat]: the tempo that explains the rhythm best with a liking for 120 beats a minute,
 * then the chain of frames with strong onsets whose distances depart from that tempo least.
 */
final class Beats {

    private static final double SECONDS = 8; // of the tempogram for the tempo; librosa's defaults, this and the next three
    private static final double LIKED = 120; // beats a minute
    private static final double FASTEST = 320;
    private static final double TIGHTNESS = 100;

    private Beats() {
    }

    /** The frames of the beats, ascending; none in silence. */
    static int[] of(double[] strength, double framesPerSecond) {
        double least = 0;
        for (double value : strength) {
            least = Math.max(least, value);
        }
        if (least == 0) {
            return new int[0];
        }
        int period = (int) Math.rint(60 * framesPerSecond / tempo(strength, framesPerSecond));
        double[] local = local(strength, period);
        return trimmed(local, chain(local, period));
    }

    /** Beats a minute. */
    static double tempo(double[] strength, double framesPerSecond) {
        int length = (int) Math.floor(SECONDS * framesPerSecond);
        double[][] tempogram = Onsets.tempogram(strength, length);
        int best = 1;
        double most = Double.NEGATIVE_INFINITY;
        for (int lag = 1; lag < length; lag++) {
            double perMinute = 60 * framesPerSecond / lag;
            double mean = 0;
            for (double[] frame : tempogram) {
                mean += frame[lag] / tempogram.length;
            }
            double octaves = Math.log(perMinute / LIKED) / Math.log(2);
            double score = Math.log1p(1e6 * Math.max(0, mean)) - 0.5 * octaves * octaves;
            if (perMinute < FASTEST && score > most) {
                most = score;
                best = lag;
            }
        }
        return 60 * framesPerSecond / best;
    }

    /** The strength in units of its standard deviation, smoothed by a Gaussian of a 32th of a beat. */
    private static double[] local(double[] strength, int period) {
        double mean = Arrays.stream(strength).average().orElseThrow();
        double squares = Arrays.stream(strength).map(value -> (value - mean) * (value - mean)).sum();
        double deviation = Math.sqrt(squares / (strength.length - 1));
        double[] local = new double[strength.length];
        for (int t = 0; t < local.length; t++) {
            for (int i = Math.max(-period, t - local.length + 1); i <= Math.min(period, t); i++) {
                double beats = i * 32.0 / period;
                local[t] += Math.exp(-0.5 * beats * beats) * strength[t - i] / (deviation > 0 ? deviation : 1);
            }
        }
        return local;
    }

    private static int[] chain(double[] local, int period) {
        double[] score = new double[local.length];
        int[] before = new int[local.length];
        double threshold = 0.01 * Arrays.stream(local).max().orElseThrow();
        boolean first = true;
        for (int t = 0; t < local.length; t++) {
            int best = -1;
            double most = Double.NEGATIVE_INFINITY;
            for (int lag = 2 * period; lag >= (int) Math.rint(period / 2.0); lag--) {
                double stretch = Math.log(lag / (double) period);
                double candidate = -TIGHTNESS * stretch * stretch + (t - lag >= 0 ? score[t - lag] : 0);
                if (candidate > most) {
                    most = candidate;
                    best = t - lag;
                }
            }
            score[t] = local[t] + most;
            first &= local[t] < threshold;
            before[t] = first ? -1 : best;
        }
        List<Integer> beats = new ArrayList<>();
        for (int t = last(score); t >= 0; t = before[t]) {
            beats.add(t);
        }
        Collections.reverse(beats);
        return beats.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The last local maximum of more than half the median height of all. */
    private static int last(double[] score) {
        boolean[] peak = new boolean[score.length];
        List<Double> heights = new ArrayList<>();
        for (int t = 1; t < score.length; t++) {
            peak[t] = score[t] > score[t - 1] && (t == score.length - 1 || score[t] >= score[t + 1]);
            if (peak[t]) {
                heights.add(score[t]);
            }
        }
        double median = Tuning.median(heights.stream().mapToDouble(Double::doubleValue).toArray());
        for (int t = score.length - 1; t > 0; t--) {
            if (peak[t] && 2 * score[t] > median) {
                return t;
            }
        }
        return -1;
    }

    /** Weak beats at both ends left out, and the last strong one, as librosa 0.9 does. */
    private static int[] trimmed(double[] local, int[] beats) {
        double[] hann = {0, 0.5, 1, 0.5, 0};
        double[] smooth = new double[beats.length];
        double squares = 0;
        for (int b = 0; b < beats.length; b++) {
            for (int i = Math.max(0, b - 2); i <= Math.min(beats.length - 1, b + 2); i++) {
                smooth[b] += hann[i - b + 2] * local[beats[i]];
            }
            squares += smooth[b] * smooth[b] / beats.length;
        }
        int from = 0;
        while (from < beats.length && smooth[from] <= 0.5 * Math.sqrt(squares)) {
            from++;
        }
        int to = beats.length - 1;
        while (to > from && smooth[to] <= 0.5 * Math.sqrt(squares)) {
            to--;
        }
        return from >= to ? new int[0] : Arrays.copyOfRange(beats, from, to);
    }
}
