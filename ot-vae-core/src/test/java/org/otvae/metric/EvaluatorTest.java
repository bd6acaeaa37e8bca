package org.otvae.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EvaluatorTest {

    @Test
    void scoresAreThoseOfTheSeparateMetrics() {
        Evaluator evaluator = new Evaluator(8);

        evaluator.addBatch(new float[] {1, 1}, new float[] {0, 1}, new int[] {1, 2});
        evaluator.addBatch(new float[] {0, 0}, new float[] {0, 0}, new int[] {2, 2});

        Scores scores = evaluator.scores();
        assertThat(scores.mse()).isEqualTo(0.25);
        assertThat(scores.mseTimesThousand()).isEqualTo(250);
        assertThat(scores.perplexity()).isEqualTo(Perplexity.of(new long[] {1, 3}));
        assertThat(scores.perplexityPerBatch()).isEqualTo(1.5);
        assertThat(scores.activeCodes()).isEqualTo(2);
        assertThat(scores.codes()).isEqualTo(8);
        assertThat(scores.stepsPerSecond()).isNaN();
        assertThat(evaluator.counts()).containsExactly(0, 1, 3, 0, 0, 0, 0, 0);
    }

    @Test
    void rowHasTheNamesEveryCommandPrintsAndNullForWhatWasNotMeasured() {
        Scores scores = new Scores(0.005, 240.5, 200.25, 256, 256, Double.NaN);

        assertThat(scores.fields().keySet()).containsExactly(
                "mse", "perplexity", "perplexityPerBatch", "activeCodes", "codes", "stepsPerSecond");
        assertThat(scores.fields()).containsEntry("mse", 0.005).containsEntry("stepsPerSecond", null);
        assertThat(scores.withStepsPerSecond(12.5).fields()).containsEntry("stepsPerSecond", 12.5);
    }

    @Test
    void scoresRefuseMoreActiveCodesThanCodes() {
        assertThatThrownBy(() -> new Scores(0, 1, 1, 9, 8, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("activeCodes must be between 0 and codes, found activeCodes 9 and codes 8");
    }
}
