package org.otvae.bench.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.otvae.bench.sweep.Result;
import org.otvae.bench.sweep.Sweep;
import org.otvae.bench.sweep.SweepListener;
import org.otvae.bench.sweep.TestFunction;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.StudyStore;

/** What a sweep costs for each trial: proposing, taking, ending; a study of 200 trials that do nothing, in a SQLite file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
@Fork(1)
public class SweepBenchmark {

    private static final int TRIALS = 200;

    /** How points are chosen. */
    @Param({"random", "tpe"})
    public String sampler;

    private Path folder;

    /** Makes an empty folder for the study. */
    @Setup(Level.Invocation)
    public void prepare() throws IOException {
        folder = Files.createTempDirectory("sweep-benchmark");
    }

    /** One whole study; the time is that of one trial. */
    @Benchmark
    @OperationsPerInvocation(TRIALS)
    public int trials() {
        var study = new Study("benchmark", new Study.Subject("branin", "short", List.of(), List.of()),
                TestFunction.BRANIN.space(), Objective.of("value"), new Study.Method(sampler, 1, 3), "none");
        try (var store = StudyStore.open(folder.resolve("sweeps.db").toString())) {
            var begun = store.begin(study);
            new Sweep(begun, (trial, reporter) -> Result.complete(trial.number(), Map.of()),
                    new Sweep.Limits(TRIALS, 1, 30_000), point -> Optional.empty(), new SweepListener() { }).run();
            return begun.trials().size();
        }
    }

    /** Removes the study. */
    @TearDown(Level.Invocation)
    public void remove() throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
