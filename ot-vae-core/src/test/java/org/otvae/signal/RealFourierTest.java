package org.otvae.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFourierTest {

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 64})
    void spectraAreTheSumsOfTheDefinitionAndTurnBack(int length) {
        double[] signal = new SplittableRandom(1).doubles(length, -1, 1).toArray();
        RealFourier fourier = new RealFourier(length);
        double[] re = new double[fourier.bins()];
        double[] im = new double[fourier.bins()];

        fourier.forward(signal, re, im);

        for (int k = 0; k < fourier.bins(); k++) {
            double real = 0;
            double imaginary = 0;
            for (int n = 0; n < length; n++) {
                real += signal[n] * Math.cos(2 * Math.PI * k * n / length);
                imaginary -= signal[n] * Math.sin(2 * Math.PI * k * n / length);
            }
            assertThat(re[k]).isCloseTo(real, within(1e-12));
            assertThat(im[k]).isCloseTo(imaginary, within(1e-12));
        }
        double[] back = new double[length];
        fourier.backward(re, im, back);
        assertThat(back).containsExactly(signal, within(1e-13));
    }

    @Test
    void otherLengthsAreRefused() {
        assertThatThrownBy(() -> new RealFourier(12)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length must be a power of two of at least 4, found 12");
    }
}
