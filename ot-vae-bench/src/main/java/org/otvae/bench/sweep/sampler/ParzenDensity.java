package org.otvae.bench.sweep.sampler;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.otvae.bench.sweep.space.Space;

/**
 * A density over the unit cube: one component around each observation, and one over the whole cube, which stands for what is not
 * known yet, all with the same weight. Along a range of numbers a component is a normal density cut to the interval, along values
 * without order it prefers its own value.
 */
final class ParzenDensity {

    private static final double WIDEST = 1.0; // of the component over the whole cube
    private static final double NARROWEST = 0.02; // at least: a range of numbers is not searched finer than that early on

    private final Space space;
    private final List<double[]> centres;
    private final double[] widths;

    /**
     * A density.
     *
     * @param observations places in the unit cube, {@code [n][size]}
     */
    ParzenDensity(Space space, List<double[]> observations) {
        this.space = space;
        this.centres = List.copyOf(observations);
        this.widths = new double[space.size()];
        Arrays.setAll(widths, dimension -> width(observations, dimension));
    }

    /** Scott's rule in {@code size} dimensions for observations spread over the interval. */
    private double width(List<double[]> observations, int dimension) {
        double rule = 0.2 * Math.pow(Math.max(1, observations.size()), -1.0 / (space.size() + 4)); // 0.2: Optuna's
        return Math.max(NARROWEST, rule);
    }

    /** A place drawn from the density. */
    double[] draw(SplittableRandom random) {
        int component = random.nextInt(centres.size() + 1);
        var place = new double[space.size()];
        for (int i = 0; i < place.length; i++) {
            int kinds = space.dimensions().get(i).range().kinds();
            if (component == centres.size()) {
                place[i] = kinds > 0 ? (random.nextInt(kinds) + 0.5) / kinds : drawn(random, 0.5, WIDEST);
            } else if (kinds > 0) {
                double centre = centres.get(component)[i];
                place[i] = random.nextDouble() < own(kinds) ? centre : (random.nextInt(kinds) + 0.5) / kinds;
            } else {
                place[i] = drawn(random, centres.get(component)[i], widths[i]);
            }
        }
        return place;
    }

    /** The logarithm of the density at a place. */
    double log(double[] place) {
        var logs = new double[centres.size() + 1];
        for (int component = 0; component < logs.length; component++) {
            for (int i = 0; i < place.length; i++) {
                logs[component] += Math.log(factor(component, i, place[i]));
            }
        }
        double most = Arrays.stream(logs).max().orElseThrow();
        return most + Math.log(Arrays.stream(logs).map(log -> Math.exp(log - most)).sum() / logs.length);
    }

    private double factor(int component, int dimension, double place) {
        boolean whole = component == centres.size();
        int kinds = space.dimensions().get(dimension).range().kinds();
        if (kinds > 0) {
            boolean same = !whole && Math.abs(centres.get(component)[dimension] - place) < 0.25 / kinds;
            return whole ? 1.0 / kinds : (1 - own(kinds)) / kinds + (same ? own(kinds) : 0);
        }
        double centre = whole ? 0.5 : centres.get(component)[dimension];
        double width = whole ? WIDEST : widths[dimension];
        double z = (place - centre) / width;
        return Math.exp(-z * z / 2) / (width * Math.sqrt(2 * Math.PI)) / (normal((1 - centre) / width) - normal(-centre / width));
    }

    /** How much a component over values without order keeps for its own one; the rest is spread over all as one observation. */
    private double own(int kinds) {
        return centres.size() / (centres.size() + 1.0) * (1 - 1.0 / (kinds + 1));
    }

    /** A normal number cut to the unit interval, by rejection: at least a third of the draws fall inside. */
    private static double drawn(SplittableRandom random, double centre, double width) {
        while (true) {
            double normal = Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
            double place = centre + width * normal;
            if (place >= 0 && place <= 1) {
                return place;
            }
        }
    }

    /** The normal distribution function by [abramowitz1964handbook] 26.2.17, error below 7.5e-8. */
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * t * (0.319381530 + t * (-0.356563782
                + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x >= 0 ? 1 - tail : tail;
    }
}
