package org.otvae.codebook;

import org.otvae.provenance.Seed;

/**
 * Each code follows the mean of its latents: with N_k latents of sum S_k in the batch, n_k ← γ n_k + (1-γ) N_k,
 * m_k ← γ m_k + (1-γ) S_k, and e_k = m_k / ñ_k where ñ_k = (n_k + a)/(n + K a) · n is the Laplace-smoothed count
 * [oord2017neural] appendix A.1. The smoothed count is never written back into the running one.
 *
 * @param decay     γ, 0 &lt; γ &lt; 1
 * @param smoothing a, at least 0; with 0 the mean is m_k / n_k, as in Jukebox [dhariwal2020jukebox]
 */
public record ExponentialMovingAverage(double decay, double smoothing) implements CodebookUpdate {

    private static final double FLOOR = 1e-10; // guards m_k / n_k for a code that was never used

    public ExponentialMovingAverage {
        if (!(decay > 0 && decay < 1)) {
            throw new IllegalArgumentException("decay must be between 0 and 1, found " + decay);
        }
        if (!(smoothing >= 0)) {
            throw new IllegalArgumentException("smoothing must be at least 0, found " + smoothing);
        }
    }

    @Override
    public void apply(State state, float[] latents, int[] indices, Seed seed) {
        int codes = state.size();
        int dim = state.dim();
        double[] sums = new double[codes * dim];
        int[] members = new int[codes];
        for (int i = 0; i < indices.length; i++) {
            members[indices[i]]++;
            for (int d = 0; d < dim; d++) {
                sums[indices[i] * dim + d] += latents[i * dim + d];
            }
        }
        double total = 0;
        for (int k = 0; k < codes; k++) {
            state.counts()[k] = (float) (decay * state.counts()[k] + (1 - decay) * members[k]);
            total += state.counts()[k];
        }
        for (int k = 0; k < codes; k++) {
            double count = Math.max(FLOOR, (state.counts()[k] + smoothing) / (total + codes * smoothing) * total);
            for (int d = k * dim; d < (k + 1) * dim; d++) {
                state.sums()[d] = (float) (decay * state.sums()[d] + (1 - decay) * sums[d]);
                state.codes()[d] = (float) (state.sums()[d] / count);
            }
        }
    }
}
