package org.otvae.metric;

/**
 * Tells how many codes are effectively in use: K codes used equally often give K, a single one gives 1.
 *
 * <p>{@code perplexity = exp(-Σ_k p_k ln p_k)} with p_k the share of hard indices equal to k and 0 ln 0 = 0. Two
 * readings exist and are not comparable; both are kept and labelled: over the <em>whole set</em> as in
 * [vuong2023vqwae], and the unweighted mean over <em>batches</em> as in [takida2022sqvae], which is lower the smaller
 * the batches are. Example: counts (4, 2, 1, 1) give 3.363586.
 *
 * <p>Unlike the papers' code, no floor is added inside the logarithm: shares are ratios of integers, and zeros are left
 * out.
 */
public final class Perplexity {

    private final CodebookUsage whole;
    private final CodebookUsage batch;
    private double sumOverBatches;
    private long batches;

    /**
     * A measurement without data.
     *
     * @param codes size of the codebook, at least 1
     */
    public Perplexity(int codes) {
        whole = new CodebookUsage(codes);
        batch = new CodebookUsage(codes);
    }

    /**
     * Adds the hard indices of one batch, [n] in any layout; an empty batch is ignored.
     *
     * @throws IllegalArgumentException if an index is outside [0, codes)
     */
    public void addBatch(int[] indices) {
        if (indices.length == 0) {
            return;
        }
        batch.clear();
        batch.add(indices);
        whole.add(indices);
        sumOverBatches += batch.perplexity();
        batches++;
    }

    /** The perplexity of the indices of all batches together; NaN before the first batch. */
    public double wholeSet() {
        return whole.perplexity();
    }

    /** The mean of the batches' own perplexities, each batch counting once; NaN before the first batch. */
    public double perBatch() {
        return sumOverBatches / batches;
    }

    /** The counts behind {@link #wholeSet}; a live view, grows with every batch. */
    CodebookUsage usage() {
        return whole;
    }

    /**
     * The perplexity of integer counts, [codes].
     *
     * @return between 1 and the number of positive counts; NaN if all counts are 0
     * @throws IllegalArgumentException if a count is negative
     */
    public static double of(long[] counts) {
        long total = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("counts must not be negative, found " + count);
            }
            total = Math.addExact(total, count);
        }
        if (total == 0) {
            return Double.NaN;
        }
        double entropy = 0;
        for (long count : counts) {
            if (count > 0) {
                double share = (double) count / total;
                entropy -= share * StrictMath.log(share); // StrictMath: the same digits on every machine
            }
        }
        return StrictMath.exp(entropy);
    }
}
