package org.otvae.audio.data;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Changes the sample rate by any ratio of whole numbers: a low-pass filter, a sinc under a Kaiser window
 * [kaiser1980use], evaluated at the new instants. What lies above the lower of the two Nyquist frequencies is at least
 * 80 dB down, what lies below nine tenths of it passes unchanged to 0.01 dB.
 */
public final class Recordings {

    private static final double ATTENUATION = 90; // dB, some of which rounding and the window's edges take
    private static final double BETA = 0.1102 * (ATTENUATION - 8.7);
    private static final int ZEROS = 64; // of the sinc on either side
    private static final double CUTOFF = 0.95; // of the lower Nyquist frequency; the transition ends at it
    private static final int MOST_PHASES = 1 << 16;
    private static final long MOST_TAPS = 1 << 24; // of all phases together, 64 MB
    private static final long KEPT_TAPS = 1 << 20; // of filters that are kept for the next recording
    private static final Map<Long, Recordings> KNOWN = new ConcurrentHashMap<>();

    private final int up;
    private final int down;
    private final float[][] phases;
    private final int half;

    private Recordings(int up, int down) {
        this.up = up;
        this.down = down;
        double cutoff = CUTOFF * Math.min(1, up / (double) down); // of the old Nyquist frequency
        this.half = half(up, down);
        this.phases = new float[up][2 * half];
        for (int phase = 0; phase < up; phase++) {
            double sum = 0;
            double[] taps = new double[2 * half];
            for (int i = 0; i < taps.length; i++) {
                double t = i - half + 1 - phase / (double) up; // distance to the new instant, in old samples
                double edge = t / half;
                double window = Math.abs(edge) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - edge * edge)) / bessel(BETA);
                double x = Math.PI * cutoff * t;
                taps[i] = window * cutoff * (Math.abs(x) < 1e-12 ? 1 : Math.sin(x) / x);
                sum += taps[i];
            }
            for (int i = 0; i < taps.length; i++) {
                phases[phase][i] = (float) (taps[i] / sum); // a constant stays what it is
            }
        }
    }

    private static int half(int up, int down) {
        return (int) Math.ceil(ZEROS / (CUTOFF * Math.min(1, up / (double) down)));
    }

    /**
     * The recording at another rate; itself if it has that rate.
     *
     * @throws IllegalArgumentException if the result would have more than 2^31 samples, or the rates have so small a common
     *                                  factor that the filter would need much memory
     */
    public static Recording at(Recording recording, int sampleRate) {
        if (sampleRate < 1) {
            throw new IllegalArgumentException("sampleRate must be at least 1, found " + sampleRate);
        }
        if (recording.sampleRate() == sampleRate) {
            return recording;
        }
        int common = gcd(recording.sampleRate(), sampleRate);
        int up = sampleRate / common;
        int down = recording.sampleRate() / common;
        long taps = 2L * up * half(up, down);
        if (up > MOST_PHASES || taps > MOST_TAPS) {
            throw new IllegalArgumentException("expected sample rates with a common factor, found "
                    + recording.sampleRate() + " and " + sampleRate + " Hz; resample the recording elsewhere");
        }
        long length = ((long) recording.samples().length * up + down - 1) / down;
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("expected a recording of at most " + (Integer.MAX_VALUE - 8) / sampleRate
                    + " s for " + sampleRate + " Hz, found " + (long) recording.seconds() + "; cut it");
        }
        var resampler = taps > KEPT_TAPS ? new Recordings(up, down)
                : KNOWN.computeIfAbsent((long) up << 32 | down, key -> new Recordings(up, down));
        return new Recording(resampler.apply(recording.samples()), sampleRate);
    }

    private float[] apply(float[] samples) {
        int length = (int) (((long) samples.length * up + down - 1) / down);
        float[] result = new float[length];
        for (int n = 0; n < length; n++) {
            long position = (long) n * down;
            int before = (int) (position / up);
            float[] taps = phases[(int) (position % up)];
            int first = before - half + 1;
            int from = Math.max(0, -first);
            result[n] = (float) product(taps, samples, first, from, Math.min(taps.length, samples.length - first));
        }
        return result;
    }

    /**
     * The sum of {@code taps[i] * samples[first + i]}, in four parts: the processor waits for an addition before the
     * next one to the same number, but not before that to another.
     */
    private static double product(float[] taps, float[] samples, int first, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            a += (double) taps[i] * samples[first + i];
            b += (double) taps[i + 1] * samples[first + i + 1];
            c += (double) taps[i + 2] * samples[first + i + 2];
            d += (double) taps[i + 3] * samples[first + i + 3];
        }
        for (; i < to; i++) {
            a += (double) taps[i] * samples[first + i];
        }
        return a + b + (c + d);
    }

    /** The modified Bessel function of the first kind and order 0. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
