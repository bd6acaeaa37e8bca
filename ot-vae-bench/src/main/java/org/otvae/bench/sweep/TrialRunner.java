package org.otvae.bench.sweep;

import java.util.Optional;
import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.Trial;

/** Carries trials out, several at a time if several threads ask. */
public interface TrialRunner {

    /** Hears of objectives on the way, on the thread of {@link #run}. */
    @FunctionalInterface
    interface Reporter {

        /** Notes a report; gives the reason if the trial must stop now. */
        Optional<String> report(Report report);
    }

    /** Runs one trial to its end; never throws for what happens inside of the trial. */
    Result run(Trial trial, Reporter reporter);

    /** Asks all running trials to stop and save; they end as waiting. For another thread to call. */
    default void stop() {
    }
}
