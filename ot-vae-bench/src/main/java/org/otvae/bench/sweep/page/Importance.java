package org.otvae.bench.sweep.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.otvae.bench.sweep.space.Space;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;

/**
 * How much each setting decides whether a trial is among the best tenth, by PED-ANOVA [watanabe2023pedanova]: along each dimension
 * the density of the best trials is compared with that of all, by the Pearson divergence Σ_x p_all(x) (p_best(x) / p_all(x) - 1)²; a
 * setting that does not matter has the same density in both. Shares sum to 1. Trials that did not get to their end do not count.
 */
final class Importance {

    /** With fewer complete trials there is nothing to say. */
    static final int LEAST_TRIALS = 10;

    private static final double BEST = 0.1; // share of the trials, as in the paper
    private static final int CELLS = 50; // along a range of numbers, arbitrary
    private static final double FLOOR = 1e-12; // of a density

    private Importance() {
    }

    /** A share for each dimension; empty if there are fewer than {@value #LEAST_TRIALS} complete trials. */
    static List<Double> of(Space space, Objective objective, List<Trial> trials) {
        var complete = new ArrayList<>(trials.stream().filter(trial -> trial.state() == TrialState.COMPLETE
                && Double.isFinite(trial.value())).toList());
        if (complete.size() < LEAST_TRIALS) {
            return List.of();
        }
        complete.sort(Comparator.comparingDouble(trial -> objective.cost(trial.value())));
        int best = Math.max(2, (int) Math.ceil(BEST * complete.size()));
        List<double[]> places = complete.stream().map(trial -> space.units(trial.point())).toList();
        double[] divergences = new double[space.size()];
        for (int i = 0; i < divergences.length; i++) {
            int dimension = i;
            double[] along = places.stream().mapToDouble(place -> place[dimension]).toArray();
            int kinds = space.dimensions().get(i).range().kinds();
            divergences[i] = divergence(density(Arrays.copyOf(along, best), kinds), density(along, kinds));
        }
        double sum = Arrays.stream(divergences).sum();
        return Arrays.stream(divergences).map(divergence -> sum > 0 ? divergence / sum : 1.0 / divergences.length).boxed().toList();
    }

    private static double divergence(double[] best, double[] all) {
        double sum = 0;
        for (int i = 0; i < all.length; i++) {
            double ratio = best[i] / Math.max(FLOOR, all[i]) - 1;
            sum += all[i] * ratio * ratio;
        }
        return sum;
    }

    /** Shares in cells: of normal densities around the places by Scott's rule, or counts of kinds, and one observation spread over all. */
    private static double[] density(double[] places, int kinds) {
        int cells = kinds > 0 ? kinds : CELLS;
        double[] shares = new double[cells];
        double mean = Arrays.stream(places).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(places).map(place -> (place - mean) * (place - mean)).average().orElse(0));
        double width = Math.max(0.5 / cells, deviation * Math.pow(places.length, -0.2));
        for (double place : places) {
            double[] kernel = new double[cells];
            for (int i = 0; i < cells; i++) {
                double z = ((i + 0.5) / cells - place) / width;
                kernel[i] = kinds > 0 ? (i == Math.min(cells - 1, (int) (place * cells)) ? 1 : 0) : Math.exp(-z * z / 2);
            }
            double sum = Arrays.stream(kernel).sum();
            for (int i = 0; i < cells; i++) {
                shares[i] += sum > 0 ? kernel[i] / sum : 1.0 / cells;
            }
        }
        return Arrays.stream(shares).map(share -> (share + 1.0 / cells) / (places.length + 1)).toArray();
    }
}
