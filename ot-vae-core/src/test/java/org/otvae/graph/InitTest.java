package org.otvae.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InitTest {

    @Test
    void normalValuesHaveTheirMeanAndDeviation() {
        double[] values = new Init.Normal(1, 0.02).draw(10_000, new SplittableRandom(1));
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElseThrow();

        assertThat(mean).isCloseTo(1, within(0.001)); // five deviations of the mean
        assertThat(Math.sqrt(variance)).isCloseTo(0.02, within(0.001));
    }

    @Test
    void uniformValuesFillTheirInterval() {
        double[] values = new Init.Uniform(-2, 3).draw(1000, new SplittableRandom(1));

        assertThat(Arrays.stream(values).min().orElseThrow()).isBetween(-2.0, -1.9);
        assertThat(Arrays.stream(values).max().orElseThrow()).isBetween(2.9, 3.0);
        assertThatThrownBy(() -> new Init.Uniform(1, 1)).hasMessage("low must be less than high, found 1.0 and 1.0");
    }

    @Test
    void constantsAreConstant() {
        assertThat(new Init.Constant(4).draw(3, new SplittableRandom(1))).containsExactly(4, 4, 4);
    }
}
