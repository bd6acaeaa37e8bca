package org.otvae.audio.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otvae.audio.data.Recording;
import org.otvae.audio.data.Recordings;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.metric.Fidelity;

/**
 * Golden values: STOI by pystoi 0.4.1 on the signals below in float64; the ratio and the distances by NumPy 2.4.6 from
 * their definitions, the cepstrum by {@code scipy.fft.dct(x, type=2) / (2 * 80)} of SciPy 1.17.1.
 */
class SpeechMetricsTest {

    private static final double ROUNDING = 1e-5; // signals rounded to float

    @ParameterizedTest
    @CsvSource({"0.02, 0.949516", "0.1, 0.936646", "0.4, 0.802745"})
    void intelligibilityIsPystois(double noise, double expected) {
        assertThat(Intelligibility.of(speech(10_000, 0), speech(10_000, noise))).isCloseTo(expected, within(ROUNDING));
    }

    /** pystoi resamples with a filter of its own, which lets more through between 3.8 and 4 kHz. */
    @ParameterizedTest
    @CsvSource({"8000, 0.02, 0.961123", "8000, 0.1, 0.944799", "8000, 0.4, 0.778391", "16000, 0.4, 0.825596"})
    void intelligibilityAtOtherRatesIsPystois(int rate, double noise, double expected) {
        float[] original = Recordings.at(new Recording(speech(rate, 0), rate), Intelligibility.SAMPLE_RATE).samples();
        float[] noisy = Recordings.at(new Recording(speech(rate, noise), rate), Intelligibility.SAMPLE_RATE).samples();

        assertThat(Intelligibility.of(original, noisy)).isCloseTo(expected, within(0.01));
    }

    @Test
    void intelligibilityIsOneForTheSameAndUndefinedForSilence() {
        assertThat(Intelligibility.of(speech(10_000, 0), speech(10_000, 0))).isCloseTo(1, within(1e-9));
        assertThat(Intelligibility.of(new float[2_000], new float[2_000])).isNaN();
        assertThat(Intelligibility.of(new float[0], new float[0])).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"0.02, 27.985164", "0.1, 14.006940", "0.4, 1.970147"})
    void theRatioDoesNotKnowVolume(double noise, double expected) {
        float[] quiet = speech(10_000, noise);
        for (int n = 0; n < quiet.length; n++) {
            quiet[n] *= 0.3f;
        }

        assertThat(ScaleInvariantRatio.decibels(speech(10_000, 0), quiet)).isCloseTo(expected, within(ROUNDING));
        assertThat(ScaleInvariantRatio.decibels(speech(10_000, 0), speech(10_000, noise)))
                .isCloseTo(expected, within(ROUNDING));
    }

    @Test
    void distancesOfSpectrogramsAreTheDefinitions() {
        List<Fidelity> measures = List.of(new MelCepstralDistortion(80, 32), new MelDistance(), new DecibelError());

        measures.forEach(measure -> measure.add(spectrogram(0), spectrogram(1)));

        assertThat(measures).extracting(Fidelity::name).containsExactly("mcd", "mel", "db2");
        assertThat(measures.get(0).value()).isCloseTo(2.822191, within(ROUNDING));
        assertThat(measures.get(1).value()).isCloseTo(2.653854, within(ROUNDING));
        assertThat(measures.get(2).value()).isCloseTo(9.283618, within(ROUNDING));
    }

    @Test
    void batchesDoNotMatter() {
        var once = new MelCepstralDistortion(80, 32);
        var twice = new MelCepstralDistortion(80, 32);
        float[] two = Arrays.copyOf(spectrogram(0), 2 * 80 * 32);

        once.add(two, new float[two.length]);
        twice.add(spectrogram(0), new float[80 * 32]);
        twice.add(new float[80 * 32], new float[80 * 32]);

        assertThat(once.value()).isEqualTo(twice.value()).isPositive();
        assertThat(new MelDistance().value()).isNaN();
    }

    @Test
    void soundOfEqualSpectrogramsIsIntelligibleAndOfOthersLess() {
        float[] windows = new float[40 * 80 * 32];
        for (int i = 0; i < 40; i++) {
            System.arraycopy(spectrogram(i % 7), 0, windows, i * 80 * 32, 80 * 32);
        }
        var same = new SoundIntelligibility(FrontEnd.TELEPHONE);
        var other = new SoundIntelligibility(FrontEnd.TELEPHONE);

        for (int i = 0; i < 40; i += 4) { // windows come in batches that are no stretches
            float[] some = Arrays.copyOfRange(windows, i * 80 * 32, (i + 4) * 80 * 32);
            same.add(some, some);
            other.add(some, Arrays.copyOfRange(windows, 80 * 32 * (i % 3), 80 * 32 * (i % 3 + 4)));
        }

        assertThat(same.value()).isCloseTo(1, within(1e-9));
        assertThat(other.value()).isLessThan(0.99);
        assertThat(new SoundIntelligibility(FrontEnd.TELEPHONE).value()).isNaN();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new MelCepstralDistortion(13, 32)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 13 bands");
        assertThatThrownBy(() -> new MelCepstralDistortion(80, 32).add(new float[80], new float[80]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("whole examples");
        assertThatThrownBy(() -> ScaleInvariantRatio.decibels(new float[2], new float[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found 2 and 3");
        assertThatThrownBy(() -> ScaleInvariantRatio.decibels(new float[2], new float[2]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found silence");
    }

    /** Two seconds of a voice of 130 Hz that comes and goes, with noise. */
    private static float[] speech(int rate, double noise) {
        float[] samples = new float[2 * rate];
        for (int n = 0; n < samples.length; n++) {
            double t = n / (double) rate;
            double x = 0;
            for (int h = 1; h < 25; h++) {
                x += Math.sin(2 * Math.PI * 130 * h * t + h * h) / h * (1 + 0.8 * Math.sin(2 * Math.PI * (2 + 0.7 * h) * t));
            }
            double envelope = Math.max(0, Math.sin(2 * Math.PI * 1.5 * t));
            double square = (double) n * n;
            samples[n] = (float) (x * envelope * envelope + noise * (Math.sin(0.37 * square) + Math.sin(0.11 * square + 1)));
        }
        return samples;
    }

    private static float[] spectrogram(double change) {
        float[] values = new float[80 * 32];
        for (int b = 0; b < 80; b++) {
            for (int t = 0; t < 32; t++) {
                values[b * 32 + t] = (float) (0.5 + 0.3 * Math.sin(0.21 * b + 0.5 * t) + 0.1 * Math.cos(0.05 * b * t)
                        + change * (0.05 * Math.cos(0.3 * b - 0.2 * t) + 0.02 * Math.sin(0.9 * b + t)));
            }
        }
        return values;
    }
}
