package org.otvae.bench.sweep.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.bench.sweep.Studies;
import org.otvae.bench.sweep.TestFunction;
import org.otvae.bench.sweep.space.Point;

class StudyStoreTest {

    private static final long LEASE = 60_000;

    @TempDir
    private Path folder;

    private StudyStore store;
    private StudyTrials trials;

    @BeforeEach
    void open() {
        store = StudyStore.open(folder.resolve("sweeps.db").toString());
        trials = store.begin(Studies.of(TestFunction.BRANIN, "random", 1));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aTrialIsKeptAsItEnded() {
        Trial trial = take("w1").orElseThrow();
        assertThat(trials.report(trial, new Report(5, 20, 0.5))).isTrue();
        assertThat(trials.report(trial, new Report(10, 20, Double.NaN))).isTrue();
        assertThat(trials.end(trial, TrialState.COMPLETE, 0.25, Map.of("value", 0.25), "")).isTrue();

        try (var again = StudyStore.open(folder.resolve("sweeps.db").toString())) {
            assertThat(again.names()).containsExactly("branin-random");
            assertThat(again.study("branin-random").study()).isEqualTo(trials.study());
            assertThat(again.study("branin-random").trials()).singleElement().satisfies(kept -> {
                assertThat(kept.state()).isEqualTo(TrialState.COMPLETE);
                assertThat(kept.value()).isEqualTo(0.25);
                assertThat(kept.point()).isEqualTo(trial.point());
                assertThat(kept.reports()).extracting(Report::value).containsExactly(0.5, Double.NaN);
                assertThat(kept.fields()).containsEntry("state", "complete").containsEntry("step", 10L).containsEntry("worker", "w1");
            });
        }
    }

    @Test
    void noMoreTrialsAreGivenThanAskedFor() {
        assertThat(List.of(take("a"), take("b"), take("c"))).allMatch(Optional::isPresent);
        assertThat(take("d")).isEmpty();
        assertThat(trials.trials()).extracting(Trial::number).containsExactly(0, 1, 2);
    }

    @Test
    void aTrialOfADeadWorkerIsGivenAgainAndTheDeadOneIsNotHeard() {
        Trial lost = take("old").orElseThrow();

        Trial again = trials.take("new", LEASE, "old"::equals, 3, before -> point(9)).orElseThrow();

        assertThat(again.number()).isEqualTo(lost.number());
        assertThat(again.point()).isEqualTo(lost.point());
        assertThat(again.tenure().attempt()).isEqualTo(2);
        assertThat(trials.report(lost, new Report(1, 2, 3))).isFalse();
        assertThat(trials.end(lost, TrialState.COMPLETE, 1, Map.of(), "")).isFalse();
        assertThat(trials.end(again, TrialState.COMPLETE, 2, Map.of(), "")).isTrue();
        assertThat(trials.trials()).singleElement().extracting(Trial::value).isEqualTo(2.0);
    }

    @Test
    void aLeaseThatIsOverCountsAsADeadWorkerUnlessItIsRenewed() {
        trials.take("machine/1/2/0", -1, worker -> false, 3, before -> point(0)).orElseThrow();
        trials.take("machine/3/4/0", -1, worker -> false, 3, before -> point(1)).orElseThrow(); // takes trial 0 over

        assertThat(trials.trials()).singleElement().satisfies(trial ->
                assertThat(trial.tenure().worker()).isEqualTo("machine/3/4/0"));
        trials.renew("machine/3/4/", LEASE);
        assertThat(take("other").orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void aTrialThatLosesThreeWorkersHasFailed() {
        for (int attempt = 1; attempt <= StudyTrials.MAX_ATTEMPTS; attempt++) {
            assertThat(trials.take("w" + attempt, LEASE, worker -> true, 1, before -> point(0)).orElseThrow().tenure().attempt())
                    .isEqualTo(attempt);
        }
        assertThat(trials.take("w4", LEASE, worker -> true, 1, before -> point(0))).isEmpty();
        assertThat(trials.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.state()).isEqualTo(TrialState.FAILED);
            assertThat(trial.reason()).isEqualTo("its worker disappeared 3 times");
        });
    }

    @Test
    void aTrialThatIsLostThreeTimesHasFailedAndCanBeTriedAgain() {
        for (int attempt = 1; attempt < StudyTrials.MAX_ATTEMPTS; attempt++) {
            assertThat(trials.lose(take("w").orElseThrow(), "killed")).isTrue();
            assertThat(trials.trials()).singleElement().extracting(Trial::state).isEqualTo(TrialState.WAITING);
        }
        Trial last = take("w").orElseThrow();
        assertThat(trials.lose(last, "killed")).isTrue();
        assertThat(trials.lose(last, "killed")).isFalse();
        assertThat(trials.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.state()).isEqualTo(TrialState.FAILED);
            assertThat(trial.reason()).isEqualTo("killed; 3 attempts");
        });

