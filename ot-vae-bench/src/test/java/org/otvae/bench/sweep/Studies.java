package org.otvae.bench.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.otvae.bench.sweep.space.Point;
import org.otvae.bench.sweep.space.Space;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.Tenure;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;

/** Studies and trials for tests. */
public final class Studies {

    private Studies() {
    }

    /** A study of a test function. */
    public static Study of(TestFunction function, String sampler, long seed) {
        return new Study(function + "-" + sampler, new Study.Subject(function.toString(), "short", List.of(), List.of()),
                function.space(), Objective.of("value"), new Study.Method(sampler, seed, 3), "none");
    }

    /** The same for another measure. */
    public static Study withObjective(Study study, String measure) {
        return new Study(study.name(), study.subject(), study.space(), Objective.of(measure), study.method(), study.pruner());
    }

    /** A study over some ranges. */
    public static Study over(String sampler, int gridPoints, String... space) {
        return new Study("ranges", new Study.Subject("branin", "short", List.of(), List.of()), Space.of(List.of(space)),
                Objective.of("value"), new Study.Method(sampler, 1, gridPoints), "none");
    }

    /** A complete trial. */
    public static Trial complete(int number, Point point, double value) {
        return new Trial(number, TrialState.COMPLETE, point, value, Map.of("value", value), "", new Tenure("w", 1, 1, 2),
                List.of());
    }

    /** A trial that has reported some values at equal distances, of {@code steps} in all. */
    public static Trial reporting(int number, TrialState state, int steps, double... values) {
        var reports = new java.util.ArrayList<Report>();
        for (int i = 0; i < values.length; i++) {
            reports.add(new Report(i + 1L, steps, values[i]));
        }
        boolean complete = state == TrialState.COMPLETE;
        return new Trial(number, state, new Point(new LinkedHashMap<>()), complete ? values[values.length - 1] : Double.NaN,
                Map.of(), "", new Tenure("w", 1, 1, 2), reports);
    }
}
