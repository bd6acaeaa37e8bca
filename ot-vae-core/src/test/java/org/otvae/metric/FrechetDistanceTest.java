package org.otvae.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {

    private static final double[] IDENTITY = {1, 0, 0, 1};

    /** In one dimension the squared distance is (m - n)² + (s - t)². */
    @Test
    void distanceOfScalarsIsKnown() {
        assertThat(FrechetDistance.between(new double[] {1}, new double[] {4}, new double[] {3}, new double[] {25}))
                .isCloseTo(4 + 9, within(1e-12));
    }

    @Test
    void covariancesThatCommuteDifferByTheirRoots() {
        double[] wide = {4, 0, 0, 9};

        assertThat(FrechetDistance.between(new double[2], wide, new double[2], IDENTITY)).isCloseTo(1 + 4, within(1e-12));
    }

    /** S = [[2, 1], [1, 2]] and T = diag(1, 4): tr (S T)^½ = (tr(S T) + 2 sqrt(det(S T)))^½ for two dimensions. */
    @Test
    void covariancesThatDoNotCommuteAreRight() {
        double expected = 4 + 5 - 2 * Math.sqrt(10 + 2 * Math.sqrt(12));

        assertThat(FrechetDistance.between(new double[2], new double[] {2, 1, 1, 2}, new double[2],
                new double[] {1, 0, 0, 4})).isCloseTo(expected, within(1e-12));
    }

    @Test
    void covariancesWithoutFullRankNeedNoCare() {
        double[] line = {1, 1, 1, 1};

        assertThat(FrechetDistance.between(new double[2], line, new double[2], line)).isCloseTo(0, within(1e-12));
        assertThat(FrechetDistance.between(new double[2], line, new double[2], new double[4])).isCloseTo(2, within(1e-12));
    }

    @Test
    void momentsAreThoseOfTheVectorsHoweverTheyAreCut() {
        var random = new SplittableRandom(4);
        float[] rows = new float[1000 * 3];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (1000 + random.nextGaussian() * (i % 3 + 1)); // far from 0, where naive sums lose digits
        }
        var whole = new GaussianMoments(3);
        var parts = new GaussianMoments(3);
        whole.add(rows);
        for (int start = 0; start < 1000; start += 7) {
            parts.add(java.util.Arrays.copyOfRange(rows, start * 3, Math.min(1000, start + 7) * 3));
        }

        double[] mean = new double[3];
        double[] covariance = new double[9];
        for (int row = 0; row < 1000; row++) {
            for (int i = 0; i < 3; i++) {
                mean[i] += rows[row * 3 + i] / 1000.0;
            }
        }
        for (int row = 0; row < 1000; row++) {
            for (int i = 0; i < 9; i++) {
                covariance[i] += (rows[row * 3 + i / 3] - mean[i / 3]) * (rows[row * 3 + i % 3] - mean[i % 3]) / 999;
            }
        }
        assertThat(whole.mean()).containsExactly(mean, within(1e-9));
        assertThat(whole.covariance()).containsExactly(covariance, within(1e-9));
        assertThat(parts.covariance()).containsExactly(whole.covariance(), within(1e-9));
        assertThat(FrechetDistance.between(whole, parts)).isCloseTo(0, within(1e-6));
    }

    @Test
    void samplesOfTwoGaussiansAreAsFarApartAsTheGaussians() {
        var random = new SplittableRandom(8);
        var first = new GaussianMoments(4);
        var second = new GaussianMoments(4);
        for (int i = 0; i < 40_000; i++) {
            float[] x = new float[4];
            float[] y = new float[4];
            for (int j = 0; j < 4; j++) {
                x[j] = (float) random.nextGaussian();
                y[j] = (float) (0.5 + 2 * random.nextGaussian());
            }
            first.add(x);
            second.add(y);
        }

        assertThat(FrechetDistance.between(first, second)).isCloseTo(4 * (0.25 + 1), within(0.1)); // sampling, 5 deviations
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        var moments = new GaussianMoments(2);
        assertThatThrownBy(() -> moments.add(new float[3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole vectors of 2 values, found 3");
        assertThatThrownBy(() -> moments.add(new float[] {1, Float.NaN})).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found NaN at place 1 of vector 1");
        assertThatThrownBy(moments::covariance).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at least 2 vectors, found 0");
        assertThatThrownBy(() -> FrechetDistance.between(moments, new GaussianMoments(3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found 2 and 3 values");
    }
}
