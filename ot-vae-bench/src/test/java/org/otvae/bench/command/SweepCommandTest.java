package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.bench.sweep.space.Space;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.StudyStore;
import org.otvae.bench.sweep.study.StudyTrials;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;

/** The commands of sweeps on a test function, which needs no processes. */
class SweepCommandTest {

    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    @Test
    void whatToDoNextCanBePasted() {
        Path runs = folder.resolve("my runs");

        assertThat(sweep("--runs", runs.toString())).isEqualTo(ExitCode.OK);

        assertThat(shell.out()).contains("next: ./otvae sweep best branin-random --runs '" + runs + "'");
    }

    @Test
    void anExportWithJsonWritesItsFileToo() {
        sweep("--runs", folder.toString());
        Path file = folder.resolve("trials.csv");

        assertThat(shell.run("sweep", "export", "branin-random", "--json", "-o", file.toString(), "--runs",
                folder.toString())).isEqualTo(ExitCode.OK);

        assertThat(file).content().startsWith("number,state,value,x,y,");
        assertThat(shell.out()).hasSize(2).allMatch(line -> line.startsWith("{\"event\":\"trial\""));
        assertThat(shell.err()).containsExactly(file.toString());
    }

    @Test
    void theBestIsACommandWithTheDataOfTheStudy() {
        var study = new Study("cats", new Study.Subject("image-folder-ot", "full", List.of("plan.epochs=3"), List.of()),
                Space.of(List.of("plan.batchSize=choice(8, 16)")), Objective.of("mse"), new Study.Method("random", 1, 3),
                "none");
        try (var store = StudyStore.open(folder.resolve("sweeps.db").toString())) {
            end(store.begin(study.on("fingerprint", "/my cats")), TrialState.COMPLETE);
        }

        assertThat(shell.run("sweep", "best", "cats", "--runs", folder.toString())).isEqualTo(ExitCode.OK);

        assertThat(shell.out()).containsExactly("./otvae train image-folder-ot --scale full --data '/my cats' "
                + "--set plan.epochs=3 --set plan.batchSize=8");
    }

    /** A study's next trial, which ends at once. */
    private static void end(StudyTrials trials, TrialState state) {
        var space = trials.study().space();
        Trial trial = trials.take("worker", 60_000, worker -> false, 100, before -> space.point(new double[space.size()]))
                .orElseThrow();
        trials.end(trial, state, state == TrialState.COMPLETE ? 0.5 : Double.NaN, Map.of(), "");
    }

    private int sweep(String... options) {
        var words = new ArrayList<>(List.of("sweep", "branin", "--no-page", "--trials", "2"));
        words.addAll(List.of(options));
        return shell.run(words.toArray(String[]::new));
    }
}
