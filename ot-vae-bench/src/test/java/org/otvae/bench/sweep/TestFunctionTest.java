package org.otvae.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TestFunctionTest {

    /** The published minima. */
    @Test
    void theLeastValuesAreThePublishedOnes() {
        assertThat(TestFunction.BRANIN.at(new double[] {-Math.PI, 12.275})).isCloseTo(0.397887, within(1e-6));
        assertThat(TestFunction.BRANIN.at(new double[] {9.42478, 2.475})).isCloseTo(0.397887, within(1e-6));
        assertThat(TestFunction.HARTMANN6.at(new double[] {0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573}))
                .isCloseTo(-3.32237, within(1e-5));
    }
}
