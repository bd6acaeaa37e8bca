package org.otvae.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplingTest {

    private static final float[] LOGITS = {9, 0, (float) Math.log(6), (float) Math.log(3), 9}; // shares 0.1, 0.6, 0.3

    /** Shares of three codes in 20,000 draws: their standard deviation is at most 0.0035. */
    private static double[] shares(Sampling sampling) {
        SplittableRandom random = new SplittableRandom(4);
        double[] shares = new double[3];
        for (int i = 0; i < 20_000; i++) {
            shares[sampling.choose(LOGITS, 1, 3, random)] += 1 / 20_000.0;
        }
        return shares;
    }

    @Test
    void plainSamplesHaveTheProbabilitiesOfTheLogits() {
        assertThat(shares(Sampling.PLAIN)).containsExactly(new double[] {0.1, 0.6, 0.3}, within(0.014)); // 4 deviations
    }

    @Test
    void aCodeWithoutProbabilityIsNeverDrawn() {
        float[] logits = {Float.NEGATIVE_INFINITY, 0, -1e6f, 0, Float.NEGATIVE_INFINITY};
        SplittableRandom random = new SplittableRandom(4);

        for (int i = 0; i < 10_000; i++) {
            assertThat(Sampling.PLAIN.choose(logits, 0, 5, random)).isIn(1, 3);
        }
    }

    @Test
    void temperatureSharpens() {
        assertThat(shares(new Sampling(0.5, 0, 1)))
                .containsExactly(new double[] {1 / 46.0, 36 / 46.0, 9 / 46.0}, within(0.014));
    }

    @Test
    void onlyTheMostLikelyRemain() {
        assertThat(shares(new Sampling(1, 2, 1))).containsExactly(new double[] {0, 2 / 3.0, 1 / 3.0}, within(0.014));
        assertThat(shares(new Sampling(1, 0, 0.7))).containsExactly(new double[] {0, 2 / 3.0, 1 / 3.0}, within(0.014));
        assertThat(shares(new Sampling(1, 0, 0.5))).containsExactly(new double[] {0, 1, 0}, within(1e-9));
        assertThat(shares(new Sampling(1, 9, 1))[0]).isPositive();
        assertThat(shares(Sampling.GREEDY)).containsExactly(new double[] {0, 1, 0}, within(1e-9));
    }

    @Test
    void impossibleRulesAreRefused() {
        assertThatThrownBy(() -> new Sampling(-1, 0, 1))
                .hasMessage("temperature must be a finite number of at least 0, found -1.0");
        assertThatThrownBy(() -> new Sampling(1, -1, 1)).hasMessage("topK must be at least 0, found -1");
        assertThatThrownBy(() -> new Sampling(1, 0, 0)).hasMessage("topP must be above 0 and at most 1, found 0.0");
    }
}
