package org.otvae.graph;

import java.util.List;

/**
 * A hyper-parameter that changes over a run, as a pure function of how far the run is.
 *
 * <p>Schedules are fractions of the run, never absolute step counts: the same experiment stays the same experiment when it
 * is shortened. Only {@link Plateau} looks at anything else, the number of reductions the trainer has counted.
 */
public sealed interface Schedule {

    /**
     * How far a run is.
     *
     * @param fraction   of the planned steps already taken, 0 at the first step, towards 1 at the last
     * @param reductions how often validation has stalled so far (used by {@link Plateau} alone)
     */
    record Progress(double fraction, int reductions) {

        /** The progress at a step of a run of {@code steps} steps. */
        public static Progress at(long step, long steps, int reductions) {
            return new Progress(steps <= 1 ? 0 : Math.min(1, step / (double) (steps - 1)), reductions);
        }
    }

    /** The value at a point of the run. */
    double at(Progress progress);

    /** The least value at the beginning and the end of a run, between which no schedule turns; of a plateau the first. */
    default double least() {
        return Math.min(at(new Progress(0, 0)), at(new Progress(1, 0)));
    }

    /** The same value all the time. */
    record Constant(double value) implements Schedule {
        public Constant {
            requireFinite(value, "value");
        }

        @Override
        public double at(Progress progress) {
            return value;
        }
    }

    /** A straight line from one value to another. */
    record Linear(double from, double to) implements Schedule {
        public Linear {
            requireFinite(from, "from");
            requireFinite(to, "to");
        }

        @Override
        public double at(Progress progress) {
            return from + (to - from) * progress.fraction();
        }
    }

    /** A geometric path: equal ratios in equal times. Both ends must be greater than 0. */
    record Exponential(double from, double to) implements Schedule {
        public Exponential {
            requirePositive(from, "from");
            requirePositive(to, "to");
        }

        @Override
        public double at(Progress progress) {
            return from * Math.pow(to / from, progress.fraction());
        }
    }

    /** Half a cosine wave from one value down (or up) to another, flat at both ends [loshchilov2017sgdr]. */
    record Cosine(double from, double to) implements Schedule {
        public Cosine {
            requireFinite(from, "from");
            requireFinite(to, "to");
        }

        @Override
        public double at(Progress progress) {
            return to + (from - to) * (1 + Math.cos(Math.PI * progress.fraction())) / 2;
        }
    }

    /** A value multiplied by {@code factor} each time the run passes another {@code every} of its length. */
    record Step(double initial, double factor, double every) implements Schedule {
        public Step {
            requireFinite(initial, "initial");
            requirePositive(factor, "factor");
            requirePositive(every, "every");
        }

        @Override
        public double at(Progress progress) {
            return initial * Math.pow(factor, Math.floor(progress.fraction() / every));
        }
    }

    /** A value multiplied by {@code factor} at each of some places in the run, fractions of it in rising order. */
    record Milestones(double initial, double factor, List<Double> fractions) implements Schedule {
        public Milestones {
            requireFinite(initial, "initial");
            requirePositive(factor, "factor");
            fractions = List.copyOf(fractions);
            for (int i = 0; i < fractions.size(); i++) {
                if (!(fractions.get(i) > (i == 0 ? 0 : fractions.get(i - 1)) && fractions.get(i) < 1)) {
                    throw new IllegalArgumentException("fractions must rise and lie between 0 and 1, found " + fractions);
                }
            }
        }

        @Override
        public double at(Progress progress) {
            return initial * Math.pow(factor, fractions.stream().filter(place -> progress.fraction() >= place).count());
        }
    }

    /**
     * A value multiplied by {@code factor} whenever the validation loss has not improved by the relative
     * {@code threshold} for more than {@code patience} validations, as PyTorch's ReduceLROnPlateau does.
     */
    record Plateau(double initial, double factor, int patience, double threshold) implements Schedule {
        public Plateau {
            requireFinite(initial, "initial");
            requirePositive(factor, "factor");
            requireFinite(threshold, "threshold");
            if (patience < 0) {
                throw new IllegalArgumentException("patience must be at least 0, found " + patience);
            }
        }

        @Override
        public double at(Progress progress) {
            return initial * Math.pow(factor, progress.reductions());
        }
    }

    /** Shorthand for {@link Constant}. */
    static Schedule constant(double value) {
        return new Constant(value);
    }

    private static void requireFinite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number, found " + value);
        }
    }

    private static void requirePositive(double value, String name) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number greater than 0, found " + value);
        }
    }
}
