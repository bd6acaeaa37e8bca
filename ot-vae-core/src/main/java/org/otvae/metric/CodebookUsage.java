package org.otvae.metric;

import java.util.Arrays;

/**
 * Counts how often each code of a codebook was chosen.
 *
 * <p>Counts are exact integers, so the result depends neither on the order nor on the cut into batches.
 */
public final class CodebookUsage {

    private final long[] counts;
    private long total;

    /**
     * An empty count.
     *
     * @param codes size of the codebook, at least 1
     */
    public CodebookUsage(int codes) {
        if (codes < 1) {
            throw new IllegalArgumentException("codes must be at least 1, found " + codes);
        }
        counts = new long[codes];
    }

    /**
     * Counts the indices of a batch, [n] in any layout.
     *
     * @throws IllegalArgumentException if an index is outside [0, codes); nothing of the batch is counted then
     */
    public void add(int[] indices) {
        for (int index : indices) {
            if (index < 0 || index >= counts.length) {
                throw new IllegalArgumentException("indices must be in [0, " + counts.length + "), found " + index
                        + "; count with as many codes as the codebook has");
            }
        }
        for (int index : indices) {
            counts[index]++;
        }
        total += indices.length;
    }

    /** The size of the codebook. */
    public int codes() {
        return counts.length;
    }

    /** How many indices were counted. */
    public long total() {
        return total;
    }

    /** How often each code was chosen, [codes]; a copy. */
    public long[] counts() {
        return counts.clone();
    }

    /** How many codes were chosen at least once. */
    public int activeCodes() {
        int active = 0;
        for (long count : counts) {
            if (count > 0) {
                active++;
            }
        }
        return active;
    }

    /** The share of each code, [codes], summing to 1; all 0 before the first index. */
    public double[] histogram() {
        double[] shares = new double[counts.length];
        for (int k = 0; k < counts.length && total > 0; k++) {
            shares[k] = (double) counts[k] / total;
        }
        return shares;
    }

    /** The perplexity of the shares, see {@link Perplexity#of}; NaN before the first index. */
    public double perplexity() {
        return Perplexity.of(counts);
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }
}
