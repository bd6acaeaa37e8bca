package org.otvae.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MeanSquaredErrorTest {

    @Test
    void averagesOverEverySingleValue() {
        MeanSquaredError error = new MeanSquaredError();

        error.add(new float[] {0, 1}, new float[] {0.5f, 1});
        error.add(new float[] {2}, new float[] {0});

        assertThat(error.value()).isEqualTo(4.25 / 3);
        assertThat(error.timesThousand()).isEqualTo(1000 * (4.25 / 3));
        assertThat(error.values()).isEqualTo(3);
    }

    @Test
    void isNotANumberBeforeTheFirstValue() {
        assertThat(new MeanSquaredError().value()).isNaN();
    }

    @Test
    void refusesArraysOfDifferentLength() {
        MeanSquaredError error = new MeanSquaredError();

        assertThatThrownBy(() -> error.add(new float[3], new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reconstruction must have as many values as the original, 3, found 2;"
                        + " pass both in the same layout");
    }

    @Property(tries = 200, seed = "1")
    void doesNotDependOnTheCutIntoBatches(@ForAll @Size(40) float[] original,
                                          @ForAll @FloatRange(min = -2, max = 2) float shift,
                                          @ForAll @IntRange(min = 0, max = 40) int cut) {
        float[] clean = clean(original);
        float[] reconstruction = new float[clean.length];
        for (int i = 0; i < clean.length; i++) {
            reconstruction[i] = clean[i] + shift * (i % 3);
        }
        MeanSquaredError whole = new MeanSquaredError();
        MeanSquaredError parts = new MeanSquaredError();

        whole.add(clean, reconstruction);
        parts.add(Arrays.copyOfRange(clean, 0, cut), Arrays.copyOfRange(reconstruction, 0, cut));
        parts.add(Arrays.copyOfRange(clean, cut, 40), Arrays.copyOfRange(reconstruction, cut, 40));

        assertThat(parts.value()).isCloseTo(whole.value(), within(1e-12 * Math.max(1, whole.value())));
    }

    private static float[] clean(float[] values) {
        float[] clean = values.clone();
        for (int i = 0; i < clean.length; i++) {
            clean[i] = clean[i] % 100;
        }
        return clean;
    }
}
