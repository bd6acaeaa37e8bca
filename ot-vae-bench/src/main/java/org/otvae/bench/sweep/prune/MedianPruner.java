package org.otvae.bench.sweep.prune;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.Trial;

/**
 * The median rule [golovin2017vizier]: a trial ends when the best that it has reported is worse than the median of what the others
 * had reported by the same share of their length. Unlike the paper, which takes the running mean of the others, the others' last
 * report counts: training curves fall so steeply at first that their mean says little.
 *
 * @param trials that must have got so far before anybody is judged, at least 1
 * @param share  of the length before which nobody is judged, between 0 and 1
 */
public record MedianPruner(int trials, double share) implements Pruner {

    /** Vizier leaves both open; Optuna's five trials. */
    static final MedianPruner USUAL = new MedianPruner(5, 0);

    /** Checks the ranges. */
    public MedianPruner {
        if (trials < 1) {
            throw new IllegalArgumentException("the median needs at least 1 trial, found " + trials);
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of median must lie between 0 and 1, found " + share);
        }
    }

    @Override
    public Optional<String> verdict(Trial trial, List<Trial> others, Objective objective) {
        double progress = Pruner.lastReport(trial).progress();
        double[] costs = others.stream().filter(other -> !other.reports().isEmpty()
                && Pruner.lastReport(other).progress() >= progress - 1e-9) // rounding of a ratio
                .flatMap(other -> other.valueAt(progress).stream().boxed()).mapToDouble(objective::cost)
                .map(cost -> Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost).sorted().toArray();
        if (progress < share || progress >= 1 || costs.length < trials) {
            return Optional.empty();
        }
        double best = trial.reports().stream().mapToDouble(Report::value).map(objective::cost).min().orElseThrow();
        double median = (costs[(costs.length - 1) / 2] + costs[costs.length / 2]) / 2;
        return best <= median ? Optional.empty() : Optional.of(String.format(Locale.ROOT,
                "worse than the median of %d trials at %.0f %% of its length", costs.length, 100 * progress));
    }

    @Override
    public String toString() {
        return "median(" + trials + ", " + share + ")";
    }
}
