package org.otvae.bench.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.otvae.metric.Scores;
import org.otvae.train.StepReport;
import org.otvae.train.TrainingListener;

/** Tells a machine how a run goes: one event for each thing that happens, at most one step a second. */
public final class JsonProgress implements TrainingListener {

    private static final long SECOND = 1_000_000_000L;

    private final Consumer<Map<String, Object>> events;
    private final Consumer<String> notes;
    private final LongSupplier nanos;
    private long last;
    private boolean first = true;

    /**
     * A listener.
     *
     * @param events receives the events
     * @param notes  receives lines for people
     * @param nanos  a clock in nanoseconds
     */
    public JsonProgress(Consumer<Map<String, Object>> events, Consumer<String> notes, LongSupplier nanos) {
        this.events = events;
        this.notes = notes;
        this.nanos = nanos;
    }

    @Override
    public void stepped(StepReport report) {
        long now = nanos.getAsLong();
        if (first || now - last >= SECOND || report.step() == report.steps()) {
            events.accept(Events.step(report));
            first = false;
            last = now;
        }
    }

    @Override
    public void validated(long step, Scores scores, boolean best) {
        events.accept(Events.validated(step, scores, best));
    }

    @Override
    public void saved(long step, Path checkpoint) {
        events.accept(Events.saved(step, checkpoint));
    }

    @Override
    public void noted(String line) {
        notes.accept(line);
    }
}
