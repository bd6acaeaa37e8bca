package org.otvae.motion.music;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.otvae.data.MalformedDataException;

/**
 * Golden values by librosa 0.11 itself on the same samples: melspectrogram, power_to_db, mfcc, delta, effects.hpss, cqt
 * and chroma_cqt, onset_strength, tempogram and tempo with pad_mode="reflect", the default of the versions that the
 * published code ran with, sparsity=0 for the constant-Q transform, so that nothing is rounded away there, and its
 * filter_scale such that windows are as long as in version 0.9. Beats by a program of our own that follows librosa 0.9,
 * whose trimming drops the last one.
 */
class MusicFeaturesTest {

    /** Two chords and a click of chirped noise every half second. */
    private static float[] music(int rate, int seconds) {
        float[] samples = new float[rate * seconds];
        for (int n = 0; n < samples.length; n++) {
            double t = n / (double) rate;
            double f = t % 4 < 2 ? 220.0 : 261.6;
            double m = n % (rate / 2);
            samples[n] = (float) (0.3 * Math.sin(2 * Math.PI * f * t) + 0.2 * Math.sin(2 * Math.PI * 1.5 * f * t)
                    + 0.6 * Math.exp(-m / (0.02 * rate)) * Math.sin(0.37 * m * m));
        }
        return samples;
    }

