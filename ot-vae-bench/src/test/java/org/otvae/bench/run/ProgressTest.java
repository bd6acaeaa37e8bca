package org.otvae.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.metric.Scores;
import org.otvae.train.StepReport;

class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path folder;

    private long now;

    @Test
    void plainLinesComeEveryTenSecondsAndAtTheEnd() {
        var lines = new ArrayList<String>();
        var progress = new PlainProgress(lines::add, () -> now);

        progress.started(0, 100);
        for (int step = 1; step <= 100; step++) {
            now += SECOND / 2;
            progress.stepped(report(step, 100));
        }

        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).isEqualTo("step 1/100  0:50 left  2.0 steps/s  loss 1.500  mse 5.25e-3  "
                + "perplexity 200.0  codes 250");
        assertThat(lines.get(5)).startsWith("step 100/100  0:00 left");
    }

    @Test
    void aPriorIsFollowedByItsBitsPerCode() {
        var step = new StepReport(3, 9, Math.log(8), Double.NaN, 0, Double.NaN, 200, 250, Map.of(), 4);

        assertThat(PlainProgress.line(step)).isEqualTo("step 3/9  0:02 left  4.0 steps/s  bits/code 3.000");
        assertThat(PlainProgress.line(3, new Scores(Double.NaN, 200, 150, 250, 256, Double.NaN, Map.of("bitsPerCode",
                2.5)), true))
                .isEqualTo("validation after step 3: bits/code 2.500  (best)");
    }

    @Test
    void eventsComeOncePerSecondAndAtTheEnd() {
        var events = new ArrayList<Map<String, Object>>();
        var progress = new JsonProgress(events::add, line -> { }, () -> now);

        for (int step = 1; step <= 10; step++) {
            now += SECOND / 2;
            progress.stepped(report(step, 10));
        }
        progress.validated(10, new Scores(0.005, 200, 150, 250, 256, Double.NaN), true);
        progress.saved(10, Path.of("c"));

        assertThat(events).extracting(event -> event.get("event"))
                .containsExactly("step", "step", "step", "step", "step",
                "step", "validated", "checkpoint");
        assertThat(events.get(0).keySet()).contains("step", "steps", "loss", "mse", "perplexity", "activeCodes",
                "stepsPerSecond");
        assertThat(events.get(6)).containsEntry("mse", 0.005).containsEntry("best", true);
    }

    @Test
    void aLongRunKeepsAboutAThousandPointsOfMeans() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        try (var metrics = new MetricsFile(file)) {
            for (int step = 1; step <= 5000; step++) {
                metrics.stepped(report(step, 5000));
            }
        }

        var history = History.of(JsonLines.read(file), "test");

        assertThat(history.points()).hasSize(1000);
        assertThat(history.points().get(0).loss()).isEqualTo(1.5);
        assertThat(history.medianStepsPerSecond()).isEqualTo(2);
        assertThat(Files.size(file)).isLessThan(1 << 20);
    }

    @Test
    void timeLeftIsReadable() {
        assertThat(List.of(PlainProgress.duration(5), PlainProgress.duration(309), PlainProgress.duration(3909),
                PlainProgress.duration(Double.NaN), PlainProgress.duration(Double.POSITIVE_INFINITY)))
                .containsExactly("0:05", "5:09", "1:05:09", "?", "?");
    }

    @Test
    void theBarCanBeClosedBeforeItStarted() {
        var out = new java.io.ByteArrayOutputStream();
        var progress = new TerminalProgress("ot", new java.io.PrintStream(out), line -> { }, 100);

        progress.close();
        progress.started(5, 10);
        progress.stepped(report(6, 10));
        progress.close();

        assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8)).contains("ot").contains("perplexity 200.0");
    }

    private static StepReport report(long step, long steps) {
        return new StepReport(step, steps, 1.5, 1, 0.5, 0.00525, 200, 250, Map.of("learningRate", 1e-3), 2);
    }
}
