package org.otvae.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;

/** Real child processes: shell scripts that end in the ways in which a training can end. */
@EnabledOnOs(value = {OS.LINUX, OS.MAC}, disabledReason = "the children are shell scripts")
class ChildTrialsTest {

    private static final String VALIDATED = "echo '{\"event\":\"validated\",\"step\":%d,\"steps\":4,\"mse\":%s}'; read answer; ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "echo '{\"event\":\"scores\",\"mse\":0.5,\"codes\":3}' | complete | ''",
        "echo chatter; echo '{\"event\":\"scores\",\"mse\":null}' | pruned | not a finite number",
        "echo '{\"event\":\"failed\",\"kind\":\"non-finite\",\"reason\":\"NaN at step 7\"}'; exit 4 | pruned | NaN at step 7",
        "echo '{\"event\":\"failed\",\"kind\":\"error\",\"reason\":\"out of memory: heap\"}'; exit 1 | failed | out of memory: heap",
        "echo the last words >&2; exit 3 | failed | ended with exit code 3: the last words; see",
        "kill -SEGV $$ | failed | killed by signal 11 (SIGSEGV, a crash of native code)",
        "echo '{\"event\":\"failed\",\"kind\":\"surroundings\",\"reason\":\"disk full\"}'; exit 1 | waiting | disk full",
        "kill -TERM $$ | waiting | killed by signal 15 (SIGTERM)",
        "kill -KILL $$ | waiting | killed by signal 9 (SIGKILL, by somebody or by the system for want of memory)",
        "echo '{\"event\":\"interrupted\"}'; exit 130 | waiting | interrupted",
        "echo '{\"event\":\"sco | failed | ended with exit code"
    })
    void eachWayToEndIsToldApart(String script, String state, String reason) {
        var result = run(script, report -> Optional.empty());

        assertThat(result.state()).hasToString(state);
        assertThat(result.reason()).contains(reason);
    }

    @Test
    void aChildReportsAndWaitsForItsAnswer() {
        var reports = new ArrayList<Report>();
        var result = run(String.format(VALIDATED, 1, "0.9") + "echo $answer >&2; " + String.format(VALIDATED, 2, "0.8")
                + "echo $answer >&2; echo '{\"event\":\"scores\",\"mse\":0.7}'", report -> {
                    reports.add(report);
                    return Optional.empty();
                });

        assertThat(reports).containsExactly(new Report(1, 4, 0.9), new Report(2, 4, 0.8));
        assertThat(result).isEqualTo(Result.complete(0.7, Map.of("mse", 0.7)));
        assertThat(folder.resolve("trial-0000/trial.log")).hasContent("go\ngo");
    }

    @Test
    void aChildThatIsToldToStopIsPruned() {
        var result = run(String.format(VALIDATED, 1, "0.9") + "test $answer = stop || echo '{\"event\":\"scores\",\"mse\":0.7}'",
                report -> Optional.of("no promise"));

        assertThat(result.state()).isEqualTo(TrialState.PRUNED);
        assertThat(result.reason()).isEqualTo("no promise");
    }

    @Test
    void stoppingEndsTheInputOfTheChildren() throws InterruptedException {
        var runner = new ChildTrials(folder, Objective.of("mse"), (trial, path) -> List.of("bash", "-c",
                "while read line; do :; done; exit 130"), Map.of());
        var results = new java.util.concurrent.LinkedBlockingQueue<Result>();
        var thread = new Thread(() -> results.add(runner.run(trial(), report -> Optional.empty())));
        thread.start();

        runner.stop();

        assertThat(results.take().state()).isEqualTo(TrialState.WAITING);
    }

    @Test
    void childrenGetTheirEnvironment() throws IOException {
        new ChildTrials(folder, Objective.of("mse"), (trial, path) -> List.of("bash", "-c", "echo $OMP_NUM_THREADS >&2"),
                Map.of("OMP_NUM_THREADS", "3")).run(trial(), report -> Optional.empty());

        assertThat(Files.readString(folder.resolve("trial-0000/trial.log"))).isEqualTo("3\n");
    }

    private Result run(String script, TrialRunner.Reporter reporter) {
        return new ChildTrials(folder, Objective.of("mse"), (trial, path) -> List.of("bash", "-c", script), Map.of())
                .run(trial(), reporter);
    }

    private static Trial trial() {
        return Studies.reporting(0, TrialState.RUNNING, 4);
    }
}
