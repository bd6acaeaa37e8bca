package org.otvae.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.otvae.bench.experiment.Corpora;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.Experiments;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.settings.Overrides;

class RunTest {

    @TempDir
    private Path folder;

    static List<Experiment> all() {
        return Experiments.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyExperimentSurvivesItsRunFile(Experiment experiment) {
        var run = new Run(experiment, "f", new long[] {1, 28, 28}, List.of(), null, Map.of());

        var back = Run.of(JsonLines.object(JsonLines.line(run.fields()), "test"), "test");

        assertThat(back.experiment()).isEqualTo(experiment);
        assertThat(back.identity()).isEqualTo(run.identity());
        assertThat(back.exampleShape()).containsExactly(1, 28, 28);
    }

    @Test
    void theNamesOfWhatTheDecoderIsToldAreKept() {
        var run = new Run(Experiments.named("prompts8k-gru-ot"), "f", new long[] {80, 32}, List.of("ann", "bob"), null, Map.of());
        String line = JsonLines.line(run.fields());

        assertThat(Run.of(JsonLines.object(line, "test"), "test").labels()).containsExactly("ann", "bob");
        assertThatThrownBy(() -> Run.of(JsonLines.object(line.replace("\"bob\"", "7"), "test"), "run.json"))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("run.json: expected texts in \"labels\", found [ann, 7]");
    }

    @Test
    void identityFollowsSettingsSeedAndData() {
        var experiment = Experiments.named("demo-ot");
        var run = new Run(experiment, "f", new long[] {1}, List.of(), null, Map.of());

        assertThat(new Run(Overrides.with(experiment, "plan.seed", "2"), "f", new long[] {1}, List.of(), null, Map.of())
                .identity())
                .isNotEqualTo(run.identity());
        assertThat(new Run(experiment, "g", new long[] {1}, List.of(), null, Map.of()).identity()).isNotEqualTo(run.identity());
        assertThat(new Run(Overrides.with(experiment, "description", "x"), "f", new long[] {1}, List.of(), "/data", Map.of("a", 1))
                .identity()).isEqualTo(run.identity());
    }

    @Test
    void aFolderTellsWhatItIsAbout() {
        Corpus corpus = Corpora.open(EmbeddedFashionMnist.NAME, Optional.empty());
        var experiment = Experiments.named("demo-fsq");

        RunFolder.create(folder.resolve("r"), experiment, corpus, Optional.of("/somewhere"), Map.of("commit", "abc"));
        var opened = RunFolder.open(folder.resolve("r"));

        assertThat(opened.experiment()).isEqualTo(experiment);
        assertThat(opened.data()).contains(Path.of("/somewhere"));
        assertThat(opened.trainedOn(corpus)).isTrue();
        assertThat(opened.outcome()).isEmpty();
        assertThat(opened.history().points()).isEmpty();
        assertThatThrownBy(() -> RunFolder.create(folder.resolve("r"), experiment, corpus, Optional.empty(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("--resume");
    }

    @Test
    void aDamagedDescriptionIsNamed() throws IOException {
        for (String text : List.of("", "[]", "{", "{\"schema\":1}", "\u0000")) {
            Files.writeString(folder.resolve("run.json"), text);

            assertThatThrownBy(() -> RunFolder.open(folder)).isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("run.json");
        }
    }

    @Test
    void aDescriptionCannotNameAnyClass() {
        var fields = new LinkedHashMap<>(new Run(Experiments.named("demo-ot"), "f", new long[] {1}, List.of(), null, Map.of())
                .fields());
        String line = JsonLines.line(fields).replace("org.otvae.quantizer.OtQuantizer", "java.lang.ProcessBuilder");

        assertThatThrownBy(() -> Run.of(JsonLines.object(line, "test"), "run.json"))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("java.lang.ProcessBuilder");
    }

    @Test
    void aDescriptionFromBeforeThereWerePriorsIsRead() {
        var fields = new LinkedHashMap<>(new Run(Experiments.named("demo-ot"), "f", new long[] {1}, List.of(), null, Map.of())
                .fields());
        var settings = new LinkedHashMap<>((Map<?, ?>) fields.get("settings"));
        settings.remove("prior");
        fields.put("settings", settings);

        assertThat(Run.of(JsonLines.object(JsonLines.line(fields), "test"), "run.json").experiment())
                .isEqualTo(Experiments.named("demo-ot"));
    }

    @Test
    void anOutcomeSurvivesItsFile() {
        var outcome = new Outcome(Records.of("a", 0.1, 1, 0.005), 7, 10, new long[] {3, 0, Long.MAX_VALUE});

        var back = Outcome.of(JsonLines.object(JsonLines.line(outcome.fields()), "test"), "test");

        assertThat(JsonLines.line(back.fields())).isEqualTo(JsonLines.line(outcome.fields()));
        assertThat(back.usage()).containsExactly(3, 0, Long.MAX_VALUE);
        assertThat(back.step()).isEqualTo(7);
    }

    @Test
    void aHistoryForgetsWhatARestartTookBack() {
        var lines = List.of(step(1, 10), step(2, 20), step(3, 30), step(2, 21), Map.<String,
                Object>of("event", "validated"));

        var history = History.of(lines, "test");

        assertThat(history.points()).extracting(History.Point::step).containsExactly(1L, 2L);
        assertThat(history.points().get(1).stepsPerSecond()).isEqualTo(21);
    }

    private static Map<String, Object> step(long step, double speed) {
        return Map.of("event", "step", "step", step, "loss", 1.0, "mse", 0.1, "perplexity", 5.0, "stepsPerSecond",
                speed);
    }
}
