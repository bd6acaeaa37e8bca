package org.otvae.motion.metric;

import java.util.List;
import org.otvae.metric.FrechetDistance;
import org.otvae.metric.GaussianMoments;

/**
 * Compares sets of motions by their features, as [siyao2022bailando, code] does: features are shifted and scaled by mean and
 * population standard deviation of the reference, each dimension by its own.
 *
 * <p>Unlike the published code, a feature that all references share is shifted only: there it is divided by 1e-10, and one
 * differing motion makes the distance meaningless.
 */
public final class FeatureDistance {

    private static final double FLOOR = 1e-10; // the published code's

    private final double[] mean;
    private final double[] scale;
    private final List<double[]> reference;

    /**
     * A comparison with these motions.
     *
     * @param reference at least 2 vectors of one length
     */
    public FeatureDistance(List<double[]> reference) {
        requireTwo(reference, reference.isEmpty() ? 0 : reference.get(0).length);
        int dim = reference.get(0).length;
        this.reference = List.copyOf(reference);
        this.mean = new double[dim];
        this.scale = new double[dim];
        for (int i = 0; i < dim; i++) {
            double squares = 0;
            boolean constant = true;
            for (double[] vector : reference) {
                mean[i] += vector[i] / reference.size();
                constant &= vector[i] == reference.get(0)[i];
            }
            for (double[] vector : reference) {
                squares += (vector[i] - mean[i]) * (vector[i] - mean[i]) / reference.size();
            }
            scale[i] = constant ? 1 : Math.sqrt(squares) + FLOOR;
        }
    }

    /**
     * The squared Fréchet distance to the reference, FID_k or FID_g by the kind of feature.
     *
     * @param motions at least 2 vectors
     */
    public double frechet(List<double[]> motions) {
        return FrechetDistance.between(moments(motions), moments(reference));
    }

    /**
     * The mean distance between two of the motions, Div_k or Div_g by the kind of feature.
     *
     * @param motions at least 2 vectors
     */
    public double diversity(List<double[]> motions) {
        requireTwo(motions, mean.length);
        double sum = 0;
        for (int i = 0; i < motions.size(); i++) {
            double[] first = normalized(motions.get(i));
            for (int j = 0; j < i; j++) {
                double[] second = normalized(motions.get(j));
                double squares = 0;
                for (int d = 0; d < first.length; d++) {
                    squares += (first[d] - second[d]) * (first[d] - second[d]);
                }
                sum += Math.sqrt(squares);
            }
        }
        return sum / (motions.size() * (motions.size() - 1.0) / 2);
    }

    private GaussianMoments moments(List<double[]> motions) {
        requireTwo(motions, mean.length);
        var moments = new GaussianMoments(mean.length);
        for (double[] motion : motions) {
            double[] normalized = normalized(motion);
            float[] row = new float[normalized.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) normalized[i];
            }
            moments.add(row);
        }
        return moments;
    }

    private double[] normalized(double[] vector) {
        double[] normalized = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            normalized[i] = (vector[i] - mean[i]) / scale[i];
        }
        return normalized;
    }

    private static void requireTwo(List<double[]> motions, int dim) {
        if (motions.size() < 2 || motions.stream().anyMatch(vector -> vector.length != dim)) {
            throw new IllegalArgumentException("expected at least 2 motions with the same number of features, found "
                    + motions.size() + " with " + motions.stream().map(vector -> vector.length).distinct().toList());
        }
    }
}
