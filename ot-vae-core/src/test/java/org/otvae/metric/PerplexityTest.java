package org.otvae.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PerplexityTest {

    @Test
    void matchesTheGoldenValueOfHalfQuarterEighthEighth() {
        // python3 -c "import math;print(math.exp(-sum(p*math.log(p) for p in (.5,.25,.125,.125))))": 3.363585661014858
        assertThat(Perplexity.of(new long[] {4, 2, 1, 1})).isCloseTo(3.363585661014858, within(1e-14));
    }

    @Test
    void ofOneCodeIsOneAndOfAllCodesEquallyIsTheirNumber() {
        assertThat(Perplexity.of(new long[] {0, 7, 0})).isEqualTo(1.0);
        assertThat(Perplexity.of(new long[] {9, 9, 9, 9, 9})).isCloseTo(5, within(1e-12));
    }

    @Test
    void distinguishesTheWholeSetFromTheMeanOverBatches() {
        Perplexity perplexity = new Perplexity(4);

        perplexity.addBatch(new int[] {0, 0, 1, 1});
        perplexity.addBatch(new int[] {2, 3});
        perplexity.addBatch(new int[0]);
        perplexity.addBatch(new int[] {2});

        assertThat(perplexity.perBatch()).isCloseTo((2.0 + 2.0 + 1.0) / 3, within(1e-12));
        assertThat(perplexity.wholeSet()).isEqualTo(Perplexity.of(new long[] {2, 2, 2, 1}));
    }

    @Test
    void isNotANumberWithoutData() {
        assertThat(new Perplexity(4).wholeSet()).isNaN();
        assertThat(new Perplexity(4).perBatch()).isNaN();
    }

    @Test
    void refusesNegativeCounts() {
        assertThatThrownBy(() -> Perplexity.of(new long[] {1, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("counts must not be negative, found -1");
    }

    @Property(tries = 300, seed = "2")
    void liesBetweenOneAndTheNumberOfActiveCodes(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 9) Integer> drawn) {
        CodebookUsage usage = new CodebookUsage(10);

        usage.add(array(drawn));

        assertThat(usage.perplexity()).isBetween(1 - 1e-12, usage.activeCodes() + 1e-9);
    }

    @Property(tries = 300, seed = "3")
    void doesNotDependOnTheOrderOfTheIndices(@ForAll @Size(min = 1, max = 60) List<@IntRange(max = 9) Integer> drawn) {
        int[] indices = array(drawn);
        int[] sorted = indices.clone();
        Arrays.sort(sorted);
        Perplexity perplexity = new Perplexity(10);
        Perplexity ofSorted = new Perplexity(10);

        perplexity.addBatch(indices);
        ofSorted.addBatch(sorted);

        assertThat(perplexity.wholeSet()).isEqualTo(ofSorted.wholeSet());
    }

    private static int[] array(List<Integer> indices) {
        return indices.stream().mapToInt(Integer::intValue).toArray();
    }
}
