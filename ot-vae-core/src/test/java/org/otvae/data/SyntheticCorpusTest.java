package org.otvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SyntheticCorpusTest {

    private final SyntheticCorpus corpus = SyntheticCorpus.small();

    @Test
    void examplesAreTheSameAtEachReading() {
        float[] first = corpus.examples(Split.TRAIN, 20);
        float[] again = SyntheticCorpus.small().examples(Split.TRAIN, 20);

        assertThat(again).containsExactly(first);
        assertThat(corpus.fingerprint()).isEqualTo(SyntheticCorpus.small().fingerprint()).hasSize(64);
    }

    @Test
    void splitsAndSeedsDiffer() {
        float[] train = corpus.examples(Split.TRAIN, 8);
        float[] other = new SyntheticCorpus(96, 32, 32, 8, 2).examples(Split.TRAIN, 8);

        assertThat(corpus.examples(Split.TEST, 8)).isNotEqualTo(train);
        assertThat(other).isNotEqualTo(train);
        assertThat(new SyntheticCorpus(96, 32, 32, 8, 2).fingerprint()).isNotEqualTo(corpus.fingerprint());
    }

    @Test
    void valuesAreInTheUnitIntervalAndFormClusters() {
        float[] examples = corpus.examples(Split.TRAIN, 96);

        double nearest = 0;
        for (int i = 1; i < 96; i++) {
            nearest += distanceToNearestBefore(examples, i);
        }

        assertThat(examples).doesNotContain(Float.NaN);
        for (float value : examples) {
            assertThat(value).isBetween(0f, 1f);
        }
        assertThat(nearest / 95).as("squared distance to the nearest other example")
                .isLessThan(meanSquare(examples) * 64);
    }

    @Test
    void anIndexOutsideTheSplitIsRefused() {
        assertThatThrownBy(() -> corpus.read(Split.TEST, 32, 0, new float[64], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static double distanceToNearestBefore(float[] examples, int index) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < index; j++) {
            double distance = 0;
            for (int d = 0; d < 64; d++) {
                distance += Math.pow(examples[index * 64 + d] - examples[j * 64 + d], 2);
            }
            least = Math.min(least, distance);
        }
        return least;
    }

    private static double meanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum / values.length;
    }
}
