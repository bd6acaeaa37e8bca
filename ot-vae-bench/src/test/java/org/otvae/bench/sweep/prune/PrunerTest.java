package org.otvae.bench.sweep.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.bench.sweep.Studies;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;

class PrunerTest {

    private static final Objective LEAST = new Objective("mse", false);
    private static final Objective MOST = new Objective("perplexity", true);

    @ParameterizedTest
    @ValueSource(strings = {"none", "asha(3, 0.1)", "median(5, 0.2)"})
    void aPrunerIsWrittenAsItIsRead(String text) {
        assertThat(Pruner.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"asha(1, 0.1)", "asha(3, 0)", "asha(3)", "asha(2.5, 0.1)", "median(0, 0)", "ash", "asha(x, 1)", "none(1)", "asha("})
    void aWrongPrunerIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Pruner.of(text));
    }

    @Test
    void ashaLetsTheBestThirdPassARung() {
        var asha = new Asha(3, 0.5);
        var others = others(0.1, 0.2, 0.3, 0.4, 0.5);

        assertThat(asha.verdict(running(0.15), others, LEAST)).isEmpty();
        assertThat(asha.verdict(running(0.25), others, LEAST)).hasValue("rank 3 of 6 at 50 % of its length, 2 go on");
        assertThat(asha.verdict(running(0.45), others, MOST)).isEmpty();
        assertThat(asha.verdict(running(0.35), others, MOST)).isPresent();
    }

    @Test
    void ashaJudgesATrialOnlyWhereItMeetsARung() {
        var asha = new Asha(3, 0.5);
        var others = others(0.1, 0.2, 0.3, 0.4, 0.5);

        assertThat(asha.verdict(Studies.reporting(9, TrialState.RUNNING, 10, 9, 9, 9), others, LEAST)).isEmpty();
        assertThat(asha.verdict(Studies.reporting(9, TrialState.RUNNING, 4, 0.1, 0.1, 9), others, LEAST)).isEmpty();
        assertThat(asha.verdict(running(9), List.of(), LEAST)).isEmpty();
        assertThat(asha.verdict(running(9), others(1), LEAST)).isPresent();
    }

    @Test
    void whoeverIsAtTheEndIsNotPruned() {
        Trial whole = Studies.reporting(9, TrialState.RUNNING, 1, 9);

        assertThat(new Asha(3, 0.5).verdict(whole, others(0.1, 0.2, 0.3), LEAST)).isEmpty();
        assertThat(new MedianPruner(3, 0).verdict(whole, others(0.1, 0.2, 0.3), LEAST)).isEmpty();
    }

    @Test
    void trialsThatDivergedAreWorseThanAnyMedian() {
        var others = others(0.1, Double.NaN, Double.NaN, Double.NaN);

        assertThat(new MedianPruner(4, 0).verdict(running(0.2), others, LEAST)).isEmpty();
    }

    @Test
    void theMedianRuleStopsTheWorseHalf() {
        var median = new MedianPruner(4, 0);
        var others = others(0.1, 0.2, 0.3, 0.4);

        assertThat(median.verdict(running(0.2), others, LEAST)).isEmpty();
        assertThat(median.verdict(running(0.3), others, LEAST)).hasValue("worse than the median of 4 trials at 50 % of its length");
        assertThat(median.verdict(running(0.3), others.subList(0, 3), LEAST)).isEmpty();
        assertThat(new MedianPruner(4, 0.9).verdict(running(0.3), others, LEAST)).isEmpty();
        assertThat(median.verdict(Studies.reporting(9, TrialState.RUNNING, 4, 0.1, 9), others, LEAST)).isEmpty();
    }

    /** A trial at half of its length. */
    private static Trial running(double value) {
        return Studies.reporting(9, TrialState.RUNNING, 2, value);
    }

    private static List<Trial> others(double... halves) {
        return java.util.stream.IntStream.range(0, halves.length).mapToObj(number ->
                Studies.reporting(number, TrialState.COMPLETE, 2, halves[number], halves[number])).toList();
    }
}
