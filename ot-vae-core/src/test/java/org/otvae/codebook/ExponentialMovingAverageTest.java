package org.otvae.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.otvae.provenance.Seed;

class ExponentialMovingAverageTest {

    private static CodebookUpdate.State state() {
        return new CodebookUpdate.State(new float[] {1, 10}, new float[] {1, 1}, new float[] {1, 10});
    }

    @Test
    void twoStepsAgreeWithTheFormulasDoneByHand() {
        ExponentialMovingAverage rule = new ExponentialMovingAverage(0.9, 0.5);
        CodebookUpdate.State state = state();

        rule.apply(state, new float[] {2, 4, 12}, new int[] {0, 0, 1}, new Seed(1));

        // counts 0.9 + 0.1 · (2, 1) = (1.1, 1.0), total 2.1; sums 0.9 · (1, 10) + 0.1 · (6, 12) = (1.5, 10.2)
        assertThat(state.counts()).containsExactly(new float[] {1.1f, 1.0f}, within(1e-6f));
        assertThat(state.sums()).containsExactly(new float[] {1.5f, 10.2f}, within(1e-6f));
        // smoothed counts (1.1 + 0.5)/(2.1 + 1) · 2.1 = 1.0838710, (1.0 + 0.5)/3.1 · 2.1 = 1.0161290
        assertThat(state.codes()).containsExactly(new float[] {1.3839286f, 10.0380952f}, within(1e-5f));

        rule.apply(state, new float[] {3, 3}, new int[] {0, 0}, new Seed(1));

        // counts 0.9 · (1.1, 1.0) + 0.1 · (2, 0) = (1.19, 0.9), total 2.09: the smoothed ones were not written back
        assertThat(state.counts()).containsExactly(new float[] {1.19f, 0.9f}, within(1e-6f));
        // sums 0.9 · (1.5, 10.2) + 0.1 · (6, 0) = (1.95, 9.18); smoothed 1.69/3.09 · 2.09, 1.4/3.09 · 2.09
        assertThat(state.codes()).containsExactly(new float[] {1.7059257f, 9.6945318f}, within(1e-5f));
    }

    @Test
    void withoutSmoothingACodeIsTheRunningMean() {
        CodebookUpdate.State state = state();

        new ExponentialMovingAverage(0.5, 0).apply(state, new float[] {4, 8}, new int[] {0, 0}, new Seed(1));

        assertThat(state.codes()).containsExactly((0.5f * 1 + 0.5f * 12) / 1.5f, 10);
    }

    @Test
    void aCodeThatIsNeverUsedStaysFinite() {
        ExponentialMovingAverage rule = new ExponentialMovingAverage(0.01, 0);
        CodebookUpdate.State state = state();

        for (int step = 0; step < 40; step++) {
            rule.apply(state, new float[] {2}, new int[] {0}, new Seed(1));
        }

        assertThat(state.codes()[0]).isCloseTo(2, within(1e-5f));
        assertThat(Float.isFinite(state.codes()[1])).isTrue();
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new ExponentialMovingAverage(1, 0))
                .hasMessage("decay must be between 0 and 1, found 1.0");
        assertThatThrownBy(() -> new ExponentialMovingAverage(0.9, -1))
                .hasMessage("smoothing must be at least 0, found -1.0");
    }
}
