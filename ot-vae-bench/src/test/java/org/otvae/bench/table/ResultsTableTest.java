package org.otvae.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otvae.bench.run.Records;
import org.otvae.bench.run.RunRecord;
import org.otvae.bench.run.RunStore;
import org.otvae.image.data.Cifar10;
import org.otvae.metric.Scores;

class ResultsTableTest {

    @Test
    void seedsAreAveragedAndTheBestErrorComesFirst() {
        var records = List.of(Records.of("worse", 0.1, 1, 0.009), Records.of("better", 0.1, 1, 0.004),
                Records.of("better", 0.1, 2, 0.006));

        var lines = ResultsTable.markdown(records).lines().toList();

        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).isEqualTo("**c, 5 epochs**");
        assertThat(lines.get(2)).startsWith("| experiment | seeds | MSE x1e3 |");
        assertThat(lines.get(3)).isEqualTo("|---|---:|---:|---:|---:|---:|");
        assertThat(lines.get(4)).isEqualTo("| better | 2 | 5.00 ± 1.41 | 200.0 ± 0.0 | 150.0 ± 0.0 | 250/256 |");
        assertThat(lines.get(5)).isEqualTo("| worse | 1 | 9.00 | 200.0 | 150.0 | 250/256 |");
    }

    @Test
    void otherSettingsMakeAnotherRowAndARepeatedRunReplacesTheOld() {
        var records = List.of(Records.of("a", 0.1, 1, 0.009), Records.of("a", 0.2, 1, 0.004),
                Records.of("a", 0.1, 1, 0.007));

        var lines = ResultsTable.markdown(records).lines().toList();

        assertThat(lines).hasSize(6);
        assertThat(lines.get(4)).contains("| 4.00 |");
        assertThat(lines.get(5)).contains("| 7.00 |");
    }

    @Test
    void rowsOfOneNameAreToldApartByTheSettingsThatDiffer() {
        var cosine = run("a", 1, Map.of("learningRate", Map.of("type", "Cosine", "from", 0.001)), "update", "NONE");
        var twin = run("a", 2, Map.of("learningRate", Map.of("type", "Cosine", "from", 0.001)), "update", "NONE");
        var plateau = run("a", 1, Map.of("learningRate", Map.of("type", "Plateau", "initial", 0.001)), "update", "NONE");
        var other = run("b", 1, Map.of("learningRate", 0.5), "update", "NONE");

        assertThat(names(cosine, twin, plateau, other)).containsExactly("a (plan.learningRate=cosine(0.001))",
                "a (plan.learningRate=plateau(0.001))", "b");
    }

    @Test
    void aRowThatHasFewerSettingsThanItsNamesakesKeepsItsNameAndManySettingsAreCounted() {
        var few = run("a", 1, Map.of(), "update", "NONE");
        var many = run("a", 1, Map.of("p", 1, "q", 2.5, "r", 3, "s", 4), "update", "NONE");

        assertThat(names(few, many).get(0)).isEqualTo("a");
        assertThat(names(few, many).get(1)).matches("a \\(plan\\.[pqrs]=[0-9.]+(, plan\\.[pqrs]=[0-9.]+){2}, 1 more\\)");
    }

    @Test
    void settingsOfPartsInsidePartsAreNamedByTheirPath() {
        var one = run("a", 1, Map.of(), "update", Map.of("type", "Then", "first", Map.of("type", "Average", "decay", 0.95)));
        var two = run("a", 1, Map.of(), "update", Map.of("type", "Then", "first", Map.of("type", "Average", "decay", 0.99)));

        assertThat(names(one, two)).containsExactly("a (autoencoder.update.first=average(0.95))",
                "a (autoencoder.update.first=average(0.99))");
    }

    @Test
    void partsThatCannotBeSetAsAWholeAreNamedByTheirComponents() {
        var one = run("a", 1, Map.of(), "update", Map.of("type", "org.otvae.Average", "decay", 0.95));
        var two = run("a", 1, Map.of(), "update", Map.of("type", "org.otvae.Average", "decay", 0.99));

        assertThat(names(one, two)).containsExactly("a (autoencoder.update.decay=0.95)", "a (autoencoder.update.decay=0.99)");
    }

    private static List<String> names(RunRecord... records) {
        return ResultsTable.markdown(List.of(records)).lines().skip(4).map(line -> line.split(" \\| ")[0].substring(2)).toList();
    }

    private static RunRecord run(String experiment, long seed, Map<String, ?> rates, String part, Object inside) {
        var plan = new java.util.LinkedHashMap<String, Object>(rates);
        plan.putAll(Map.of("seed", seed, "epochs", 5, "steps", 0));
        var like = Records.of(experiment, 0.1, seed, 0.004);
        return new RunRecord(experiment, like.scores(), Map.of("corpus", "c", "autoencoder", Map.of(part, inside), "plan", plan), seed,
                "small", "abc", like.provenance());
    }

    @Test
    void otherBudgetsAndDataHaveTablesOfTheirOwn() {
        var shorter = Records.of("a", 0.1, 1, 0.009);
        var settings = new java.util.LinkedHashMap<>(shorter.settings());
        settings.put("plan", java.util.Map.of("seed", 1, "epochs", 5, "steps", 60));
        var smoke = new org.otvae.bench.run.RunRecord("a", shorter.scores(), settings, 1, "small", "abc",
                shorter.provenance());

        assertThat(ResultsTable.markdown(List.of(shorter, smoke)).lines().filter(line -> line.startsWith("**")))
                .containsExactly("**c, 5 epochs**", "**c, 60 steps**");
    }

    @Test
    void dataOfOneNameAndTwoContentsAreNotCompared() {
        var one = Records.of("a", 0.1, 1, 0.009);
        var other = new RunRecord("a", one.scores(), one.settings(), 1, "small", "abc", Map.of("corpus", "0123456789abcdef"));

        assertThat(ResultsTable.markdown(List.of(one, other)).lines().filter(line -> line.startsWith("**")))
                .containsExactly("**c, 5 epochs, data 01234567**", "**c, 5 epochs, data f1**");
    }

    @Test
    void aCopyThatIsNotAsPublishedIsSaid() {
        var one = Records.of("a", 0.1, 1, 0.009);
        var copy = new RunRecord("a", one.scores(), one.settings(), 1, "small", "abc", Map.of("corpus", Cifar10.JPEG_COPY));

        assertThat(ResultsTable.markdown(List.of(copy)).lines().findFirst()).contains("**c (JPEG copy), 5 epochs**");
    }

    @Test
    void noTwoMeasuresHaveOneLabel() {
        assertThat(Measure.all()).extracting(Measure::label).doesNotHaveDuplicates();
    }

    @Test
    void theBlockBetweenTheMarkersIsFound() {
        String text = "a\n" + ResultsTable.BEGIN + "\n\n| x |\n\n" + ResultsTable.END + "\nb\n";

        assertThat(ResultsTable.block(text)).contains("| x |\n");
        assertThat(ResultsTable.block("no markers")).isEmpty();
    }

    @Test
    void longerRunsFollowShorterOnesAndNetworksAreKeptApart() {
        var records = List.of(with("cifar10-ot", 100, "narrow", Map.of()), with("cifar10-wide-ot", 5, "wide", Map.of()),
                with("cifar10-wide-vq", 5, "wide", Map.of()), with("cifar10-ot", 5, "narrow", Map.of()));

        assertThat(ResultsTable.markdown(records).lines().filter(line -> line.startsWith("**")))
                .containsExactly("**c, 5 epochs, cifar10**", "**c, 5 epochs, cifar10-wide**", "**c, 100 epochs**");
    }

    @Test
    void measuresThatEveryRecordHasGetAColumn() {
        var records = List.of(with("speech-ot", 5, "n", Map.of("db2", 63.214, "stoi", 0.5)),
                with("speech-vq", 5, "n", Map.of("db2", 141.3)));

        assertThat(ResultsTable.markdown(records).lines()).contains(
                "| experiment | seeds | MSE x1e3 | MSE dB^2 | perplexity (set) | perplexity (batch) | active codes |",
                "| speech-ot | 1 | 5.00 | 63.21 | 200.0 | 150.0 | 250/256 |");
    }

    private static RunRecord with(String experiment, int epochs, String encoder, Map<String, Double> fidelity) {
        Map<String, Object> settings = Map.of("corpus", "c", "autoencoder", Map.of("encoder", encoder), "plan",
                Map.of("seed", 1, "epochs", epochs, "steps", 0));
        return new RunRecord(experiment, new Scores(0.005, 200, 150, 250, 256, 20, fidelity), settings, 1, "s", "abc",
                Map.of("corpus", "f"));
    }

    /** {@code ./otvae results} prints what belongs there. */
    @Test
    void readmeShowsTheTableOfTheRecords() throws IOException {
        var block = ResultsTable.block(Files.readString(Path.of("..", "README.md")));
        var records = RunStore.all(Path.of("..", "results"));

        assertThat(block).hasValueSatisfying(shown ->
                assertThat(shown.strip()).isEqualTo(records.isEmpty() ? "" : ResultsTable.markdown(records).strip()));
    }
}
