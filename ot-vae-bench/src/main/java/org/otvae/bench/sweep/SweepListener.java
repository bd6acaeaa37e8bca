package org.otvae.bench.sweep;

import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.Trial;

/** Hears of what a sweep does, from several threads. */
public interface SweepListener {

    /** A trial begins or goes on. */
    default void started(Trial trial) {
    }

    /** A trial reported an objective on its way. */
    default void reported(Trial trial, Report report) {
    }

    /** A trial ended, or was laid down. */
    default void ended(Trial trial) {
    }

    /** Something a person should know, in one line. */
    default void noted(String line) {
    }
}
