package org.otvae.bench.sweep.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.bench.sweep.Studies;
import org.otvae.bench.sweep.TestFunction;
import org.otvae.bench.sweep.space.Point;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.Trial;

class SamplerTest {

    private static final String[] MIXED = {"a=uniform(0, 1)", "b=log(1, 100)", "c=int(1, 3)", "d=logint(1, 8)", "e=choice(u, v)"};

    @ParameterizedTest
    @ValueSource(strings = {"random", "genetic", "tpe"})
    void theSameSeedAndTrialsGiveTheSamePoint(String name) {
        var study = Studies.over(name, 3, MIXED);
        var trials = tried(study, 40);

        for (int number : List.of(0, 5, 25, 39)) {
            assertThat(Sampler.of(study).propose(number, 0, trials.subList(0, number)))
                    .isEqualTo(trials.get(number).point());
        }
        assertThat(Sampler.of(study).propose(39, 1, trials.subList(0, 39))).isNotEqualTo(trials.get(39).point());
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "genetic", "tpe"})
    void everyPointLiesInTheSpaceAndEndsAreNear(String name) {
        var study = Studies.over(name, 3, MIXED);

        var trials = tried(study, 60);

        assertThat(trials).allSatisfy(trial -> {
            Map<String, String> values = trial.point().values();
            assertThat(values.keySet()).containsExactly("a", "b", "c", "d", "e");
            assertThat(Double.parseDouble(values.get("a"))).isBetween(0.0, 1.0);
            assertThat(Double.parseDouble(values.get("b"))).isBetween(1.0, 100.0);
            assertThat(Integer.parseInt(values.get("c"))).isBetween(1, 3);
            assertThat(Integer.parseInt(values.get("d"))).isBetween(1, 8);
            assertThat(values.get("e")).isIn("u", "v");
        });
        assertThat(trials).extracting(trial -> trial.point().values().get("c")).contains("1", "3");
        assertThat(trials).extracting(trial -> trial.point().values().get("e")).contains("u", "v");
    }

    @Test
    void prunedTrialsTeachTheParzenEstimatorToo() {
        var study = Studies.over("tpe", 3, MIXED);
        var random = Sampler.of(Studies.over("random", 3, MIXED));
        var trials = new java.util.ArrayList<org.otvae.bench.sweep.study.Trial>();
        for (int number = 0; number < 12; number++) {
            var point = random.propose(number, 0, trials);
            var complete = Studies.complete(number, point, number);
            trials.add(number < 2 ? complete : new org.otvae.bench.sweep.study.Trial(number,
                    org.otvae.bench.sweep.study.TrialState.PRUNED, point, Double.NaN, Map.of(), "", complete.tenure(), List.of()));
        }

        assertThat(Sampler.of(study).propose(12, 0, trials)).isNotEqualTo(random.propose(12, 0, trials));
        assertThat(Sampler.of(study).propose(9, 0, trials.subList(0, 9))).isEqualTo(random.propose(9, 0, trials.subList(0, 9)));
    }

    @Test
    void aGridHasEachPointOnce() {
        var study = Studies.over("grid", 4, MIXED);
        var sampler = Sampler.of(study);

        var points = new HashSet<Point>();
        int size = study.space().gridSize(4);
        for (int number = 0; number < size; number++) {
            points.add(sampler.propose(number, 0, List.of()));
        }

        assertThat(size).isEqualTo(4 * 4 * 3 * 3 * 2); // of the logarithmic whole numbers 1, 3 and 8
        assertThat(points).hasSize(size);
        assertThat(points).extracting(point -> point.values().get("b")).contains("1", "4.64159", "21.5443", "100");
    }

    @Test
    void aWrongNameListsTheRightOnes() {
        assertThatIllegalArgumentException().isThrownBy(() -> Sampler.of(Studies.over("grit", 3, "a=int(1, 2)")))
                .withMessageContaining("expected one of the samplers grid, ").withMessageContaining("found \"grit\"");
    }

    /** Both search with the same seeds; under the hypothesis of equal samplers 80 of 100 wins have a probability below 1e-9. */
    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void tpeBeatsRandomInEightyOfAHundredSeeds(TestFunction function) {
        int wins = 0;
        for (int seed = 1; seed <= 100; seed++) {
            wins += best(Studies.of(function, "tpe", seed)) < best(Studies.of(function, "random", 1000 + seed)) ? 1 : 0;
        }
        assertThat(wins).isGreaterThanOrEqualTo(80);
    }

    @Test
    void geneticSearchImprovesOnItsFirstPopulation() {
        var trials = tried(Studies.of(TestFunction.HARTMANN6, "genetic", 3), 150);

        assertThat(least(trials)).isLessThan(least(trials.subList(0, 30)));
    }

    private static double best(Study study) {
        return least(tried(study, 60));
    }

    private static double least(List<Trial> trials) {
        return trials.stream().mapToDouble(Trial::value).min().orElseThrow();
    }

    private static List<Trial> tried(Study study, int count) {
        var sampler = Sampler.of(study);
        var function = TestFunction.named(study.subject().experiment()).filter(known -> known.space().equals(study.space()));
        var trials = new ArrayList<Trial>();
        for (int number = 0; number < count; number++) {
            Point point = sampler.propose(number, 0, trials);
            double value = function.map(known -> known.function().applyAsDouble(point.values()))
                    .orElseGet(() -> Math.abs(Double.parseDouble(point.values().get("a")) - 0.3));
            trials.add(Studies.complete(number, point, value));
        }
        return trials;
    }
}
