package org.otvae.quantizer;

import org.otvae.graph.Schedule;

/** What schedules of quantizers must stay above, checked before a run that would end in an error with its last step. */
final class Least {

    private Least() {
    }

    static void above0(Schedule schedule, String name) {
        if (!(schedule.least() > 0)) {
            throw new IllegalArgumentException(name + " must stay above 0 to the end of the run, found " + schedule);
        }
    }

    static void atLeast0(Schedule schedule, String name) {
        if (!(schedule.least() >= 0)) {
            throw new IllegalArgumentException(name + " must be at least 0 to the end of the run, found " + schedule);
        }
    }
}
