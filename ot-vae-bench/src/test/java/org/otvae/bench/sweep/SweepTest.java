package org.otvae.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.bench.experiment.Experiments;
import org.otvae.bench.sweep.space.Condition;
import org.otvae.bench.sweep.space.Point;
import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.StudyStore;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;
import org.otvae.motion.data.CmuPlayground;
import org.otvae.motion.data.MotionCut;

class SweepTest {

    private static final SweepListener SILENT = new SweepListener() {
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"random", "genetic", "tpe"})
    void theSameSeedAndOneWorkerTryTheSamePointsInTheSameOrder(String sampler) {
        var first = points(run("a.db", Studies.of(TestFunction.BRANIN, sampler, 5), TestFunction.BRANIN, 40, 1));
        var second = points(run("b.db", Studies.of(TestFunction.BRANIN, sampler, 5), TestFunction.BRANIN, 40, 1));
        var other = points(run("c.db", Studies.of(TestFunction.BRANIN, sampler, 6), TestFunction.BRANIN, 40, 1));

        assertThat(first).hasSize(40).isEqualTo(second).isNotEqualTo(other);
    }

    @Test
    void aSweepThatIsContinuedTriesWhatOneSweepWouldHave() {
        run("a.db", Studies.of(TestFunction.BRANIN, "tpe", 5), TestFunction.BRANIN, 17, 1);
        var twice = points(run("a.db", Studies.of(TestFunction.BRANIN, "tpe", 5), TestFunction.BRANIN, 30, 1));

        assertThat(twice).isEqualTo(points(run("b.db", Studies.of(TestFunction.BRANIN, "tpe", 5), TestFunction.BRANIN, 30, 1)));
    }

    @Test
    void aGridEndsAfterExactlyItsPoints() {
        var trials = run("a.db", Studies.of(TestFunction.BRANIN, "grid", 1), TestFunction.BRANIN, 1000, 3);

        assertThat(trials).hasSize(9).allMatch(trial -> trial.state() == TrialState.COMPLETE);
        assertThat(points(trials)).doesNotHaveDuplicates();
        assertThat(trials.get(1).point().values()).containsEntry("x", "2.5").containsEntry("y", "0");
    }

    @Test
    void whatBreaksAConstraintIsDrawnAgainAndAGridPointIsPruned() {
        var refusal = Feasibility.ofValues(List.of(new Condition("x + y <= 5")));
        var drawn = run("a.db", Studies.of(TestFunction.BRANIN, "random", 1), TestFunction.BRANIN, 30, 1, refusal);
        var grid = run("b.db", Studies.of(TestFunction.BRANIN, "grid", 1), TestFunction.BRANIN, 30, 1, refusal);

        assertThat(drawn).hasSize(30).allSatisfy(trial -> assertThat(trial.state()).isEqualTo(TrialState.COMPLETE));
        assertThat(grid).hasSize(9).filteredOn(trial -> trial.state() == TrialState.PRUNED).hasSize(6)
                .allSatisfy(trial -> assertThat(trial.reason()).isEqualTo("outside of the constraint x + y <= 5"));
    }

    @Test
    void fewerLatentsThanCodesAreToldBeforeATrial() {
        var feasibility = new Feasibility(Experiments.named("demo-ot"), List.of(), List.of(1L, 28L, 28L));

        assertThat(feasibility.apply(new Point(Map.of("autoencoder.quantizer.codebook.codes", "2048"))))
                .hasValueSatisfying(reason -> assertThat(reason).contains("a batch has 1568 latents").contains("2048 codes"));
        assertThat(feasibility.apply(new Point(Map.of("autoencoder.quantizer.codebook.codes", "512")))).isEmpty();
    }

    @Test
    void plansOfStreamsAreOfTheirOwnLatentsAndCodes() {
        var condition = new Condition("planBytes == 4 * latents * autoencoder.quantizer.each.codebook.codes");
        var shape = Arrays.stream(CmuPlayground.open(MotionCut.CLIPS).exampleShape()).boxed().toList();
        var feasibility = new Feasibility(Experiments.named("motion-demo-ot"), List.of(condition), shape);

        assertThat(feasibility.apply(new Point(Map.of()))).isEmpty();
    }

    @Test
    void aTrialWithoutAFiniteValueIsPruned() {
        TrialRunner runner = (trial, reporter) -> trial.number() == 1
                ? reporter.report(new Report(1, 2, Double.NaN)).map(reason -> Result.without(TrialState.PRUNED, reason)).orElseThrow()
                : Result.complete(trial.number() == 2 ? Double.POSITIVE_INFINITY : 1, Map.of());

        var trials = run("a.db", Studies.withObjective(Studies.of(TestFunction.BRANIN, "random", 1), "mse"), runner, 4, 1);

        assertThat(trials).extracting(Trial::state).containsExactly(TrialState.COMPLETE, TrialState.PRUNED, TrialState.PRUNED,
                TrialState.COMPLETE);
        assertThat(trials.get(1).reason()).isEqualTo("the objective is not a finite number after step 1");
    }

    @Test
    void aMeasureThatIsKnownAtTheEndOnlyPrunesNoTrialOnItsWay() {
        TrialRunner runner = (trial, reporter) -> reporter.report(new Report(1, 1, Double.NaN))
                .map(reason -> Result.without(TrialState.PRUNED, reason)).orElseGet(() -> Result.complete(25, Map.of("psnr", 25.0)));

        var trials = run("a.db", Studies.withObjective(Studies.of(TestFunction.BRANIN, "random", 1), "psnr"), runner, 2, 1);

        assertThat(trials).hasSize(2).allMatch(trial -> trial.state() == TrialState.COMPLETE && trial.reports().isEmpty());
    }

    @Test
    void aSweepThatIsStoppedLaysItsTrialDownAndGoesOnWithIt() {
        var sweep = new AtomicReference<Sweep>();
        TrialRunner stopped = (trial, reporter) -> {
            if (trial.number() == 3) {
                sweep.get().stop();
                return Result.without(TrialState.WAITING, "interrupted");
            }
            return TestFunction.BRANIN.run(trial, reporter);
        };
        try (var store = StudyStore.open(folder.resolve("a.db").toString())) {
            var study = store.begin(Studies.of(TestFunction.BRANIN, "random", 1));
            sweep.set(new Sweep(study, stopped, new Sweep.Limits(6, 1, 30_000), point -> Optional.empty(), SILENT));
            assertThat(sweep.get().run()).isFalse();
            assertThat(study.trials()).extracting(Trial::state).endsWith(TrialState.WAITING).hasSize(4);
        }

        var trials = run("a.db", Studies.of(TestFunction.BRANIN, "random", 1), TestFunction.BRANIN, 6, 1);

        assertThat(trials).hasSize(6).allMatch(trial -> trial.state() == TrialState.COMPLETE && trial.tenure().attempt() == 1);
    }

    @Test
    void anErrorOfTheRunnerEndsTheSweepAndNotTheStudy() {
        TrialRunner broken = (trial, reporter) -> {
            throw new IllegalStateException("no process can be started");
        };
        org.assertj.core.api.Assertions.assertThatIllegalStateException().isThrownBy(() ->
                run("a.db", Studies.of(TestFunction.BRANIN, "random", 1), broken, 2, 2)).withMessage("no process can be started");
    }

    @Test
    void aDiskThatFailsStopsTheSweepAndLeavesTheTrial() {
        TrialRunner full = (trial, reporter) -> trial.number() < 2 ? TestFunction.BRANIN.run(trial, reporter)
                : Result.lost(Result.Cause.SURROUNDINGS, "cannot write here");

        assertThatThrownBy(() -> run("a.db", Studies.of(TestFunction.BRANIN, "random", 1), full, 9, 1))
                .isInstanceOf(HaltedException.class).hasMessage("the sweep stops: trial 2 could not be trained, nor could others: "
                        + "cannot write here; set it right, then the same command goes on, with --retry-failed also with what has failed");

        var trials = run("a.db", Studies.of(TestFunction.BRANIN, "random", 1), TestFunction.BRANIN, 9, 1);
        assertThat(trials).hasSize(9).allMatch(trial -> trial.state() == TrialState.COMPLETE);
        assertThat(trials.get(2).tenure().attempt()).isEqualTo(2);
    }

    @Test
    void aTrialThatIsKilledEachTimeCostsItselfAlone() {
        TrialRunner large = (trial, reporter) -> trial.number() == 1 ? Result.lost(Result.Cause.KILL, "killed")
                : TestFunction.BRANIN.run(trial, reporter);

        var trials = run("a.db", Studies.of(TestFunction.BRANIN, "random", 1), large, 4, 1);

        assertThat(trials).extracting(Trial::state).containsExactly(TrialState.COMPLETE, TrialState.FAILED, TrialState.COMPLETE,
                TrialState.COMPLETE);
    }

    @Test
    void threeTrialsThatAreKilledInARowStopTheSweep() {
        TrialRunner killed = (trial, reporter) -> Result.lost(Result.Cause.KILL, "killed by signal 9");

        assertThatThrownBy(() -> run("a.db", Studies.of(TestFunction.BRANIN, "random", 1), killed, 99, 1))
                .isInstanceOf(HaltedException.class).hasMessageContaining("trials 0, 1, 2 were killed one after the other, the last "
                        + "killed by signal 9; make room in memory or take fewer --workers");
        try (var store = StudyStore.open(folder.resolve("a.db").toString())) {
            assertThat(store.study("branin-random").trials()).extracting(Trial::state).containsExactly(TrialState.FAILED,
                    TrialState.FAILED, TrialState.WAITING);
        }
    }

    /** The other worker would wait for ever for the trial that nobody ends. */
    @Test
    @org.junit.jupiter.api.Timeout(60)
    void anErrorInOneOfTwoWorkersEndsTheSweepToo() {
        TrialRunner broken = (trial, reporter) -> {
            if (trial.number() == 1) {
                throw new IllegalStateException("no memory for a process");
            }
            return TestFunction.BRANIN.run(trial, reporter);
        };
        org.assertj.core.api.Assertions.assertThatIllegalStateException().isThrownBy(() ->
                run("a.db", Studies.of(TestFunction.BRANIN, "random", 1), broken, 4, 2)).withMessage("no memory for a process");
    }

    /** Four connections, as four processes have, on one file. */
    @Test
    void fourSweepsShareAFileWithoutALockedDatabaseAndWithoutATrialTwice() {
        var ran = new ConcurrentLinkedQueue<Integer>();
        TrialRunner counting = (trial, reporter) -> {
            ran.add(trial.number());
            return TestFunction.BRANIN.run(trial, reporter);
        };
        var threads = IntStream.range(0, 4).mapToObj(i -> new Thread(() ->
                run("a.db", Studies.of(TestFunction.BRANIN, "random", 1), counting, 400, 1))).toList();
        threads.forEach(Thread::start);
        threads.forEach(SweepTest::join);

        var trials = run("a.db", Studies.of(TestFunction.BRANIN, "random", 1), counting, 400, 1);
        assertThat(trials).hasSize(400).allMatch(trial -> trial.state() == TrialState.COMPLETE && trial.tenure().attempt() == 1);
        assertThat(ran).hasSize(400).doesNotHaveDuplicates();
    }

    private List<Trial> run(String file, Study study, TrialRunner runner, int trials, int workers) {
        return run(file, study, runner, trials, workers, point -> Optional.empty());
    }

    private List<Trial> run(String file, Study study, TrialRunner runner, int trials, int workers,
            java.util.function.Function<Point, Optional<String>> refusal) {
        try (var store = StudyStore.open(folder.resolve(file).toString())) {
            var begun = store.begin(study);
            new Sweep(begun, runner, new Sweep.Limits(trials, workers, 30_000), refusal, SILENT).run();
            return begun.trials();
        }
    }

    private static List<Point> points(List<Trial> trials) {
        return trials.stream().map(Trial::point).toList();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
