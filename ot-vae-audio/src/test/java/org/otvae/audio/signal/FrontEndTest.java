package org.otvae.audio.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.signal.MelFilters;
import org.otvae.signal.RealFourier;
import org.otvae.signal.ShortTimeFourier;

class FrontEndTest {

    private static final double GOLDEN = 1e-4; // six digits are stored; float input rounds

    /** Values of librosa 0.11 with pad_mode="reflect", at frames 0, 5, 10 and 20 of the signal below. */
    @ParameterizedTest
    @CsvSource({"0, 0.636294, 0.129972, 0.123938, 0.790638", "10, 1.009000, 1.020774, 1.020771, 1.014385",
            "20, 0.444020, 0.185118, 0.205455, 0.758151", "40, 0.683367, 0.056125, 0.053154, 0.730978",
            "60, 0.767647, 0.084954, 0.045504, 0.558414", "79, 0.666616, 0.045504, 0.045504, 0.708020"})
    void logMelIsLibrosas(int band, double frame0, double frame5, double frame10, double frame20) {
        float[] image = FrontEnd.ZERO_SPEECH.logMel(tones());

        assertThat(image).hasSize(80 * 21);
        assertThat(image[band * 21]).isCloseTo((float) frame0, within((float) GOLDEN));
        assertThat(image[band * 21 + 5]).isCloseTo((float) frame5, within((float) GOLDEN));
        assertThat(image[band * 21 + 10]).isCloseTo((float) frame10, within((float) GOLDEN));
        assertThat(image[band * 21 + 20]).isCloseTo((float) frame20, within((float) GOLDEN));
    }

    @Test
    void extremesAndMeanAreLibrosas() {
        float[] image = FrontEnd.ZERO_SPEECH.logMel(tones());
        double min = 9;
        double max = -9;
        double sum = 0;
        for (float value : image) {
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
        }

        assertThat(min).isCloseTo(0.045504, within(GOLDEN));
        assertThat(max).isCloseTo(1.045504, within(GOLDEN));
        assertThat(sum / image.length).isCloseTo(0.352763, within(GOLDEN));
    }

    @Test
    void theFirstMelFilterIsLibrosas() {
        MelFilters filters = new MelFilters(16_000, 2_048, 80, 50, 8_000);
        double peak = 0;
        int at = 0;
        for (int i = 0; i < filters.weights(0).length; i++) {
            if (filters.weights(0)[i] > peak) {
                peak = filters.weights(0)[i];
                at = filters.first(0) + i;
            }
        }

        assertThat(filters.first(0)).isEqualTo(7);
        assertThat(filters.weights(0)).hasSize(9);
        assertThat(at).isEqualTo(11);
        assertThat(peak).isCloseTo(0.02679572, within(1e-8));
    }

    @Test
    void levelDoesNotMatter() {
        float[] quiet = tones();
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] *= 0.01f;
        }

        assertThat(FrontEnd.ZERO_SPEECH.logMel(quiet)).containsExactly(FrontEnd.ZERO_SPEECH.logMel(tones()), within(1e-5f));
    }

    @Test
    void silenceIsFinite() {
        assertThat(FrontEnd.TELEPHONE.logMel(new float[800])).containsOnly(-0.25f); // -100 dB
    }

    @Test
    void whatIsTooShortOrImpossibleIsRefused() {
        float[] broken = new float[8_000];
        broken[1_234] = Float.NaN;
        assertThatThrownBy(() -> FrontEnd.TELEPHONE.logMel(broken)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected finite samples, found NaN at place 1234");
        assertThatThrownBy(() -> FrontEnd.ZERO_SPEECH.logMel(new float[1_024])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected more than 1024 samples (64 ms), found 1024");
        assertThatThrownBy(() -> new FrontEnd(8_000, 1_000, 200, 80, 80, 50, 4_000, 0.97, 80))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("power of two of at least 16, found 1000");
        assertThatThrownBy(() -> new FrontEnd(8_000, 1_024, 200, 80, 80, 50, 8_000, 0.97, 80))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at most half the sample rate, found 8000");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 64, 512})
    void transformIsTheSumAndInverts(int length) {
        var random = new SplittableRandom(length);
        double[] signal = random.doubles(length, -1, 1).toArray();
        RealFourier fourier = new RealFourier(length);
        double[] re = new double[fourier.bins()];
        double[] im = new double[fourier.bins()];

        fourier.forward(signal, re, im);

        for (int k = 0; k < fourier.bins(); k++) {
            double sumR = 0;
            double sumI = 0;
            for (int n = 0; n < length; n++) {
                sumR += signal[n] * Math.cos(2 * Math.PI * k * n / length);
                sumI -= signal[n] * Math.sin(2 * Math.PI * k * n / length);
            }
            assertThat(re[k]).isCloseTo(sumR, within(1e-11));
            assertThat(im[k]).isCloseTo(sumI, within(1e-11));
        }
        double[] back = new double[length];
        fourier.backward(re, im, back);
        assertThat(back).containsExactly(signal, within(1e-13));
    }

    @Test
    void overlappingFramesAddUpToTheSignal() {
        double[] signal = new SplittableRandom(3).doubles(5_000, -1, 1).toArray();
        ShortTimeFourier transform = new ShortTimeFourier(512, 400, 100);
        double[][] re = new double[51][];
        double[][] im = new double[51][];
        transform.forward(signal, (frame, r, i) -> {
            re[frame] = r.clone();
            im[frame] = i.clone();
        });

        double[] back = transform.backward(51, 5_000, (frame, r, i) -> {
            System.arraycopy(re[frame], 0, r, 0, r.length);
            System.arraycopy(im[frame], 0, i, 0, i.length);
        });

        assertThat(java.util.Arrays.copyOfRange(back, 0, 4_990))
                .containsExactly(java.util.Arrays.copyOfRange(signal, 0, 4_990), within(1e-9));
    }

    static float[] tones() {
        float[] signal = new float[3_200];
        for (int n = 0; n < signal.length; n++) {
            signal[n] = (float) (0.5 * Math.sin(2 * Math.PI * 440 * n / 16_000)
                    + 0.25 * Math.sin(2 * Math.PI * 1234.5 * n / 16_000)
                    + 0.05 * Math.sin(2 * Math.PI * 3_500 * n / 16_000 * (1 + n / 6_400.0)));
        }
        return signal;
    }
}
