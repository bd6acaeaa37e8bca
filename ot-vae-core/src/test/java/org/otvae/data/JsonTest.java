package org.otvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final int LIMIT = 1 << 20;

    @Test
    void readsEveryKindOfValueInTheOrderOfTheText() {
        Object value = Json.read(" {\"z\": [1, -2.5e1, true, false, null], "
                + "\"a\": {\"\": \"x\\n\\u00e9\\ud83d\\ude00\"}} ", LIMIT);

        Map<String, Object> inner = Map.of("", "x\né\uD83D\uDE00");
        assertThat(value).isEqualTo(Map.of("z", Arrays.asList(1L, -25.0, true, false, null), "a", inner));
        assertThat(JsonObject.read(Json.bytes(value), LIMIT).fields().keySet()).containsExactly("z", "a");
    }

    @Test
    void writesCompactTextInTheOrderOfTheMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("b", List.of(1, 2L, 0.1f, "\"\\\n\t/"));
        fields.put("a", null);
        fields.put("empty", List.of(Map.of(), List.of()));

        assertThat(Json.write(fields)).isEqualTo(
                "{\"b\":[1,2,0.10000000149011612,\"\\\"\\\\\\n\\u0009/\"],\"a\":null,\"empty\":[{},[]]}");
    }

    @Property(tries = 1000, seed = "4")
    void doublesComeBackWithTheSameBits(@ForAll long bits) {
        double number = Double.longBitsToDouble(bits);
        if (Double.isFinite(number)) {
            assertThat(Json.read(Json.write(number), LIMIT)).isEqualTo(number);
        }
    }

    @Test
    void extremeNumbersComeBackWithTheSameBits() {
        List<Object> numbers = List.of(Double.MIN_VALUE, Double.MAX_VALUE, -0.0, 0.0, 1.0, 2.2250738585072014E-308,
                1e23, Long.MIN_VALUE, Long.MAX_VALUE, 0L);

        assertThat(Json.read(Json.write(numbers), LIMIT)).isEqualTo(numbers);
    }

    @Property(tries = 500, seed = "5")
    void anyTextComesBackOrIsRefusedForHalfASurrogatePair(@ForAll String text) {
        boolean paired = StandardCharsets.UTF_8.newEncoder().canEncode(text);

        if (paired) {
            assertThat(Json.read(Json.bytes(Map.of(text, text)), LIMIT)).isEqualTo(Map.of(text, text));
        } else {
            assertThatThrownBy(() -> Json.bytes(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "[1 2]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{\"a\":1,\"a\":2}",
        "01", "-", "1.", ".5", "1e", "+1", "0x1", "NaN", "Infinity", "1e999", "9223372036854775808", "tru", "nulL",
        "'a'", "\"a", "\"\t\"", "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "1 1", "[1]]",
        "\uFEFF1", "// c\n1", "1\u00a0"})
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> Json.read(text, LIMIT)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected").hasMessageContaining("found");
    }

    @Test
    void namesThePlaceTheExpectedAndTheFound() {
        assertThatThrownBy(() -> Json.read("{\"a\": ?}", LIMIT)).isInstanceOf(MalformedDataException.class)
                .hasMessage("JSON, character 6: expected a value, found '?'");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}, LIMIT))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("expected JSON in UTF-8, found bytes that are not UTF-8");
    }

    @Test
    void readsSixteenLevelsAndRefusesMore() {
        String deepest = "[".repeat(16) + "]".repeat(16);

        assertThat(Json.write(Json.read(deepest, LIMIT))).isEqualTo(deepest);
        assertThatThrownBy(() -> Json.read("[" + deepest + "]", LIMIT)).isInstanceOf(MalformedDataException.class)
                .hasMessageEndingWith("expected at most 16 levels, found more");
        assertThatThrownBy(() -> Json.read("[".repeat(100_000), LIMIT)).isInstanceOf(MalformedDataException.class);
        assertThatThrownBy(() -> Json.write(List.of(Json.read(deepest, LIMIT))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("JSON may be nested at most 16 levels deep, found more");
    }

    @Test
    void refusesTextBeyondTheLimit(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.json");
        Files.writeString(file, "[1,2,3]");

        assertThat(Json.read(file, 7)).isEqualTo(List.of(1L, 2L, 3L));
        assertThatThrownBy(() -> Json.read(file, 6)).isInstanceOf(MalformedDataException.class)
                .hasMessage(file.toAbsolutePath() + ": expected JSON of at most 6 bytes, found more");
        assertThatThrownBy(() -> Json.read("[1,2,3]", 6)).isInstanceOf(MalformedDataException.class);
        assertThatThrownBy(() -> Json.read(folder.resolve("none"), 6)).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none");
    }

    @Test
    void refusesToWriteWhatHasNoJsonForm() {
        for (Object value : List.of(Double.NaN, Float.POSITIVE_INFINITY, new Object(), Map.of(1, 2), new int[1])) {
            assertThatThrownBy(() -> Json.write(value)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Json.write(Double.NaN))
                .hasMessage("JSON numbers must be finite, found NaN; write null instead");
    }

    @Test
    void handsOutWhatCannotBeModified() {
        JsonObject object = JsonObject.read(Json.bytes(Map.of("a", List.of(1))), LIMIT);

        assertThatThrownBy(() -> object.fields().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.array("a").clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void fieldsAreAskedForByNameAndType() {
        JsonObject object = JsonObject.read("{\"s\":\"x\",\"i\":3,\"d\":0.5,\"b\":true,\"o\":{\"n\":null},\"l\":[1,2]}"
                .getBytes(StandardCharsets.UTF_8), LIMIT);

        assertThat(object.text("s")).isEqualTo("x");
        assertThat(object.integer("i")).isEqualTo(3);
        assertThat(object.number("i")).isEqualTo(3.0);
        assertThat(object.number("d")).isEqualTo(0.5);
        assertThat(object.truth("b")).isTrue();
        assertThat(object.object("o").has("n")).isTrue();
        assertThat(object.object("o").isNull("n")).isTrue();
        assertThat(object.integers("l")).containsExactly(1, 2);
        assertThatThrownBy(() -> object.integer("d")).isInstanceOf(MalformedDataException.class)
                .hasMessage("field \"d\": expected an integer, found 0.5");
        assertThatThrownBy(() -> object.text("missing")).isInstanceOf(MalformedDataException.class)
                .hasMessage("field \"missing\": expected a string, found nothing");
        assertThatThrownBy(() -> object.object("s")).isInstanceOf(MalformedDataException.class);
    }

    @Test
    void damagedTextsAreReadOrRefusedAndNothingElse() {
        byte[] text = "{\"step\":1234,\"rate\":1.0E-3,\"best\":[0.5,null,{\"a\":\"\\u00e9é\"}],\"done\":false}"
                .getBytes(StandardCharsets.UTF_8);
        List<Throwable> refusals = new ArrayList<>();

        for (byte[] mutant : Mutations.of(text, 6, 1000)) {
            Throwable thrown = catchThrowable(() -> Json.read(mutant, LIMIT));
            if (thrown != null) {
                refusals.add(thrown);
            }
        }

        assertThat(refusals).hasSizeGreaterThan(300).allMatch(thrown -> thrown instanceof MalformedDataException);
    }
}
