package org.otvae.bench.run;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.otvae.metric.Scores;
import org.otvae.train.StepReport;
import org.otvae.train.TrainingListener;

/** Tells a person without a terminal (a log file, a pipe) how a run goes: a line about every ten seconds. */
public final class PlainProgress implements TrainingListener {

    /** The measure of a prior. */
    static final String BITS = "bitsPerCode";

    private static final long PAUSE = 10_000_000_000L; // in nanoseconds

    private final Consumer<String> lines;
    private final LongSupplier nanos;
    private long last;
    private boolean first = true;

    /**
     * A listener.
     *
     * @param lines receives the lines
     * @param nanos a clock in nanoseconds
     */
    public PlainProgress(Consumer<String> lines, LongSupplier nanos) {
        this.lines = lines;
        this.nanos = nanos;
    }

    @Override
    public void started(long step, long steps) {
        if (step > 0) {
            lines.accept("going on after step " + step + " of " + steps);
        }
    }

    @Override
    public void stepped(StepReport report) {
        long now = nanos.getAsLong();
        if (first || now - last >= PAUSE || report.step() == report.steps()) {
            lines.accept(line(report));
            first = false;
            last = now;
        }
    }

    @Override
    public void validated(long step, Scores scores, boolean best) {
        lines.accept(line(step, scores, best));
    }

    @Override
    public void noted(String line) {
        lines.accept(line);
    }

    /** What a step was like. */
    static String line(StepReport report) {
        double left = (report.steps() - report.step()) / report.stepsPerSecond();
        return String.format(Locale.ROOT, "step %d/%d  %s left  %s", report.step(), report.steps(), duration(left),
                summary(report));
    }

    /** The numbers to watch. */
    static String summary(StepReport report) {
        if (Double.isNaN(report.mse())) { // a prior: its loss is in nats per code
            return String.format(Locale.ROOT, "%.1f steps/s  bits/code %.3f", report.stepsPerSecond(),
                    report.loss() / Math.log(2));
        }
        return String.format(Locale.ROOT, "%.1f steps/s  loss %.4g  mse %.2fe-3  perplexity %.1f  codes %d",
                report.stepsPerSecond(), report.loss(), 1000 * report.mse(), report.perplexity(), report.activeCodes());
    }

    /** What validation showed. */
    static String line(long step, Scores scores, boolean best) {
        if (scores.fidelity().containsKey(BITS)) {
            return String.format(Locale.ROOT, "validation after step %d: bits/code %.3f%s", step, scores.fidelity()
                    .get(BITS),
                    best ? "  (best)" : "");
        }
        return String.format(Locale.ROOT,
                "validation after step %d: mse %.3fe-3  perplexity %.1f  active codes %d/%d%s", step,
                scores.mseTimesThousand(), scores.perplexity(), scores.activeCodes(), scores.codes(),
                best ? "  (best)" : "");
    }

    /** Seconds as {@code 1:05:09} or {@code 5:09}. */
    static String duration(double seconds) {
        if (!(seconds >= 0 && seconds < 1e9)) {
            return "?";
        }
        long whole = Math.round(seconds);
        return whole >= 3600 ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
