package org.otvae.audio.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingsTest {

    @ParameterizedTest
    @CsvSource({"44100, 16000, 1000", "44100, 8000, 3590", "48000, 16000, 7190", "8000, 16000, 3000", "22050, 16000, 440"})
    void whatIsBelowNineTenthsOfNyquistPasses(int from, int to, double hertz) {
        float[] result = Recordings.at(tone(from, hertz, from), to).samples();

        assertThat(result.length).isEqualTo(to);
        double error = 0;
        for (int n = to / 4; n < 3 * to / 4; n++) { // away from the ends, where half of the filter sees silence
            error = Math.max(error, Math.abs(result[n] - Math.sin(2 * Math.PI * hertz * n / to)));
        }
        assertThat(error).isLessThan(2e-3); // 0.01 dB is 1.2e-3
    }

    @ParameterizedTest
    @CsvSource({"44100, 16000, 8001", "44100, 8000, 4500", "48000, 16000, 12000", "44100, 16000, 20000"})
    void whatIsAboveNyquistIsEightyDecibelDown(int from, int to, double hertz) {
        float[] result = Recordings.at(tone(from, hertz, from), to).samples();

        double power = 0;
        for (int n = to / 4; n < 3 * to / 4; n++) {
            power += 2 * result[n] * result[n] / (to / 2.0);
        }
        assertThat(10 * Math.log10(power + 1e-30)).isLessThan(-80);
    }

    @Test
    void aConstantStaysAndTheSameRateCostsNothing() {
        float[] ones = new float[4_000];
        java.util.Arrays.fill(ones, 1);
        var recording = new Recording(ones, 44_100);

        assertThat(Recordings.at(recording, 44_100)).isSameAs(recording);
        assertThat(Recordings.at(recording, 16_000).samples()[700]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void ratesWithoutACommonFactorAreRefused() {
        assertThatThrownBy(() -> Recordings.at(new Recording(new float[100], 383_999), 16_000)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("resample the recording elsewhere"); // a filter of 200 MB
        assertThatThrownBy(() -> Recordings.at(new Recording(new float[100], 8_000), 0)).hasMessage("sampleRate must be at least 1, found 0");
        assertThatThrownBy(() -> Recordings.at(new Recording(new float[300_000], 1), 8_000)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a recording of at most 268435 s for 8000 Hz, found 300000");
        assertThatThrownBy(() -> Recordings.at(new Recording(new float[10], 96_001), 96_000))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found 96001 and 96000 Hz");
    }

    private static Recording tone(int rate, double hertz, int length) {
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            samples[n] = (float) Math.sin(2 * Math.PI * hertz * n / rate);
        }
        return new Recording(samples, rate);
    }
}
