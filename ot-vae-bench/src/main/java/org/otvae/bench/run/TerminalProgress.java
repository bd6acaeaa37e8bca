package org.otvae.bench.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.otvae.metric.Scores;
import org.otvae.train.StepReport;
import org.otvae.train.TrainingListener;

/** Tells a person at a terminal how a run goes: a bar with the time left and the numbers to watch. */
public final class TerminalProgress implements TrainingListener, AutoCloseable {

    private static final int UPDATE_MILLISECONDS = 200;

    private final String task;
    private final PrintStream terminal;
    private final Consumer<String> lines;
    private final int columns;
    private String validation = "";
    private ProgressBar bar;

    /**
     * A listener.
     *
     * @param task     what the bar is called
     * @param terminal where the bar is drawn
     * @param lines    receives lines that stay
     * @param columns  width of the terminal
     */
    public TerminalProgress(String task, PrintStream terminal, Consumer<String> lines, int columns) {
        this.task = task;
        this.terminal = terminal;
        this.lines = lines;
        this.columns = columns;
    }

    @Override
    public void started(long step, long steps) {
        bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(steps).startsFrom(step, Duration.ZERO)
                .setUpdateIntervalMillis(UPDATE_MILLISECONDS).setStyle(ProgressBarStyle.UNICODE_BLOCK).hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(terminal, columns)).build();
    }

    @Override
    public void stepped(StepReport report) {
        double left = (report.steps() - report.step()) / report.stepsPerSecond();
        bar.setExtraMessage(" " + PlainProgress.duration(left) + " left  " + PlainProgress.summary(report)
                + validation);
        bar.stepTo(report.step());
    }

    @Override
    public void validated(long step, Scores scores, boolean best) {
        validation = scores.fidelity().containsKey(PlainProgress.BITS)
                ? String.format(Locale.ROOT, "  valid %.3f", scores.fidelity().get(PlainProgress.BITS))
                : String.format(Locale.ROOT, "  valid %.2fe-3", scores.mseTimesThousand());
    }

    @Override
    public void noted(String line) {
        lines.accept(line);
    }

    /** Ends the bar where it stands; for a training that failed as for one that ended. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
