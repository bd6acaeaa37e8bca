package org.otvae.prior;

import org.otvae.data.Split;

/**
 * What codes cost without a model, in bits per code: if only their frequencies are known, and if each code's
 * frequencies after the code before it are. A prior is worth what it is below these.
 *
 * <p>Both are the entropies of the split's own counts, so the second is too low where most pairs are rare: it flatters
 * the comparison's other side, never the prior.
 *
 * @param unigramBits H(c_t)
 * @param bigramBits  H(c_t | c_{t-1}) for t above 1, in the order of the codes
 */
public record CodeEntropy(double unigramBits, double bigramBits) {

    /** The entropies of a split's codes. */
    public static CodeEntropy of(CodesCorpus corpus, Split split) {
        int codes = corpus.codes();
        long[] single = new long[codes];
        long[] before = new long[codes];
        var pairs = new java.util.HashMap<Long, Long>(); // K² counters would be gigabytes for 65,536 codes
        float[] example = new float[corpus.exampleSize()];
        for (int i = 0; i < corpus.size(split); i++) {
            corpus.read(split, i, 0, example, 0);
            for (int t = 1; t < example.length; t++) {
                single[(int) example[t]]++;
                if (t > 1) {
                    before[(int) example[t - 1]]++;
                    pairs.merge((long) example[t - 1] * codes + (long) example[t], 1L, Long::sum);
                }
            }
        }
        double pair = bits(pairs.values().stream().mapToLong(Long::longValue).toArray());
        return new CodeEntropy(bits(single), pair - bits(before)); // H(a, b) - H(a)
    }

    /** The entropy of counts; NaN of none. */
    private static double bits(long[] counts) {
        double total = 0;
        double sum = 0;
        for (long count : counts) {
            total += count;
            sum += count == 0 ? 0 : count * Math.log(count);
        }
        return (Math.log(total) - sum / total) / Math.log(2);
    }
}
