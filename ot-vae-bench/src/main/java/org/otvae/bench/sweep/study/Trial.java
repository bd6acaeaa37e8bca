package org.otvae.bench.sweep.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.otvae.bench.sweep.space.Point;

/**
 * One configuration that was, is or will be tried.
 *
 * @param number  from 0, in the order of sampling
 * @param state   where it stands
 * @param point   the configuration
 * @param value   the objective on the validation split; NaN before the end and where there is none
 * @param scores  everything that the validation split gave at the end
 * @param reason  why it failed or was pruned; empty otherwise
 * @param tenure  who had it when
 * @param reports objectives on the way, by step
 */
public record Trial(int number, TrialState state, Point point, double value, Map<String, Object> scores, String reason,
        Tenure tenure, List<Report> reports) {

    /** Copies map and list. */
    public Trial {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        reports = List.copyOf(reports);
    }

    /** The last report at or before a share of the trial. */
    public OptionalDouble valueAt(double progress) {
        return reports.stream().filter(report -> report.progress() <= progress + 1e-9) // rounding of a ratio
                .reduce((first, second) -> second).stream().mapToDouble(Report::value).findFirst();
    }

    /** The event that {@code --json} prints. */
    public Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event", "trial");
        fields.put("number", number);
        fields.put("state", state.toString());
        fields.put("value", Double.isNaN(value) ? null : (Object) value);
        fields.put("settings", point.values());
        fields.put("scores", scores);
        fields.put("reason", reason.isEmpty() ? null : reason);
        fields.put("step", reports.isEmpty() ? 0L : (Object) reports.get(reports.size() - 1).step());
        fields.put("attempt", tenure.attempt());
        fields.put("worker", tenure.worker());
        fields.put("tookSeconds", Double.isNaN(tenure.seconds()) ? null : (Object) tenure.seconds());
        return fields;
    }
}
