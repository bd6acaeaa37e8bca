package org.otvae.audio.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighPassTest {

    @Test
    void hasTheValuesOfScipy() { // scipy.signal.butter(2, 60, 'high', fs=8000) and lfilter, in double
        float[] samples = new float[400];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (0.3 + 0.5 * Math.sin(2 * Math.PI * 440 * n / 8_000)
                    + 0.2 * Math.sin(2 * Math.PI * 50 * n / 8_000));
        }

        float[] passed = new HighPass(60, 8_000).apply(samples);

        assertThat(new float[] {passed[0], passed[1], passed[2], passed[10], passed[100], passed[399]}).containsExactly(
                new float[] {0.2901682f, 0.4422502f, 0.5641957f, -0.1268879f, -0.1552842f, -0.1878769f}, within(2e-7f));
    }

    @ParameterizedTest
    @CsvSource({"30, -12.31", "60, -3.01", "240, -0.017", "1000, 0"})
    void weakensWhatIsBelow(double hertz, double decibels) {
        float[] samples = new float[16_000];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) Math.sin(2 * Math.PI * hertz * n / 8_000);
        }

        float[] passed = new HighPass(60, 8_000).apply(samples);

        double power = 0;
        for (int n = 8_000; n < 16_000; n++) { // whole periods, after the filter has settled
            power += passed[n] * passed[n] / 4_000.0;
        }
        assertThat(10 * Math.log10(power)).isCloseTo(decibels, within(0.01));
    }

    @Test
    void frequenciesThatThereAreNotAreRefused() {
        assertThatThrownBy(() -> new HighPass(4_000, 8_000)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hertz must lie between 0 and half the sample rate, 4000.0, found 4000.0");
    }
}
