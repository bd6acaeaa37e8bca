package org.otvae.bench.sweep.study;

/**
 * Who holds or held a trial, and when.
 *
 * @param worker  name of the worker, {@code host:process:number}; empty while nobody has it
 * @param attempt how often the trial was started, from 1
 * @param started milliseconds since 1970 by the clock of the database
 * @param ended   the same; 0 while the trial has not ended
 */
public record Tenure(String worker, int attempt, long started, long ended) {

    /** How long the last attempt took; NaN while it runs. */
    public double seconds() {
        return ended == 0 ? Double.NaN : Math.max(0, ended - started) / 1000.0;
    }
}
