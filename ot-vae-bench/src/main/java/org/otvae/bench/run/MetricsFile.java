package org.otvae.bench.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.otvae.metric.Scores;
import org.otvae.train.StepReport;
import org.otvae.train.TrainingListener;

/** Keeps what happens in a run, about a thousand points a run; losses and errors are means since the point before. */
final class MetricsFile implements TrainingListener, AutoCloseable {

    private static final int POINTS = 1000; // more than a chart has pixels

    private final BufferedWriter out;
    private final List<StepReport> recent = new ArrayList<>();

    MetricsFile(Path file) {
        JsonLines.mend(file);
        try {
            out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath(), e);
        }
    }

    @Override
    public void stepped(StepReport report) {
        recent.add(report);
        if (report.step() % Math.max(1, report.steps() / POINTS) == 0 || report.step() == report.steps()) {
            write(JsonLines.line(Events.step(mean(report))));
            recent.clear();
        }
    }

    @Override
    public void validated(long step, Scores scores, boolean best) {
        write(JsonLines.line(Events.validated(step, scores, best)));
    }

    private StepReport mean(StepReport last) {
        return new StepReport(last.step(), last.steps(), mean(StepReport::loss), mean(StepReport::reconstruction),
                mean(StepReport::quantization), mean(StepReport::mse), mean(StepReport::perplexity), last.activeCodes(),
                last.schedules(), last.stepsPerSecond());
    }

    private double mean(ToDoubleFunction<StepReport> value) {
        return recent.stream().mapToDouble(value).average().orElseThrow();
    }

    private void write(String line) {
        try {
            out.write(line + "\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the metrics of the run", e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the metrics of the run", e);
        }
    }
}
