package org.otvae.bench.sweep.study;

/**
 * The objective on the validation split in the middle of a trial.
 *
 * @param step  steps done
 * @param steps steps of the whole trial
 * @param value of the objective
 */
public record Report(long step, long steps, double value) {

    /** Checks the order. */
    public Report {
        if (step < 0 || steps < 1 || step > steps) {
            throw new IllegalArgumentException("step must be between 0 and steps, found step " + step + " and steps " + steps);
        }
    }

    /** The share of the trial that is done, between 0 and 1. */
    public double progress() {
        return step / (double) steps;
    }
}
