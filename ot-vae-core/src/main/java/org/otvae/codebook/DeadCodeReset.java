package org.otvae.codebook;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.otvae.provenance.Seed;

/**
 * Codes whose running count has fallen below a threshold start again elsewhere.
 *
 * @param minimumCount a code with a lower running count is dead; Jukebox and Bailando use 1 [dhariwal2020jukebox]
 * @param placement    where a dead code starts again
 */
public record DeadCodeReset(double minimumCount, Placement placement) implements CodebookUpdate {

    private static final double NEARBY = 0.01; // deviation of the offset from the used code, relative to its norm; arbitrary

    /** Where a dead code starts again. */
    public enum Placement {
        /** At a random latent of the batch; counts and sums stay, so an unused code moves at each step [dhariwal2020jukebox]. */
        RANDOM_LATENT,
        /**
         * At a random latent of the batch, which counts as {@code minimumCount} uses: the code stays there until it has
         * proved unused anew, where Jukebox's moves on at the next step.
         */
        RANDOM_LATENT_COUNTED,
        /** Beside the most used code, which shares its count with it [williams2020hierarchical]. */
        NEAR_MOST_USED
    }

    public DeadCodeReset {
        if (!(minimumCount > 0)) {
            throw new IllegalArgumentException("minimumCount must be greater than 0, found " + minimumCount);
        }
        java.util.Objects.requireNonNull(placement, "placement");
    }

    @Override
    public void apply(State state, float[] latents, int[] indices, Seed seed) {
        SplittableRandom random = seed.random();
        int dim = state.dim();
        int[] order = FirstCodes.permutation(indices.length, random);
        int next = 0;
        int[] dead = IntStream.range(0, state.size()).filter(k -> state.counts()[k] < minimumCount).toArray();
        for (int k : dead) {
            if (placement == Placement.NEAR_MOST_USED) {
                splitMostUsed(state, k, random);
            } else {
                System.arraycopy(latents, order[next++ % order.length] * dim, state.codes(), k * dim, dim);
            }
            if (placement == Placement.RANDOM_LATENT_COUNTED) {
                state.counts()[k] = (float) minimumCount;
                for (int d = k * dim; d < (k + 1) * dim; d++) {
                    state.sums()[d] = (float) minimumCount * state.codes()[d];
                }
            }
        }
    }

    /** Leaves a code where it is while none is used so much that its half is not dead itself. */
    private void splitMostUsed(State state, int dead, SplittableRandom random) {
        int used = 0;
        for (int k = 1; k < state.size(); k++) {
            if (state.counts()[k] > state.counts()[used]) {
                used = k;
            }
        }
        if (state.counts()[used] / 2 < minimumCount) {
            return;
        }
        int dim = state.dim();
        double norm = 0;
        for (int d = 0; d < dim; d++) {
            norm += Math.pow(state.codes()[used * dim + d], 2);
        }
        double deviation = NEARBY * Math.sqrt(norm / dim);
        float half = state.counts()[used] / 2;
        state.counts()[used] = half;
        state.counts()[dead] = half;
        for (int d = 0; d < dim; d++) {
            float code = state.codes()[used * dim + d];
            float beside = (float) (code + deviation * random.nextGaussian());
            state.codes()[dead * dim + d] = beside;
            state.sums()[used * dim + d] = code * half;
            state.sums()[dead * dim + d] = beside * half;
        }
    }
}
