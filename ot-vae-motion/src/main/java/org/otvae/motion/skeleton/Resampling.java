package org.otvae.motion.skeleton;

import java.util.Arrays;
import org.otvae.data.MalformedDataException;

/**
 * Brings motions to a common frame rate. Positions are interpolated by Lanczos' kernel of three lobes at the lower of
 * the two rates, so that what is too fast for the new rate is filtered out instead of folded back; the ends are
 * continued by point reflection, which keeps speed. A motion that has the rate already is left as it is.
 */
public final class Resampling {

    private static final int LOBES = 3;
    private static final double SAME = 1e-6;

    private Resampling() {
    }

    /**
     * The motion at another rate, its first frame at the same instant.
     *
     * @param framesPerSecond frames a second, in Hz, greater than 0
     * @throws MalformedDataException if it would have more than {@link Poses#MOST_FRAMES} frames
     */
    public static Poses at(Poses poses, double framesPerSecond) {
        double step = poses.framesPerSecond() / framesPerSecond; // of a new frame, in old ones
        if (Math.abs(step - 1) < SAME || poses.frames() < 2) {
            return new Poses(poses.skeleton(), poses.positions(), framesPerSecond);
        }
        double width = Math.max(1, step); // of a lobe, in old frames
        int channels = 3 * poses.joints();
        double wanted = Math.floor((poses.frames() - 1) / step + SAME) + 1;
        if (wanted > Poses.MOST_FRAMES) {
            throw new MalformedDataException("expected a motion of at most " + Poses.MOST_FRAMES + " frames at " + framesPerSecond
                    + " Hz, found one of " + poses.frames() + " at " + poses.framesPerSecond() + " Hz; is its frame time in seconds?");
        }
        int frames = (int) wanted;
        float[] positions = new float[Math.multiplyExact(frames, channels)];
        double[] sums = new double[channels];
        for (int t = 0; t < frames; t++) {
            double at = t * step;
            Arrays.fill(sums, 0);
            double total = 0;
            for (int from = (int) Math.ceil(at - LOBES * width); from <= at + LOBES * width; from++) {
                double weight = lanczos((from - at) / width);
                total += weight;
                for (int c = 0; c < channels; c++) {
                    sums[c] += weight * continued(poses, from, c, channels);
                }
            }
            for (int c = 0; c < channels; c++) {
                positions[t * channels + c] = (float) (sums[c] / total);
            }
        }
        return new Poses(poses.skeleton(), positions, framesPerSecond);
    }

    private static double lanczos(double x) {
        if (Math.abs(x) < 1e-12) {
            return 1;
        }
        double pi = Math.PI * x;
        return Math.abs(x) >= LOBES ? 0 : LOBES * Math.sin(pi) * Math.sin(pi / LOBES) / (pi * pi);
    }

    /** Beyond an end the motion goes on as it came, turned around that end's position. */
    private static double continued(Poses poses, int frame, int channel, int channels) {
        int last = poses.frames() - 1;
        if (frame >= 0 && frame <= last) {
            return poses.positions()[frame * channels + channel];
        }
        int end = frame < 0 ? 0 : last;
        int mirrored = Math.max(0, Math.min(last, 2 * end - frame));
        return 2.0 * poses.positions()[end * channels + channel] - poses.positions()[mirrored * channels + channel];
    }
}
