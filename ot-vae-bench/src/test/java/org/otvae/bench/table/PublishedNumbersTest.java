package org.otvae.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.PaperTable;
import org.otvae.bench.experiment.Scale;

class PublishedNumbersTest {

    @Test
    void theTwoNumbersThatOtVaeItselfPublishedAreThere() {
        assertThat(PublishedNumbers.all()).filteredOn(entry -> entry.source().citation().equals("otvae2023"))
                .extracting(PublishedNumbers.Entry::method, PublishedNumbers.Entry::values).containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Bailando with VQ-VAE", Map.of("fidK", "28.75", "fidG", "11.82")),
                        org.assertj.core.groups.Tuple.tuple("Bailando with OT-VAE", Map.of("fidK", "26.74", "fidG", "9.81")));
    }

    @Test
    void everySourceIsInTheBibliographyAndSaysProtocolAndStanding() throws IOException {
        String bibliography = Files.readString(Path.of("..", "docs", "references.bib"));

        assertThat(PublishedNumbers.all()).isNotEmpty().allSatisfy(entry -> {
            assertThat(bibliography).contains("{" + entry.source().citation() + ",");
            assertThat(entry.source().protocol()).isNotBlank();
            assertThat(entry.source().standing()).isNotBlank();
        });
    }

    @Test
    void everyNumberStandsInATableAndBesideARowThatExists() {
        for (var entry : PublishedNumbers.all()) {
            PaperTable table = PaperTable.named(entry.table());
            var rows = table.groups(Scale.SHORT).stream().flatMap(group -> group.experiments().stream())
                    .map(Experiment::method).toList();

            assertThat(entry.row().isEmpty() || rows.contains(entry.row())).as("row of %s", entry).isTrue();
            assertThat(entry.values().keySet()).allMatch(name -> !Measure.of(name).label().equals(
                    name.toUpperCase(java.util.Locale.ROOT)) || name.length() <= 5);
        }
    }

    @Test
    void publishedErrorsOfPixelsAreNotMillimetres() {
        assertThat(PublishedNumbers.all()).filteredOn(entry -> entry.table().equals("images"))
                .flatExtracting(entry -> entry.values().keySet()).extracting(name -> Measure.of(name).label())
                .contains("L1").noneMatch(label -> label.contains("mm"));
    }

    /** Not windows, and not bits of equally likely codes. */
    @Test
    void publishedErrorsOfSpeechAreOfWholeRecordingsAndBitsAreEntropies() {
        assertThat(PublishedNumbers.all()).filteredOn(entry -> entry.table().equals("speech"))
                .flatExtracting(entry -> entry.values().keySet()).extracting(name -> Measure.of(name).label())
                .containsOnly("MSE dB^2 (whole)", "entropy bits/s", "codes", "ABX %");
    }

    @Test
    void numbersAreKeptAsTheyWerePrinted() {
        assertThat(Reproduced.beside(java.util.List.of(), "codebook-size", "mnist", true))
                .filteredOn(line -> line.method().equals("SQ-VAE")).first()
                .satisfies(line -> assertThat(line.values()).containsEntry("codes", new Reproduced.Value("64", ""))
                        .containsEntry("perplexity", new Reproduced.Value("47.4", ""))
                        .containsEntry("rfid", new Reproduced.Value("4.7", "")));
    }
}
