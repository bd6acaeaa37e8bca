package org.otvae.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.metric.Scores;

class RunStoreTest {

    @TempDir
    private Path folder;

    @Test
    void findsARecordByItsSettingsSeedAndData() {
        var store = new RunStore(folder.resolve("new/results.jsonl"));
        var one = Records.of("a", 0.1, 1, 0.005);
        store.append(one);
        store.append(Records.of("a", 0.1, 2, 0.006));
        store.append(Records.of("a", 0.2, 1, 0.007));

        assertThat(store.records()).hasSize(3);
        assertThat(store.find(one.hash())).hasValueSatisfying(found ->
                assertThat(JsonLines.line(found.fields())).isEqualTo(JsonLines.line(one.fields())));
        assertThat(store.find("no such hash")).isEmpty();
    }

    @Test
    void hashIgnoresTheOrderOfNames() {
        assertThat(RunRecord.hash(Map.of("a", 1, "b", Map.of("c", 2, "d", 3)), 1, "f"))
                .isEqualTo(RunRecord.hash(new java.util.TreeMap<>(Map.of("b",
                new java.util.TreeMap<>(Map.of("d", 3, "c", 2)),
                        "a", 1)), 1, "f"))
                .isNotEqualTo(RunRecord.hash(Map.of("a", 1, "b", Map.of("c", 2, "d", 3)), 2, "f"));
    }

    @Test
    void aLineHoldsTheNamesThatReadersRelyOn() throws IOException {
        var store = new RunStore(folder.resolve("r.jsonl"));
        store.append(Records.of("a", 0.1, 1, 0.005));

        var line = JsonLines.object(Files.readString(store.file()).strip(), "test");

        assertThat(line.keySet()).containsExactly("schema", "experiment", "scores", "settings", "seed", "scale",
                "commit",
                "provenance");
        assertThat(((Map<?, ?>) line.get("scores")).keySet().stream().map(String::valueOf)).containsExactly("mse",
                "perplexity", "perplexityPerBatch", "activeCodes", "codes", "stepsPerSecond");
    }

    @Test
    void processesThatAppendAtOnceLoseNoLine() throws Exception {
        Path file = folder.resolve("r.jsonl");
        List<Process> processes = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            processes.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                    "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Appending.class.getName(),
                    file.toString(), name, "200").redirectErrorStream(true)
                    .redirectOutput(folder.resolve(name + ".txt").toFile()).start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }

        assertThat(JsonLines.read(file)).hasSize(600).doesNotHaveDuplicates();
    }

    @Test
    void aLineThatACrashCutShortIsReplacedByTheNextAppend() throws IOException {
        var store = new RunStore(folder.resolve("r.jsonl"));
        store.append(Records.of("a", 0.1, 1, 0.005));
        Files.writeString(store.file(), "{\"schema\":1,\"experi", StandardOpenOption.APPEND);

        assertThat(store.records()).hasSize(1);
        store.append(Records.of("b", 0.1, 1, 0.005));

        assertThat(store.records()).extracting(RunRecord::experiment).containsExactly("a", "b");
    }

    @Test
    void whatGoesOnAfterACrashBeginsALine() throws IOException {
        Path file = Files.writeString(folder.resolve("metrics.jsonl"), "{\"step\":1}\n{\"st");

        try (var metrics = new MetricsFile(file)) {
            metrics.validated(2, new Scores(0.1, 2, 1, 2, 4, 5), true);
        }

        assertThat(JsonLines.read(file)).hasSize(2);
        assertThat(folder.resolve("absent.jsonl")).satisfies(JsonLines::mend).doesNotExist();
    }

    @Test
    void aWholeLastLineWithoutItsEndIsKept() throws IOException {
        var store = new RunStore(folder.resolve("r.jsonl"));
        Files.writeString(store.file(), JsonLines.line(Records.of("a", 0.1, 1, 0.005).fields()));

        store.append(Records.of("b", 0.1, 1, 0.005));

        assertThat(store.records()).extracting(RunRecord::experiment).containsExactly("a", "b");
    }

    @Test
    void damagedLinesAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("r.jsonl"), "{\"schema\":1}\nnot json\n");

        assertThatThrownBy(() -> JsonLines.read(file)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("r.jsonl:2").hasMessageContaining("expected a JSON object");
    }

    @Test
    void recordsOfAnotherSchemaOrShapeAreRefused() throws IOException {
        for (String line : List.of("{\"schema\":2}", "{\"schema\":1}", "{\"schema\":\"1\"}",
                "{\"schema\":1,\"schema\":1}", "{\"schema\":1,\"experiment\":[],\"scores\":{}}")) {
            Path file = Files.writeString(folder.resolve("r.jsonl"), line + "\n");

            assertThatThrownBy(() -> new RunStore(file).records()).isInstanceOf(MalformedDataException.class);
        }
    }

    @Test
    void numbersThatAreNotFiniteBecomeNullAndComeBackAsNaN() {
        var record = new RunRecord("a", new Scores(0.1, 1, 1, 1, 2, Double.NaN), Map.of("x", Double.POSITIVE_INFINITY),
                1, "s",
                "c", Map.of());

        String line = JsonLines.line(record.fields());

        assertThat(line).contains("\"stepsPerSecond\":null", "\"x\":null").doesNotContain("NaN");
        assertThat(RunRecord.of(JsonLines.object(line, "test"), "test").scores().stepsPerSecond()).isNaN();
    }
}
