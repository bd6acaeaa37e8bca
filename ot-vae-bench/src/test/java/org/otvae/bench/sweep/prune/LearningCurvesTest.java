package org.otvae.bench.sweep.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.bench.sweep.Result;
import org.otvae.bench.sweep.Studies;
import org.otvae.bench.sweep.Sweep;
import org.otvae.bench.sweep.SweepListener;
import org.otvae.bench.sweep.TestFunction;
import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.StudyStore;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;

/**
 * Real learning curves played again: validation MSE of the 27 trials of a sweep without pruning of {@code demo-vq} over
 * learning rates and commitment weight (9 epochs, seed 7; docs/sweeps.md has the command). Curves that cross early can
 * lose the winner; these do not.
 */
class LearningCurvesTest {

    @TempDir
    private Path folder;

    @Test
    void ashaFindsTheWinnerOfNoPruningWithFourTenthsOfItsSteps() throws IOException {
        var curves = curves();
        var all = replay(curves, "none");
        var pruned = replay(curves, "asha");

        assertThat(steps(all)).isEqualTo(curves.stream().mapToLong(curve -> curve.get(curve.size() - 1).step()).sum());
        assertThat(winner(pruned)).isEqualTo(winner(all));
        assertThat(steps(pruned)).isLessThanOrEqualTo(steps(all) * 4 / 10);
    }

    private List<Trial> replay(List<List<Report>> curves, String pruner) {
        var random = Studies.of(TestFunction.BRANIN, "random", 1);
        var study = new Study(pruner, random.subject(), random.space(), random.objective(), random.method(), pruner);
        try (var store = StudyStore.open(folder.resolve(pruner + ".db").toString())) {
            var trials = store.begin(study);
            new Sweep(trials, (trial, reporter) -> {
                double last = Double.NaN;
                for (var report : curves.get(trial.number())) {
                    var verdict = reporter.report(report);
                    if (verdict.isPresent()) {
                        return Result.without(TrialState.PRUNED, verdict.get());
                    }
                    last = report.value();
                }
                return Result.complete(last, Map.of("value", last));
            }, new Sweep.Limits(curves.size(), 1, 30_000), point -> Optional.empty(), new SweepListener() { }).run();
            return trials.trials();
        }
    }

    private static int winner(List<Trial> trials) {
        return trials.stream().filter(trial -> trial.state() == TrialState.COMPLETE)
                .min(Comparator.comparingDouble(Trial::value)).orElseThrow().number();
    }

    private static long steps(List<Trial> trials) {
        return trials.stream().mapToLong(trial -> trial.reports().get(trial.reports().size() - 1).step()).sum();
    }

    private static List<List<Report>> curves() throws IOException {
        var curves = new TreeMap<Integer, List<Report>>();
        try (var lines = new BufferedReader(new InputStreamReader(
                LearningCurvesTest.class.getResourceAsStream("demo-vq-curves.csv"), StandardCharsets.UTF_8))) {
            lines.lines().skip(1).map(line -> line.split(",")).forEach(cells ->
                    curves.computeIfAbsent(Integer.parseInt(cells[0]), number -> new ArrayList<>()).add(new Report(
                            Long.parseLong(cells[1]), Long.parseLong(cells[2]), Double.parseDouble(cells[3]))));
        }
        return List.copyOf(curves.values());
    }
}
