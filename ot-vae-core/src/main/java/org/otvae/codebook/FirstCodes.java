package org.otvae.codebook;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.otvae.provenance.Seed;

/** Makes the first codes from latents: a random choice, then rounds of Lloyd's k-means [lloyd1982least]. */
record FirstCodes(int codes, int dim, int rounds) {

    private static final double JITTER = 0.01; // Jukebox: noise of deviation 0.01/sqrt(dim) on latents used again

    /** Codes {@code [codes, dim]} from latents {@code [n, dim]}. */
    float[] from(float[] latents, Seed seed) {
        SplittableRandom random = seed.random();
        int count = latents.length / dim;
        int[] order = permutation(count, random);
        float[] table = new float[codes * dim];
        for (int k = 0; k < codes; k++) {
            System.arraycopy(latents, order[k % count] * dim, table, k * dim, dim);
            if (k >= count) {
                for (int d = 0; d < dim; d++) {
                    table[k * dim + d] += (float) (random.nextGaussian() * JITTER / Math.sqrt(dim));
                }
            }
        }
        for (int round = 0; round < rounds; round++) {
            moveToMeans(table, latents, count);
        }
        return table;
    }

    private void moveToMeans(float[] table, float[] latents, int count) {
        double[] sums = new double[codes * dim];
        int[] members = new int[codes];
        for (int i = 0; i < count; i++) {
            int nearest = nearest(table, latents, i);
            members[nearest]++;
            for (int d = 0; d < dim; d++) {
                sums[nearest * dim + d] += latents[i * dim + d];
            }
        }
        for (int k = 0; k < codes; k++) {
            for (int d = 0; d < dim && members[k] > 0; d++) {
                table[k * dim + d] = (float) (sums[k * dim + d] / members[k]);
            }
        }
    }

    private int nearest(float[] table, float[] latents, int row) {
        int best = 0;
        float least = Float.POSITIVE_INFINITY;
        for (int k = 0; k < codes; k++) {
            float distance = 0;
            for (int d = 0; d < dim; d++) {
                float difference = latents[row * dim + d] - table[k * dim + d];
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = k;
            }
        }
        return best;
    }

    /** A random order of 0 to count - 1. */
    static int[] permutation(int count, SplittableRandom random) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
