package org.otvae.bench.sweep.sampler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.otvae.bench.sweep.space.Point;
import org.otvae.bench.sweep.space.Space;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;
import org.otvae.provenance.Seed;

/**
 * The tree-structured Parzen estimator [bergstra2011algorithms]: the trials so far are cut into the good ones and the rest, a
 * density is put over each, l over the good and g over the rest, and of some draws from l the one with the largest l/g is tried
 * next, Eq. (6): the expected improvement grows with that ratio.
 *
 * <p>Unlike the paper, whose densities are products over the dimensions, a component of ours covers all dimensions of one trial, as
 * [falkner2018bohb] has it, so that settings that are good only together are drawn together; and the good ones are a tenth of the
 * trials, as in Optuna, at most {@value #MOST_GOOD}. Pruned trials count as worse than all complete ones, then come running ones,
 * which keeps several workers apart, and last those that failed.
 */
final class TpeSampler implements Sampler {

    private static final int RANDOM_TRIALS = 10; // before the first estimate; Optuna's number
    private static final double GOOD = 0.1; // share of the trials
    private static final int MOST_GOOD = 25;
    private static final int DRAWS = 24; // of which the best is tried; Optuna's number

    private final Space space;
    private final Objective objective;
    private final Seed seed;
    private final Sampler random;

    TpeSampler(Space space, Objective objective, Seed seed) {
        this.space = space;
        this.objective = objective;
        this.seed = seed;
        this.random = ArbiterSampler.random(space, seed);
    }

    @Override
    public Point propose(int number, int draw, List<Trial> trials) {
        var ordered = ordered(trials);
        long judged = trials.stream().filter(trial -> isComplete(trial) || trial.state() == TrialState.PRUNED).count();
        if (judged < RANDOM_TRIALS) {
            return random.propose(number, draw, trials);
        }
        int good = (int) Math.min(MOST_GOOD, Math.max(1, Math.ceil(GOOD * judged)));
        var low = new ParzenDensity(space, places(ordered.subList(0, good)));
        var high = new ParzenDensity(space, places(ordered.subList(good, ordered.size())));
        SplittableRandom generator = seed.derive("tpe").derive(number).derive(draw).random();
        double[] best = null;
        double bestRatio = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < DRAWS; i++) {
            double[] candidate = low.draw(generator);
            double ratio = low.log(candidate) - high.log(candidate);
            if (best == null || ratio > bestRatio) {
                best = candidate;
                bestRatio = ratio;
            }
        }
        return space.point(best);
    }

    /** Complete trials from the best to the worst, then pruned ones, the longest first, then those that run, then the rest. */
    private List<Trial> ordered(List<Trial> trials) {
        var ordered = new ArrayList<Trial>();
        trials.stream().filter(TpeSampler::isComplete).sorted(Comparator.comparingDouble(trial -> objective.cost(trial.value())))
                .forEach(ordered::add);
        trials.stream().filter(trial -> trial.state() == TrialState.PRUNED)
                .sorted(Comparator.comparingInt(trial -> -trial.reports().size())).forEach(ordered::add);
        trials.stream().filter(trial -> !trial.state().isFinal()).forEach(ordered::add);
        trials.stream().filter(trial -> trial.state().isFinal() && trial.state() != TrialState.PRUNED && !isComplete(trial))
                .forEach(ordered::add);
        return ordered;
    }

    private static boolean isComplete(Trial trial) {
        return trial.state() == TrialState.COMPLETE && Double.isFinite(trial.value());
    }

    private List<double[]> places(List<Trial> trials) {
        return trials.stream().map(trial -> space.units(trial.point())).toList();
    }
}
