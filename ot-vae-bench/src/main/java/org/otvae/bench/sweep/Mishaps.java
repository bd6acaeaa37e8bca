package org.otvae.bench.sweep;

import java.util.Set;
import java.util.TreeSet;
import org.otvae.bench.sweep.study.Trial;

/** Counts what ended trials that was not their own doing, and knows when it is too much for the sweep to go on. */
final class Mishaps {

    private static final int KILLS = 3; // of trials in a row; one alone may have been too large

    private final Set<Integer> killed = new TreeSet<>(); // since a trial ended otherwise
    private String why;

    /** Hears how a trial ended; whether the sweep must stop. */
    synchronized boolean areTooMuch(Trial trial, Result result) {
        switch (result.cause()) {
            case SURROUNDINGS -> tooMuch("trial " + trial.number() + " could not be trained, nor could others: " + result.reason()
                    + "; set it right");
            case KILL -> {
                killed.add(trial.number());
                if (killed.size() >= KILLS) {
                    tooMuch("trials " + String.join(", ", killed.stream().map(String::valueOf).toList()) + " were killed one after "
                            + "the other, the last " + result.reason() + "; make room in memory or take fewer --workers");
                }
            }
            case OWN -> {
                if (result.state().isFinal()) {
                    killed.clear();
                }
            }
        }
        return why != null;
    }

    private void tooMuch(String first) {
        if (why == null) {
            why = "the sweep stops: " + first + ", then the same command goes on, with --retry-failed also with what has failed";
        }
    }

    /**
     * Tells why a sweep stopped.
     *
     * @throws HaltedException if it was for mishaps
     */
    synchronized void requireFew() {
        if (why != null) {
            throw new HaltedException(why);
        }
    }
}
