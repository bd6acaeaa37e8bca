package org.otvae.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers by which one model is judged on one split: the row that every command prints and every record stores.
 *
 * @param mse                mean squared error per value, unscaled
 * @param perplexity         perplexity of the hard indices over the whole split, between 1 and codes
 * @param perplexityPerBatch mean over batches of each batch's perplexity; depends on the batch size
 * @param activeCodes        codes chosen at least once
 * @param codes              size of the codebook
 * @param stepsPerSecond     training steps per second; NaN where no training was timed
 * @param fidelity           further measures of the modality by name, see {@link Fidelity}; empty where none was taken
 */
public record Scores(double mse, double perplexity, double perplexityPerBatch, int activeCodes, int codes,
                     double stepsPerSecond, Map<String, Double> fidelity) {

    /** Checks that the counts fit together; copies the map. */
    public Scores {
        fidelity = Collections.unmodifiableMap(new LinkedHashMap<>(fidelity));
        if (codes < 1 || activeCodes < 0 || activeCodes > codes) {
            throw new IllegalArgumentException("activeCodes must be between 0 and codes, found activeCodes "
                    + activeCodes + " and codes " + codes);
        }
    }

    /** Scores without further measures. */
    public Scores(double mse, double perplexity, double perplexityPerBatch, int activeCodes, int codes,
            double stepsPerSecond) {
        this(mse, perplexity, perplexityPerBatch, activeCodes, codes, stepsPerSecond, Map.of());
    }

    /** The mean squared error per value times 1000, the unit in which papers print it. */
    public double mseTimesThousand() {
        return 1000 * mse;
    }

    /** The same scores with the speed of the training that led to them. */
    public Scores withStepsPerSecond(double measured) {
        return new Scores(mse, perplexity, perplexityPerBatch, activeCodes, codes, measured, fidelity);
    }

    /** The row as ordered names and values, ready for a JSON line; a number that is not finite becomes null. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mse", finiteOrNull(mse));
        fields.put("perplexity", finiteOrNull(perplexity));
        fields.put("perplexityPerBatch", finiteOrNull(perplexityPerBatch));
        fields.put("activeCodes", activeCodes);
        fields.put("codes", codes);
        fields.put("stepsPerSecond", finiteOrNull(stepsPerSecond));
        fidelity.forEach((name, value) -> fields.put(name, finiteOrNull(value)));
        return fields;
    }

    private static Double finiteOrNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
