package org.otvae.bench.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import org.otvae.bench.run.PlainProgress;
import org.otvae.bench.sweep.SweepListener;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;

/** Tells a person or a machine how a sweep goes, a line a trial. */
final class SweepProgress implements SweepListener {

    private final Terminal terminal;
    private final boolean json;
    private final Objective objective;
    private Trial best;

    /**
     * A listener.
     *
     * @param best trial of an earlier stretch of the study, if there is one
     */
    SweepProgress(Terminal terminal, boolean json, Objective objective, Optional<Trial> best) {
        this.best = best.orElse(null);
        this.terminal = terminal;
        this.json = json;
        this.objective = objective;
    }

    @Override
    public synchronized void started(Trial trial) {
        terminal.say(json, "trial " + trial.number() + " begins" + (trial.tenure().attempt() > 1 ? " again" : "") + ": "
                + trial.point().summary());
    }

    @Override
    public synchronized void reported(Trial trial, Report report) {
        if (json) {
            var event = new LinkedHashMap<String, Object>();
            event.put("event", "report");
            event.put("number", trial.number());
            event.put("step", report.step());
            event.put("steps", report.steps());
            event.put("value", report.value());
            terminal.event(true, event);
        }
    }

    @Override
    public synchronized void ended(Trial trial) {
        if (trial.state() == TrialState.COMPLETE && (best == null || objective.better(trial.value(), best.value()))) {
            best = trial;
        }
        terminal.event(json, trial.fields());
        terminal.say(json, line(objective, trial) + (best == null || best == trial || trial.state() != TrialState.COMPLETE ? ""
                : String.format(Locale.ROOT, "  (best: trial %d, %.5g)", best.number(), best.value())));
    }

    @Override
    public synchronized void noted(String line) {
        terminal.say(json, line);
    }

    /** One trial in one line. */
    static String line(Objective objective, Trial trial) {
        var line = new StringBuilder("trial " + trial.number() + " " + trial.state());
        if (!Double.isNaN(trial.value())) {
            line.append(String.format(Locale.ROOT, ": %s %.5g", objective.measure(), trial.value()));
        }
        if (trial.tenure().ended() > 0) {
            line.append(" in ").append(trial.tenure().seconds() < 10 ? String.format(Locale.ROOT, "%.1f s", trial.tenure().seconds())
                    : duration(trial.tenure().seconds()));
        }
        line.append("  ").append(trial.point().summary());
        return line.append(trial.reason().isEmpty() ? "" : "  (" + trial.reason() + ")").toString();
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole >= 3600 ? String.format(Locale.ROOT, "%d:%02d:%02d h", whole / 3600, whole / 60 % 60, whole % 60)
                : whole >= 60 ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60) : whole + " s";
    }
}
