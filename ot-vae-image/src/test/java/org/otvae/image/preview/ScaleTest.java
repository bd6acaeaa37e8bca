package org.otvae.image.preview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "0.05, 0.05", "12, 12", "1500, 1500", "20000, 20k", "156300, 156.3k", "0.000001, 1e-6",
        "25000000, 2.5e7", "0.0005, 0.0005", "-3.25, -3.25", "100, 100", "1e10, 1e10"})
    void labelsAreShort(double value, String label) {
        assertThat(Scale.label(value)).isEqualTo(label);
    }

    @Test
    void ticksAreRoundAndWithinTheRange() {
        assertThat(new Scale(0, 0.17, 0, 1, false).ticks()).containsExactly(0.0, 0.05, 0.1, 0.15000000000000002);
        assertThat(new Scale(3, 27, 0, 1, false).ticks()).containsExactly(5.0, 10.0, 15.0, 20.0, 25.0);
    }

    @Test
    void ticksOfManyDecadesArePowersOfTen() {
        assertThat(new Scale(1e-4, 1, 0, 1, true).ticks()).hasSize(5).contains(1e-4, 1e-2, 1.0);
        assertThat(new Scale(1e-12, 1, 0, 1, true).ticks()).hasSizeBetween(5, 8);
    }

    @Test
    void positionsRunFromStartToEnd() {
        Scale scale = new Scale(1, 100, 200, 0, true);

        assertThat(scale.position(1)).isEqualTo(200);
        assertThat(scale.position(10)).isEqualTo(100);
        assertThat(scale.position(100)).isZero();
    }
}
