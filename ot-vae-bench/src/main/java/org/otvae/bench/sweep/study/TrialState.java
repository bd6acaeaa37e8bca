package org.otvae.bench.sweep.study;

import java.util.Locale;

/** Where a trial stands. */
public enum TrialState {

    /** Interrupted or lost by its worker; the next free worker goes on with it. */
    WAITING,
    /** A worker holds it. */
    RUNNING,
    /** Ended with a score. */
    COMPLETE,
    /** Given up on purpose: no promise, not a number, or outside of the constraints. */
    PRUNED,
    /** Ended by an error, a crash or the system. */
    FAILED;

    /** Whether nobody will work on it any more. */
    public boolean isFinal() {
        return this == COMPLETE || this == PRUNED || this == FAILED;
    }

    /** The name in output and in the database. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TrialState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
