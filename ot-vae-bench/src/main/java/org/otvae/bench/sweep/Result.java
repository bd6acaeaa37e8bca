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
 * @param cause  of the end
 */
public record Result(TrialState state, double value, Map<String, Object> scores, String reason, Cause cause) {

    /** Whose doing an end was. */
    public enum Cause {
        /** The trial's own, or the sweep's. */
        OWN,
        /** A kill, by somebody or by the system for want of memory: perhaps for what else runs there. */
        KILL,
        /** A disk, data or a folder that cannot be used, which other trials would meet, too. */
        SURROUNDINGS
    }

    /** Copies the map. */
    public Result {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /** The result of a trial that has none but its state. */
    public static Result without(TrialState state, String reason) {
        return new Result(state, Double.NaN, Map.of(), reason, Cause.OWN);
    }

    /** A trial that waits for another attempt, because something else than itself has ended it. */
    public static Result lost(Cause cause, String reason) {
        return new Result(TrialState.WAITING, Double.NaN, Map.of(), reason, cause);
    }

    /** A complete trial; one whose value is not finite counts as pruned. */
    public static Result complete(double value, Map<String, Object> scores) {
        return Double.isFinite(value) ? new Result(TrialState.COMPLETE, value, scores, "", Cause.OWN)
                : new Result(TrialState.PRUNED, Double.NaN, scores, "the objective is not a finite number", Cause.OWN);
    }
}
