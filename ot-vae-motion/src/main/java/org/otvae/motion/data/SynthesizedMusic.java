package org.otvae.motion.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.provenance.Seed;

/**
 * Music made by rule, for motions that come without: {@value #PIECES} pieces of 64 s at 90 to 139 beats a minute, each
 * a drum on every beat, a hiss on every half, and chords of four tones that change every fourth beat. Deterministic.
 */
public final class SynthesizedMusic {

    /** How many different pieces there are. */
    public static final int PIECES = 8;

    static final String DESCRIPTION = "synthesized 1";

    private static final int SECONDS = 64;
    private static final double SLOWEST = 90; // beats a minute
    private static final double FASTER = 7; // from one piece to the next
    private static final int[][] CHORDS = {{0, 4, 7, 12}, {-3, 0, 4, 9}, {5, 9, 12, 17}, {7, 11, 14, 19}}; // semitones above C

    private SynthesizedMusic() {
    }

    /**
     * The samples of a piece.
     *
     * @param piece        from 0 to 7
     * @param sampleRateHz samples a second, in Hz
     */
    public static float[] samples(int piece, int sampleRateHz) {
        if (piece < 0 || piece >= PIECES) {
            throw new IllegalArgumentException("expected a piece from 0 to " + (PIECES - 1) + ", found " + piece);
        }
        double beat = 60 / (SLOWEST + FASTER * piece);
        SplittableRandom random = new Seed(piece).derive("music").random();
        float[] samples = new float[SECONDS * sampleRateHz];
        for (int n = 0; n < samples.length; n++) {
            double t = n / (double) sampleRateHz;
            double sinceBeat = t % beat;
            double drum = Math.exp(-sinceBeat * 18) * Math.sin(2 * Math.PI * (55 * sinceBeat + 3 * (1 - Math.exp(-40 * sinceBeat))));
            double hiss = Math.exp(-(t % (beat / 2)) * 60) * (2 * random.nextDouble() - 1);
            int[] chord = CHORDS[(int) (t / (4 * beat) + piece) % CHORDS.length];
            double tones = 0;
            for (int semitone : chord) {
                tones += Math.sin(2 * Math.PI * 130.8128 * Math.pow(2, (semitone + piece % 3) / 12.0) * t) / chord.length;
            }
            samples[n] = (float) (0.5 * drum + 0.15 * hiss + 0.25 * tones);
        }
        return samples;
    }

    /** The beats of a piece in frames of 60 a second. */
    static List<Integer> beats(int piece) {
        double beat = 60 / (SLOWEST + FASTER * piece);
        return IntStream.range(0, (int) (SECONDS / beat)).mapToObj(i -> (int) Math.rint(i * beat * Dance.BEATS_HZ)).toList();
    }

    /** The features of all pieces at the rate of tokens. */
    static List<MusicFeatures> features() {
        return Features.ALL;
    }

    private static MusicFeatures piece(int number) {
        return MusicFeatures.of(samples(number, MusicFeatures.TOKENS_HZ), MusicFeatures.TOKENS_HZ);
    }

    /**
     * Made once, when they are first asked for; by a method outside, for other threads wait for the end of this
     * initializer.
     */
    private static final class Features {
        private static final List<MusicFeatures> ALL = IntStream.range(0, PIECES).parallel()
                .mapToObj(SynthesizedMusic::piece).toList();
    }
}
