package org.otvae.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a model on one split while its batches go by: {@code addBatch} for each, then {@code scores()}.
 *
 * <p>Example: 10,000 images [1, 28, 28] in batches of 32 are 313 calls with 25,088 values and 1,568 indices each, the
 * last one with half of it.
 */
public final class Evaluator {

    private final MeanSquaredError error = new MeanSquaredError();
    private final Perplexity perplexity;
    private final List<Fidelity> fidelity;

    /**
     * An evaluation without data.
     *
     * @param codes    size of the codebook, at least 1
     * @param fidelity further measures of the modality, without data too
     */
    public Evaluator(int codes, List<Fidelity> fidelity) {
        this.perplexity = new Perplexity(codes);
        this.fidelity = List.copyOf(fidelity);
    }

    /** An evaluation without further measures. */
    public Evaluator(int codes) {
        this(codes, List.of());
    }

    /**
     * Adds one batch.
     *
     * @param original       values of the batch, [batch, ...] flattened
     * @param reconstruction what the model made of them, same layout
     * @param indices        the hard indices of the batch, [n]
     * @throws IllegalArgumentException if the lengths differ or an index is outside [0, codes)
     */
    public void addBatch(float[] original, float[] reconstruction, int[] indices) {
        error.add(original, reconstruction);
        fidelity.forEach(measure -> measure.add(original, reconstruction));
        perplexity.addBatch(indices);
    }

    /** How often each code was chosen so far, [codes]. */
    public long[] counts() {
        return perplexity.usage().counts();
    }

    /** The scores so far, without a speed; NaN where nothing was added. */
    public Scores scores() {
        CodebookUsage usage = perplexity.usage();
        Map<String, Double> further = new LinkedHashMap<>();
        fidelity.forEach(measure -> further.put(measure.name(), measure.value()));
        return new Scores(error.value(), perplexity.wholeSet(), perplexity.perBatch(), usage.activeCodes(),
                usage.codes(), Double.NaN, further);
    }
}
