package org.otvae.motion.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureDistanceTest {

    /** Values of the published formulas by scipy's sqrtm. */
    @Test
    void distanceAndDiversityArePublished() {
        var distance = new FeatureDistance(reference(20, 4));

        assertThat(distance.frechet(generated(8, 4))).isCloseTo(1.817789, within(1e-5));
        assertThat(distance.diversity(generated(8, 4))).isCloseTo(2.787189, within(1e-6));
        assertThat(distance.diversity(reference(20, 4))).isCloseTo(2.681800, within(1e-6));
    }

    /** As with the protocol's 40 dances and 72 features: 9 motions span 8 of 24 dimensions. Value by numpy,
     * {@code tr (S T)^½} as the sum of the singular values of the product of both sets of centred motions. */
    @Test
    void fewerMotionsThanFeaturesAreNoSpecialCase() {
        var distance = new FeatureDistance(reference(20, 24));

        assertThat(distance.frechet(generated(9, 24))).isCloseTo(50.165311, within(1e-4));
        assertThat(distance.frechet(reference(20, 24))).isCloseTo(0, within(1e-5));
    }

    @Test
    void aFeatureThatAllReferencesShareIsNotBlownUp() {
        List<double[]> reference = List.of(new double[] {1, 0}, new double[] {3, 0}, new double[] {5, 0});
        List<double[]> other = List.of(new double[] {1, 0}, new double[] {3, 0.5}, new double[] {5, 0});

        assertThat(new FeatureDistance(reference).frechet(other)).isBetween(0.01, 1.0);
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertThatThrownBy(() -> new FeatureDistance(List.of(new double[2]))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 motions with the same number of features, found 1 with [2]");
        assertThatThrownBy(() -> new FeatureDistance(reference(3, 2)).frechet(reference(3, 4)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found 3 with [4]");
    }

    private static List<double[]> reference(int count, int dim) {
        List<double[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] vector = new double[dim];
            for (int d = 0; d < dim; d++) {
                vector[d] = Math.sin(0.7 * i + 1.3 * d) + (d == 1 ? 0.05 * i : 0);
            }
            vectors.add(vector);
        }
        return vectors;
    }

    private static List<double[]> generated(int count, int dim) {
        List<double[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] vector = new double[dim];
            for (int d = 0; d < dim; d++) {
                vector[d] = Math.cos(0.9 * i + 0.8 * d) + (d == 2 ? 0.3 : 0);
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
