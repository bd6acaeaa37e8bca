package org.otvae.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CodebookUsageTest {

    @Test
    void countsEachIndex() {
        CodebookUsage usage = new CodebookUsage(4);

        usage.add(new int[] {3, 0, 3});
        usage.add(new int[] {3});

        assertThat(usage.counts()).containsExactly(1, 0, 0, 3);
        assertThat(usage.histogram()).containsExactly(0.25, 0, 0, 0.75);
        assertThat(usage.activeCodes()).isEqualTo(2);
        assertThat(usage.total()).isEqualTo(4);
        assertThat(usage.codes()).isEqualTo(4);
    }

    @Test
    void handsOutCopiesOfItsCounts() {
        CodebookUsage usage = new CodebookUsage(2);

        usage.counts()[0] = 5;

        assertThat(usage.counts()).containsExactly(0, 0);
    }

    @Test
    void countsNothingOfABatchWithAnIndexOutside() {
        CodebookUsage usage = new CodebookUsage(4);

        assertThatThrownBy(() -> usage.add(new int[] {1, 4}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("indices must be in [0, 4), found 4; count with as many codes as the codebook has");
        assertThat(usage.counts()).containsExactly(0, 0, 0, 0);
    }

    @Test
    void refusesACodebookWithoutCodes() {
        assertThatThrownBy(() -> new CodebookUsage(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("codes must be at least 1, found 0");
    }
}