    private static double[] frame(MusicFeatures music, int frame, int... columns) {
        double[] values = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = music.values()[frame * MusicFeatures.COUNT + columns[i]];
        }
        return values;
    }

    private static double meanMagnitude(MusicFeatures music, int from, int to) {
        double sum = 0;
        for (int t = 0; t < music.frames(); t++) {
            for (int c = from; c < to; c++) {
                sum += Math.abs(music.values()[t * MusicFeatures.COUNT + c]);
            }
        }
        return sum / music.frames() / (to - from);
    }

    private static final int[] CEPSTRA = {0, 1, 2, 7, 19};
    private static final int[] SLOPES = {20, 21, 27};
    private static final int[] TONES = {40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51};
    private static final int[] LAGS = {54, 55, 58, 69, 84, 154};

    @Test
    void atTheRateOfTokensTheFeaturesAreLibrosas() {
        MusicFeatures music = MusicFeatures.of(music(3_840, 16), 3_840);

        assertThat(music.frames()).isEqualTo(121);
        assertThat(music.framesPerSecond()).isEqualTo(7.5);
        assertThat(frame(music, 5, CEPSTRA)).containsExactly(
                new double[] {-422.81644, 21.0756, 5.908814, -19.234135, 1.982687}, within(2e-3));
        assertThat(frame(music, 120, CEPSTRA)).containsExactly(
                new double[] {-493.70782, 131.85887, 28.098246, -11.1650715, -12.983209}, within(2e-3));
        assertThat(frame(music, 0, SLOPES)).containsExactly(new double[] {-169.89056, 1.177648, -10.346576}, within(2e-3));
        assertThat(frame(music, 60, SLOPES)).containsExactly(new double[] {18.078506, -5.956299, 3.369852}, within(2e-3));
        assertThat(frame(music, 5, TONES)).containsExactly(new double[] {0.01063, 0.013122, 0.01374, 0.0189127, 0.5511257,
            0.0181447, 0.0090921, 0.0124125, 0.0130047, 1, 0.0187356, 0.0077614}, within(2e-4));
        assertThat(frame(music, 60, TONES)).containsExactly(new double[] {0.8964761, 0.1133365, 0.0471576, 0.0791746, 0.5980892,
            0.1461681, 0.1202525, 0.5262854, 0.2371377, 1, 0.1892816, 0.1276453}, within(2e-4));
        assertThat(frame(music, 5, 52)).containsExactly(new double[] {22.607279}, within(1e-3));
        assertThat(frame(music, 5, LAGS)).containsExactly(
                new double[] {1, 0.1775956, 0.8204432, 0.8732651, 0.7304012, 0.0071991}, within(1e-4));
        assertThat(frame(music, 120, LAGS)).containsExactly(
                new double[] {1, 0.1771757, 0.8482089, 0.8656873, 0.7220405, 0.0062288}, within(1e-4));
        assertThat(meanMagnitude(music, 0, 20)).isCloseTo(33.65391, within(1e-3));
        assertThat(meanMagnitude(music, 20, 40)).isCloseTo(6.995044, within(1e-3));
        assertThat(meanMagnitude(music, 40, 52)).isCloseTo(0.162325, within(1e-4));
        assertThat(meanMagnitude(music, 52, 53)).isCloseTo(5.060295, within(1e-3));
        assertThat(meanMagnitude(music, 54, 438)).isCloseTo(0.0510362, within(1e-4));
        assertThat(music.beats()).containsExactly(1, 5, 9, 13, 17, 21, 25, 30, 34, 38, 42, 46, 50, 54, 58, 62, 66, 70, 74, 78, 82,
                86, 90, 94, 98, 102, 106, 110, 114);
    }

    @Test
    @Tag("slow") // some seconds of spectra
    void atTheRateOfDancesTheFeaturesAreLibrosas() {
        MusicFeatures music = MusicFeatures.of(music(30_720, 6), 30_720);

        assertThat(music.frames()).isEqualTo(361);
        assertThat(music.framesPerSecond()).isEqualTo(60);
        assertThat(frame(music, 180, CEPSTRA)).containsExactly(
                new double[] {-286.60526, 13.78488, 8.733075, -5.294895, -0.4473624}, within(2e-3));
        assertThat(frame(music, 360, SLOPES)).containsExactly(new double[] {136.59575, 77.50511, -4.053865}, within(2e-3));
        assertThat(frame(music, 5, TONES)).containsExactly(new double[] {0.0084539, 0.0084897, 0.0082171, 0.0160588, 0.5503386,
            0.0120434, 0.0124775, 0.0254394, 0.0888418, 1, 0.038157, 0.0152041}, within(2e-4));
        assertThat(frame(music, 180, TONES)).containsExactly(new double[] {1, 0.0152253, 0.0125307, 0.00436, 0.0006165,
            0.0037539, 0.0211772, 0.537577, 0.0108314, 0.0045296, 0.0098541, 0.0302307}, within(2e-4));
        assertThat(frame(music, 180, LAGS)).containsExactly(new double[] {1, 0.1882088, 0, 0, 0.9601538, 0}, within(1e-4));
        assertThat(meanMagnitude(music, 0, 20)).isCloseTo(64.684121, within(1e-3));
        assertThat(meanMagnitude(music, 40, 52)).isCloseTo(0.1421899, within(1e-4));
        assertThat(meanMagnitude(music, 52, 53)).isCloseTo(1.8815414, within(1e-3));
        assertThat(music.beats()).containsExactly(31, 61, 91, 121, 151, 181, 211, 241, 271, 301);
    }

    @Test
    void tempoAndTuningAreLibrosas() {
        assertThat(Tuning.of(HarmonicPercussive.of(music(3_840, 16)).harmonic(), 3_840, 36)).isCloseTo(-0.02, within(1e-9));
        assertThat(Beats.tempo(Onsets.strength(HarmonicPercussive.of(music(3_840, 16)).percussive(), 3_840), 7.5))
                .isCloseTo(112.5, within(1e-9));
    }

    @Test
    void thePartsOfMusicAddUpToIt() {
        float[] samples = music(3_840, 4);

        HarmonicPercussive parts = HarmonicPercussive.of(samples);

        for (int n = 0; n < samples.length; n++) {
            assertThat(parts.harmonic()[n] + parts.percussive()[n]).isCloseTo(samples[n], within(1e-5f));
        }
    }

    @Test
    void mediansAreThoseOfSortedNeighbours() {
        float[] line = new float[40];
        for (int i = 0; i < line.length; i++) {
            line[i] = (i * 7919) % 101;
        }
        float[] found = new float[40];

        HarmonicPercussive.medians(line, found);

        for (int t = 0; t < line.length; t++) {
            float[] around = new float[31];
            for (int i = 0; i < 31; i++) {
                int at = t + i - 15;
                around[i] = line[at < 0 ? -1 - at : at >= 40 ? 79 - at : at];
            }
            java.util.Arrays.sort(around);
            assertThat(found[t]).isEqualTo(around[15]);
        }
    }

    /**
     * The highest tone of the next octave is at most 0.137 periods a sample; what would fold onto it begins at 0.363.
     */
    @Test
    void halvingTheRateKeepsTheNextOctaveAndNothingFoldsOntoIt() {
        assertThat(gain(0.137)).isCloseTo(1, within(1e-4));
        assertThat(gain(0.02)).isCloseTo(1, within(1e-4));
        assertThat(gain(0.363)).isLessThan(1e-4); // 80 dB
        assertThat(gain(0.49)).isLessThan(1e-4);
    }

    private static double gain(double frequency) {
        double[] tone = new double[2_000];
        for (int n = 0; n < tone.length; n++) {
            tone[n] = Math.sin(2 * Math.PI * frequency * n + 0.3);
        }
        double[] half = Chroma.halved(tone);
        double power = 0;
        for (int n = 100; n < 900; n++) {
            power += half[n] * half[n] / 800;
        }
        double[] inside = new double[800];
        double original = 0;
        for (int n = 0; n < 800; n++) {
            inside[n] = tone[2 * (n + 100)];
            original += inside[n] * inside[n] / 800;
        }
        return Math.sqrt(power / original);
    }

    @Test
    void silenceHasNoBeatsAndFiniteFeatures() {
        MusicFeatures silence = MusicFeatures.of(new float[8_192], 3_840);

        assertThat(silence.beats()).isEmpty();
        for (float value : silence.values()) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void anotherRateTakesTheNearestFrames() {
        float[] values = new float[10 * MusicFeatures.COUNT];
        for (int t = 0; t < 10; t++) {
            values[t * MusicFeatures.COUNT] = t;
        }

        MusicFeatures half = new MusicFeatures(values, 7.5).at(3.75);

        assertThat(half.frames()).isEqualTo(5);
        assertThat(half.values()[4 * MusicFeatures.COUNT]).isEqualTo(8);
    }

    @Test
    void musicThatCannotBeHeardIsRefused() {
        assertThatThrownBy(() -> MusicFeatures.of(new float[44_100], 44_100)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected music at 3840 or 30720 Hz, found 44100 Hz; resample it first");
        assertThatThrownBy(() -> MusicFeatures.of(new float[100], 3_840)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected music of 0.9333333333333333 to 4799 seconds, found 0.026");
        float[] broken = new float[8_192];
        broken[77] = Float.NaN;
        assertThatThrownBy(() -> MusicFeatures.of(broken, 3_840)).hasMessage("expected finite samples of music, found NaN");
        assertThatThrownBy(() -> new MusicFeatures(new float[437], 60)).hasMessage(
                "values must be whole frames of 438 numbers, found 437");
    }
}