        assertThat(trials.retryFailed()).isEqualTo(1);

        Trial again = take("w").orElseThrow();
        assertThat(again.number()).isZero();
        assertThat(again.tenure().attempt()).isEqualTo(1);
        assertThat(again.reason()).isEmpty();
    }

    @Test
    void aTrialThatIsLaidDownIsTakenUpFirstAndLosesNoAttempt() {
        Trial trial = take("w").orElseThrow();
        trials.end(trial, TrialState.WAITING, Double.NaN, Map.of(), "interrupted");

        Trial again = take("w").orElseThrow();

        assertThat(again.number()).isZero();
        assertThat(again.tenure().attempt()).isEqualTo(1);
        assertThat(again.tenure().ended()).isZero();
    }

    @Test
    void aStudyIsJoinedOnlyWithItsOwnSettings() {
        assertThat(store.begin(trials.study()).study()).isEqualTo(trials.study());
        assertThatIllegalArgumentException().isThrownBy(() -> store.begin(Studies.of(TestFunction.BRANIN, "random", 2)))
                .withMessageContaining("expected seed 1, found 2").withMessageContaining("another --study NAME");
        assertThat(store.begin(trials.study().on("f1", "")).study().subject().data()).isEqualTo("f1"); // from before data were kept
        var cats = new Study("cats", trials.study().subject(), trials.study().space(), trials.study().objective(),
                trials.study().method(), trials.study().pruner());
        store.begin(cats.on("f1", "/data/cats"));
        assertThat(store.begin(cats.on("f1", "/mnt/cats")).study().subject().folder()).isEqualTo("/mnt/cats"); // another machine
        assertThatIllegalArgumentException().isThrownBy(() -> store.begin(cats.on("f2", "/data/cats")))
                .withMessageContaining("expected data f1, found f2");
        assertThatIllegalArgumentException().isThrownBy(() -> store.study("branin-radnom"))
                .withMessageContaining("there are branin-random");
    }

    @Test
    void anotherVersionAndAnotherFileAreRefused() throws SQLException, IOException {
        String file = folder.resolve("newer.db").toString();
        StudyStore.open(file).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE otvae_schema SET version = 99");
        }
        assertThatThrownBy(() -> StudyStore.open(file)).isInstanceOf(StoreException.class)
                .hasMessageContaining("expected studies of version 1").hasMessageContaining("found version 99");
        Path text = Files.writeString(folder.resolve("text.db"), "these are no studies at all, only some words in a file");
        assertThatThrownBy(() -> StudyStore.open(text.toString())).isInstanceOf(StoreException.class)
                .hasMessageContaining("not a database");
        assertThatThrownBy(() -> StudyStore.open("jdbc:nothing:here?password=secret")).isInstanceOf(StoreException.class)
                .hasMessageContaining("No suitable driver").hasMessageNotContaining("secret");
    }

    private Optional<Trial> take(String worker) {
        return trials.take(worker, LEASE, other -> false, 3, before -> point(before.size()));
    }

    private static Point point(int number) {
        var values = new LinkedHashMap<String, String>();
        values.put("x", String.valueOf(number));
        values.put("y", "1");
        return new Point(values);
    }
}
