package org.otvae.bench.sweep;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.bench.experiment.Corpora;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.Experiments;
import org.otvae.bench.run.RunFolder;
import org.otvae.bench.sweep.space.Point;
import org.otvae.bench.sweep.study.StudyStore;
import org.otvae.bench.sweep.study.StudyTrials;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;
import org.otvae.settings.Overrides;
import org.otvae.train.ResumeMismatchException;

class TrialFoldersTest {

    private static final String PATH = "plan.batchSize";

    @TempDir
    private Path folder;

    private StudyStore store;
    private StudyTrials trials;

    @BeforeEach
    void open() {
        store = StudyStore.open(folder.resolve("sweeps.db").toString());
        trials = store.begin(Studies.over("random", 1, PATH + "=choice(8, 16, 32, 64)"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aRunOfAnotherStudyInThePlaceOfTheNextTrialIsRefused() {
        keep(0, 64);

        assertThatThrownBy(this::check).isInstanceOf(ResumeMismatchException.class).hasMessageContainingAll(
                "expected the run of this study's trial in " + folder.resolve("trial-0000"), "found one with other settings",
                "remove " + folder + " or choose another --study or --runs");
    }

    @Test
    void aRunThatTheNextTrialWouldMakeIsItsOwn() {
        keep(0, 8);

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void trialsThatHaveEndedNeedTheirFoldersNoMore() {
        trials.end(take(), TrialState.COMPLETE, 1, Map.of(), "");
        keep(0, 64);

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void aRunOfAnotherStudyInThePlaceOfATrialThatWaitsIsRefused() {
        trials.end(take(), TrialState.WAITING, Double.NaN, Map.of(), "interrupted");
        keep(0, 64);

        assertThatThrownBy(this::check).isInstanceOf(ResumeMismatchException.class).hasMessageContaining("trial-0000");
    }

    private void check() {
        new TrialFolders(folder).requireOwn(trials, this::next, (point, found) ->
                with(point).settings().equals(found.settings()));
    }

    /** Trials have batches of 8. */
    private Point next(List<Trial> before) {
        return new Point(Map.of(PATH, "8"));
    }

    private Trial take() {
        return trials.take("worker", 60_000, worker -> false, 1, this::next).orElseThrow();
    }

    private void keep(int number, int batchSize) {
        var experiment = with(new Point(Map.of(PATH, String.valueOf(batchSize))));
        RunFolder.create(ChildTrials.folder(folder, number), experiment, Corpora.open(experiment.corpus(), Optional.empty()),
                Optional.empty(), Map.of());
    }

    private static Experiment with(Point point) {
        return Overrides.with(Experiments.named("demo-vq"), point.values());
    }
}
