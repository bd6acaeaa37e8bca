package org.otvae.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otvae.graph.Schedule;

class OverridesTest {

    private static final Sample SAMPLE = new Sample("first", new Sample.Inner(8, 0.1, Sample.Rule.NEAREST), 3L, true,
            new Schedule.Constant(1), List.of(8, 5), new int[] {1, 2});

    @Test
    void changesOneNestedNumberAndNothingElse() {
        var changed = Overrides.with(SAMPLE, "inner.epsilon", "0.05");

        assertThat(changed.inner()).isEqualTo(new Sample.Inner(8, 0.05, Sample.Rule.NEAREST));
        assertThat(changed.name()).isEqualTo("first");
        assertThat(SAMPLE.inner().epsilon()).isEqualTo(0.1);
    }

    @Test
    void readsEveryKindOfValue() {
        var changed = Overrides.with(SAMPLE, Map.of("name", "a=b, c", "inner.dim", "1e2", "inner.rule",
                "dual-potentials",
                "steps", "1_000", "flag", "false", "rate", "exponential(1, 0.1)", "levels", "[8, 6, 5]", "sizes",
                "4,4"));

        assertThat(changed.name()).isEqualTo("a=b, c");
        assertThat(changed.inner()).isEqualTo(new Sample.Inner(100, 0.1, Sample.Rule.DUAL_POTENTIALS));
        assertThat(changed.steps()).isEqualTo(1000);
        assertThat(changed.flag()).isFalse();
        assertThat(changed.rate()).isEqualTo(new Schedule.Exponential(1, 0.1));
        assertThat(changed.levels()).containsExactly(8, 6, 5);
        assertThat(changed.sizes()).containsExactly(4, 4);
    }

    @Test
    void aBareNumberIsAConstantSchedule() {
        assertThat(Overrides.with(SAMPLE, "rate", "1e-3").rate()).isEqualTo(new Schedule.Constant(0.001));
    }

    @Test
    void reachesIntoTheRecordBehindAnInterface() {
        assertThat(Overrides.with(SAMPLE, "rate.value", "0.5").rate()).isEqualTo(new Schedule.Constant(0.5));
    }

    @Test
    void componentsThatMustAgreeChangeTogether() {
        var pair = new Sample.Pair(4, 4);

        assertThat(Overrides.with(pair, Map.of("left", "9", "right", "9"))).isEqualTo(new Sample.Pair(9, 9));
        assertThatThrownBy(() -> Overrides.with(pair, "left", "9")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("left: left and right must be equal, found 9 and 4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "inner.epsilom | 0.1 | expected one of epsilon, dim, rule, found \"epsilom\" in inner.epsilom",
        "iner.epsilon | 0.1 | expected one of inner, ",
        "inner.epsilon | small | inner.epsilon expects a number, found \"small\"",
        "inner.dim | 2.5 | inner.dim expects a whole number, found \"2.5\"",
        "inner.dim | 1e99999 | inner.dim expects a whole number",
        "inner.dim | -1 | inner.dim: dim must be at least 1, found -1",
        "inner.rule | dual | expects one of nearest, dual-potentials, found \"dual\"",
        "flag | yes | flag expects true or false, found \"yes\"",
        "rate | exponental(1, 0.1) | rate expects exponential(from, to) or",
        "rate | linear(1) | rate expects linear(from, to), found 1 value",
        "rate | linear(1, x) | rate.to expects a number, found \"x\"",
        "rate | linear(1, 2 | expects a closing bracket",
        "rate | exponential(1, 0) | rate: to must be a finite number greater than 0",
        "steps.more | 1 | expected a component with parts at steps",
        "levels | 8,x | found \"x\""
    })
    void saysWhatIsWrong(String path, String text, String message) {
        assertThatThrownBy(() -> Overrides.with(SAMPLE, path, text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
