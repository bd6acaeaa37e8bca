package org.otvae.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.otvae.bench.run.Records;
import org.otvae.bench.run.RunStore;

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
    void theBlockBetweenTheMarkersIsFound() {
        String text = "a\n" + ResultsTable.BEGIN + "\n\n| x |\n\n" + ResultsTable.END + "\nb\n";

        assertThat(ResultsTable.block(text)).contains("| x |\n");
        assertThat(ResultsTable.block("no markers")).isEmpty();
    }

    @Test
    void readmeShowsTheTableOfTheRecords() throws IOException {
        Path readme = Path.of("..", "README.md");
        Optional<String> block = Files.exists(readme) ? ResultsTable.block(Files.readString(readme)) : Optional.empty();
        Assumptions.assumeTrue(block.isPresent(), "README has no table of results");

        var records = RunStore.all(Path.of("..", "results"));

        assertThat(block.get().strip()).isEqualTo(records.isEmpty() ? "" : ResultsTable.markdown(records).strip());
    }
}
