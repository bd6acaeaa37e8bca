package org.otvae.bench.sweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpaceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "uniform(0, 1) | 0.25 | 0.25", "uniform(-5, 10) | 1 | 10", "log(0.01, 1) | 0.5 | 0.1", "log(0.01, 1) | 0 | 0.01",
        "int(1, 4) | 0.49 | 2", "int(1, 4) | 1 | 4", "logint(16, 512) | 0 | 16", "logint(16, 512) | 1 | 512",
        "choice(a, b, exponential(1, 0.1)) | 0.99 | exponential(1, 0.1)"
    })
    void aPlaceInTheUnitIntervalIsAValue(String range, double unit, String value) {
        assertThat(Dimension.of("p=" + range).range().text(unit)).isEqualTo(value);
    }

    @Property
    void valuesGoBackToTheirPlace(@ForAll @DoubleRange(min = 0, max = 1) double unit) {
        for (String text : List.of("uniform(-3, 7)", "log(1e-6, 10)", "int(1, 1000)", "logint(1, 1000000)", "choice(a, b, c)")) {
            Range range = Dimension.of("p=" + text).range();
            String value = range.text(unit);
            assertThat(range.text(range.unit(value))).isEqualTo(value);
            if (range instanceof Range.Uniform || range instanceof Range.Log) {
                assertThat(range.unit(value)).isCloseTo(unit, within(1e-5)); // six digits
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uniform(0, 1)", "log(0.01, 1)", "int(1, 10)", "logint(16, 512)", "choice(a, [1, 2], c(1, 2))"})
    void aRangeIsWrittenAsItIsRead(String text) {
        assertThat(Dimension.of("a.b=" + text)).hasToString("a.b=" + text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "p | expected path=range", "p=3 | p: expected uniform(low, high), log(low, high)", "p=log(0, 1) | must begin above 0, found 0",
        "p=uniform(2, 1) | the lower end must be below the upper one", "p=log(1) | p: expected uniform", "=int(1, 2) | path of a setting",
        "p=int(1, 2.5) | p: expected uniform", "p=choice() | choice needs at least one value", "p=choice(a, a) | none twice",
        "p=int(0, 1e999999999) | p: expected uniform", "p=normal(0, 1) | p: expected uniform", "no-such-file | there is no file"
    })
    void aWrongSpaceIsToldInOneLine(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Space.of(List.of(text))).withMessageContaining(message);
    }

    @Test
    void aFileHasALineADimension(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("space.txt"), "# how strong\na.epsilon=log(0.01, 1)\n\n b = int(1, 3)\n");

        var space = Space.of(List.of(file.toString()));

        assertThat(space.texts()).containsExactly("a.epsilon=log(0.01, 1)", "b=int(1, 3)");
        assertThat(space.gridSize(5)).isEqualTo(15);
        assertThat(new Range.LogWhole(1, 3).grid(3)).containsExactly("1", "2", "3");
        assertThat(new Range.LogWhole(1, 4).grid(4)).containsExactly("1", "2", "3", "4");
        assertThatIllegalArgumentException().isThrownBy(() -> Space.of(List.of("b=int(1, 2)", file.toString())))
                .withMessageContaining("b twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plan.batchSize <= 64 | true", "plan.batchSize * (2 + codes / 4) < 1e3 | false", "score == cosine | true",
        "score != cosine | false", "codes - 2 * 2 == 252 | true", "-codes > -1 | false", "2e-1 < 1 | true", "detach == true | false"
    })
    void aConditionIsArithmeticOnSettings(String text, boolean holds) {
        var settings = Map.of("plan", Map.of("batchSize", 32), "codes", 256, "score", "COSINE", "detach", false);

        assertThat(new Condition(text).holds(settings)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "codes | with one of <=", "codes < | with one of <=", "1 < codes < 3 | with one of <=",
        "code < 3 | expected the name of a setting with a number, found \"code\"", "(codes < 3 | brackets", "codes $ 2 < 3 | brackets",
        "codes 2 < 3 | brackets", "1.2.3 < codes | brackets"
    })
    void aWrongConditionIsToldInOneLine(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Condition(text).holds(Map.of("codes", 256)))
                .withMessageContaining(message);
    }
}
