package org.otvae.train;

import java.util.Map;
import org.otvae.graph.Schedule;

/**
 * What validation has shown so far, and what follows from it: which checkpoint is best, when a plateau lowers the learning
 * rate, when training stops early.
 *
 * @param best       the lowest validation loss; infinite before the first validation
 * @param sinceBest  validations since then
 * @param reference  the loss that a plateau compares with
 * @param stalled    validations without an improvement over the reference
 * @param reductions how often a plateau has been reached
 */
record ValidationHistory(double best, int sinceBest, double reference, int stalled, int reductions) {

    static final ValidationHistory EMPTY =
            new ValidationHistory(Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, 0, 0);

    /** The history after another validation; PyTorch's rule: relative threshold, patience, no cool-down. */
    ValidationHistory after(double loss, Schedule schedule) {
        boolean better = loss < best;
        double newBest = better ? loss : best;
        int newSinceBest = better ? 0 : sinceBest + 1;
        if (!(schedule instanceof Schedule.Plateau plateau)) {
            return new ValidationHistory(newBest, newSinceBest, reference, stalled, reductions);
        }
        boolean improved = loss < reference * (1 - plateau.threshold());
        int newStalled = improved ? 0 : stalled + 1;
        boolean reduce = newStalled > plateau.patience();
        return new ValidationHistory(newBest, newSinceBest, improved ? loss : reference, reduce ? 0 : newStalled,
                reductions + (reduce ? 1 : 0));
    }

    /** Whether the last validation was the best so far. */
    boolean isBest() {
        return sinceBest == 0 && best < Double.POSITIVE_INFINITY;
    }

    /** As fields of a checkpoint's state; an infinity is written as null. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new java.util.LinkedHashMap<>();
        fields.put("best", finiteOrNull(best));
        fields.put("sinceBest", (long) sinceBest);
        fields.put("reference", finiteOrNull(reference));
        fields.put("stalled", (long) stalled);
        fields.put("reductions", (long) reductions);
        return fields;
    }

    /** The inverse of {@link #fields}. */
    static ValidationHistory of(Map<?, ?> fields) {
        return new ValidationHistory(infinityIfNull(fields.get("best")), whole(fields.get("sinceBest")),
                infinityIfNull(fields.get("reference")), whole(fields.get("stalled")), whole(fields.get("reductions")));
    }

    private static Double finiteOrNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static double infinityIfNull(Object value) {
        return value == null ? Double.POSITIVE_INFINITY : ((Number) value).doubleValue();
    }

    private static int whole(Object value) {
        return ((Number) value).intValue();
    }
}
