package org.otvae.bench.sweep.prune;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.Trial;

/**
 * Asynchronous successive halving [li2020system]: at rungs, shares of a trial's length that grow by a factor, only the best of
 * each factor's worth of trials go on. A trial is judged when it reaches a rung, against those that were there before it; nobody
 * waits for anybody.
 *
 * <p>Unlike the paper, whose trials pause at a rung and may be promoted later, a trial that is not among the best is ended, as
 * in Ray and Optuna: a paused training would have to be kept. With fewer trials at a rung than the factor the best one alone goes
 * on. Rungs are shares of the length and not steps because schedules are shares too.
 *
 * @param factor of which one goes on, at least 2
 * @param first  share of the length at the first rung, greater than 0 and less than 1; the next ones are {@code factor} times as
 *               far
 */
public record Asha(int factor, double first) implements Pruner {

    /** A third at each rung, from a ninth of the length: three rungs with the end. */
    static final Asha USUAL = new Asha(3, 1.0 / 9);

    /** Checks the ranges. */
    public Asha {
        if (factor < 2) {
            throw new IllegalArgumentException("the factor of asha must be at least 2, found " + factor);
        }
        if (!(first > 0 && first < 1)) {
            throw new IllegalArgumentException("the first rung of asha must lie between 0 and 1, found " + first);
        }
    }

    @Override
    public Optional<String> verdict(Trial trial, List<Trial> others, Objective objective) {
        double progress = Pruner.lastReport(trial).progress();
        if (progress >= 1) {
            return Optional.empty(); // nothing is left to save
        }
        for (double rung = first; rung < 1 - 1e-9; rung *= factor) {
            if (reached(trial, rung).filter(report -> report.progress() >= progress).isEmpty()) {
                continue; // not there yet, or judged there before
            }
            double own = objective.cost(Pruner.last(trial));
            double at = rung;
            var costs = others.stream().map(other -> reached(other, at)).flatMap(Optional::stream)
                    .mapToDouble(report -> objective.cost(report.value())).sorted().toArray();
            long better = java.util.Arrays.stream(costs).filter(cost -> cost < own).count();
            int go = Math.max(1, (costs.length + 1) / factor);
            if (!(better < go)) {
                return Optional.of(String.format(Locale.ROOT, "rank %d of %d at %.0f %% of its length, %d go on", better + 1,
                        costs.length + 1, 100 * progress, go));
            }
        }
        return Optional.empty();
    }

    /** The first report at or past a rung. */
    private static Optional<Report> reached(Trial trial, double rung) {
        return trial.reports().stream().filter(report -> report.progress() >= rung - 1e-9).findFirst(); // rounding of a ratio
    }

    @Override
    public String toString() {
        return "asha(" + factor + ", " + first + ")";
    }
}
