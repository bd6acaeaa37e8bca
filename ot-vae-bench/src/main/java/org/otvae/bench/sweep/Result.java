package org.otvae.bench.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.otvae.bench.sweep.study.TrialState;

/**
 * What became of a trial.
 *
 * @param state  complete, pruned, failed, or waiting if it was interrupted
 * @param value  of the objective; NaN if there is none
 * @param scores of the validation split
 * @param reason why, where it is not complete
 */
public record Result(TrialState state, double value, Map<String, Object> scores, String reason) {

    /** Copies the map. */
    public Result {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /** The result of a trial that has none but its state. */
    public static Result without(TrialState state, String reason) {
        return new Result(state, Double.NaN, Map.of(), reason);
    }

    /** A complete trial; one whose value is not finite counts as pruned. */
    public static Result complete(double value, Map<String, Object> scores) {
        return Double.isFinite(value) ? new Result(TrialState.COMPLETE, value, scores, "")
                : new Result(TrialState.PRUNED, Double.NaN, scores, "the objective is not a finite number");
    }
}
