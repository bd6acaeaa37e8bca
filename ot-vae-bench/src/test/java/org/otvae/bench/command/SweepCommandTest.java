package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.bench.experiment.Corpora;
import org.otvae.bench.experiment.Experiments;
import org.otvae.bench.run.RunFolder;
import org.otvae.bench.sweep.Studies;
import org.otvae.bench.sweep.TestFunction;
import org.otvae.bench.sweep.space.Space;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.StudyStore;
import org.otvae.bench.sweep.study.StudyTrials;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;
import org.otvae.data.MissingDataException;
import org.otvae.train.NonFiniteException;
import org.otvae.train.ResumeMismatchException;

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

    @Test
    void theStoreMayBeNamedBeforeACommandToo() {
        Path store = folder.resolve("mine.db");
        sweep("--runs", folder.toString(), "--store", store.toString());

        assertThat(shell.run("sweep", "--store", store.toString(), "show")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).containsExactly("branin-random");
        assertThat(shell.run("sweep", "--store", "elsewhere.db", "show", "--store", store.toString())).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).containsExactly("branin-random");
    }

    @Test
    void whatWouldBeLostBeforeACommandIsRefused() {
        assertThat(shell.run("sweep", "--json", "--runs", folder.toString(), "show")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).containsExactly("otvae: expected only --runs and --store before show, found --json; "
                + "what is meant for show stands after it");
        assertThat(shell.run("sweep", "branin", "best", "branin-random")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("before best, found EXPERIMENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "show branin-random", "best branin-random", "export branin-random", "watch branin-random"})
    void readingMakesNoStudies(String line) throws IOException {
        Path store = folder.resolve("none.db");

        assertThat(shell.run(("sweep " + line + " --store " + store).split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).containsExactly("otvae: expected studies in " + store + ", found none; ./otvae sweep EXPERIMENT "
                + "begins one, --runs DIR or --store FILE|URL name another place");
        assertThat(store).doesNotExist();
        Files.createFile(store);
        assertThat(shell.run(("sweep " + line + " --store " + store).split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected studies in " + store + ", found none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "branin | min:mse | measures value, found \"mse\"",
        "demo-vq --space plan.batchSize=choice(16,32) | max:pnsr | measures psnr,",
        "audio-demo-vq --space plan.batchSize=choice(16,32) | min:bits | bits/s"
    })
    void anObjectiveThatTrialsDoNotHaveIsRefusedBeforeTheFirst(String what, String objective, String message) {
        String line = "sweep " + what + " --no-page --runs " + folder + " --objective " + objective;

        assertThat(shell.run(line.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected of --objective one of the", message);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void runsOfAnEarlierStudyAreToldBeforeTheFirstTrial() {
        var other = Experiments.named("demo-vq");
        Path trial = folder.resolve("demo-vq-random/trial-0000");
        RunFolder.create(trial, other, Corpora.open(other.corpus(), Optional.empty()), Optional.empty(), Map.of());
        String line = "sweep demo-vq --no-page --trials 1 --space plan.batchSize=choice(8,16) --runs " + folder;

        assertThat(shell.run(line.split(" "))).isEqualTo(ExitCode.RESUME_MISMATCH);
        assertThat(shell.err()).singleElement().asString().contains("expected the run of this study's trial in " + trial);
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void aSweepWhoseTrialsHaveAllFailedEndsWithCodeOne() {
        failed();

        assertThat(sweep("--runs", folder.toString())).isEqualTo(ExitCode.INTERNAL);

        assertThat(shell.err()).containsExactly("otvae: no trial is complete, 2 of 2 failed, the last: a crash; ./otvae sweep show "
                + "branin-random --runs " + folder + " says why, --retry-failed tries them again");
    }

    @Test
    void failedTrialsAreTriedAgainWhenWished() {
        failed();

        assertThat(sweep("--runs", folder.toString(), "--retry-failed")).isEqualTo(ExitCode.OK);

        assertThat(shell.out().get(0)).contains("2 that failed are tried again");
        assertThat(shell.out()).filteredOn(line -> line.matches("trial [01] complete.*")).hasSize(2);
    }

    @Test
    void whatOtherTrialsWouldMeetTooIsToldApartFromATrialsOwnFailure() {
        var disk = new UncheckedIOException("cannot write", new IOException("no space"));

        assertThat(TrialCommand.kind(new IllegalStateException("in another thread", disk))).isEqualTo("surroundings");
        assertThat(TrialCommand.kind(new MissingDataException("gone"))).isEqualTo("surroundings");
        assertThat(TrialCommand.kind(new ResumeMismatchException("other data"))).isEqualTo("surroundings");
        assertThat(TrialCommand.kind(new NonFiniteException("NaN"))).isEqualTo("non-finite");
        assertThat(TrialCommand.kind(new OutOfMemoryError("heap"))).isEqualTo("error");
    }

    /** Both trials of a study, as something outside of them may have left them. */
    private void failed() {
        try (var store = StudyStore.open(folder.resolve("sweeps.db").toString())) {
            var trials = store.begin(Studies.of(TestFunction.BRANIN, "random", 1));
            end(trials, TrialState.FAILED);
            end(trials, TrialState.FAILED);
        }
    }

    /** A study's next trial, which ends at once. */
    private static void end(StudyTrials trials, TrialState state) {
        var space = trials.study().space();
        Trial trial = trials.take("worker", 60_000, worker -> false, 100, before -> space.point(new double[space.size()]))
                .orElseThrow();
        trials.end(trial, state, state == TrialState.COMPLETE ? 0.5 : Double.NaN, Map.of(), state == TrialState.FAILED ? "a crash" : "");
    }

    private int sweep(String... options) {
        var words = new ArrayList<>(List.of("sweep", "branin", "--no-page", "--trials", "2"));
        words.addAll(List.of(options));
        return shell.run(words.toArray(String[]::new));
    }
}
