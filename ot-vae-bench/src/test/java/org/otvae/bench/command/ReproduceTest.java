package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.bench.Main;
import org.otvae.bench.experiment.PaperTable;
import org.otvae.bench.run.JsonLines;
import org.otvae.bench.run.RunStore;
import org.otvae.data.DurableFiles;

/** Whole tables with runs of a few steps, on whatever data this machine has. */
@Tag("slow")
class ReproduceTest {

    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    @Test
    void aTableHasEveryFormatAndItsRowsAreUsedAgain() throws IOException {
        var command = command("three", "images", "--rows", "vq,fsq", "--seeds", "2", "--set", "plan.steps=3");

        assertThat(shell.run(command)).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        var first = last();
        assertThat(first).containsEntry("event", "reproduced").containsEntry("table", "images").containsEntry("scale", "smoke");
        var rows = rows(first).stream().filter(row -> "2".equals(row.get("seeds"))).toList();
        assertThat(rows).extracting(row -> row.get("method")).startsWith("vq", "fsq");
        assertThat(rows).allSatisfy(row -> assertThat(((Map<?, ?>) ((Map<?, ?>) row.get("values")).get("mse")).get("deviation"))
                .asString().isNotEmpty());
        Path runs = folder.resolve("three");
        assertThat(Files.readString(made("three", "images-smoke*.html"))).contains("data:image/png;base64,", "published [1]",
                "Use of codes on the test set").doesNotContain("<script", "src=\"http");
        assertThat(made("three", "images-smoke*.md")).content().contains("| vq | ours |");
        assertThat(made("three", "images-smoke*.tex")).content().contains("\\toprule");
        assertThat(made("three", "images-smoke*.csv")).content().contains(",ours,MSE x1e3,");
        var records = new RunStore(runs.resolve("records.jsonl")).records();

        assertThat(shell.run(command)).isEqualTo(ExitCode.OK);

        assertThat(shell.err()).filteredOn(line -> line.contains("finished before, used again")).hasSameSizeAs(records);
        assertThat(last()).isEqualTo(first);
        assertThat(new RunStore(runs.resolve("records.jsonl")).records()).hasSameSizeAs(records);
    }

    @Test
    void recordsInTheResultsFolderAreUsedWithoutRunning() throws IOException {
        assertThat(shell.run(command("a", "images", "--rows", "fsq", "--set", "plan.steps=2"))).isEqualTo(ExitCode.OK);
        Path results = Files.createDirectories(folder.resolve("published"));
        Files.copy(folder.resolve("a/records.jsonl"), results.resolve("images.jsonl"));

        var command = command("b", "images", "--rows", "fsq", "--set", "plan.steps=2");
        command[command.length - 1] = results.toString();
        assertThat(shell.run(command)).isEqualTo(ExitCode.OK);

        assertThat(shell.err()).anyMatch(line -> line.contains("finished before, used again")).anyMatch(line ->
                line.matches("records of earlier runs: [1-9] in \\Q" + results.toAbsolutePath() + "\\E, 0 in .*records.jsonl"));
        assertThat(folder.resolve("b/records.jsonl")).doesNotExist();
        assertThat(made("b", "images-smoke*.csv")).hasSameTextualContentAs(made("a", "images-smoke*.csv"));
    }

    @Test
    void tokenizersOfATableOfPriorsAreTrainedFirstAndOnce() throws IOException {
        var command = command("g", "generation", "--rows", "ot,vq-ema", "--set", "plan.steps=3");

        assertThat(shell.run(command)).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);

        var rows = rows(last()).stream().filter(row -> !Map.of().equals(row.get("values"))).toList(); // of the slice
        assertThat(rows).extracting(row -> row.get("method")).containsExactly("ot", "vq-ema");
        assertThat(((Map<?, ?>) rows.get(0).get("values")).keySet().stream().map(String::valueOf).toList())
                .contains("bitsPerCode", "unigramBits", "bigramBits", "classifierFrechet", "samples");
        assertThat(made("g", "generation-smoke*.html")).content().contains("data:image/png;base64,");
        var records = new RunStore(folder.resolve("g/records.jsonl")).records();
        assertThat(records).hasSize(4).extracting(record -> record.settings().containsKey("prior"))
                .containsExactly(false, true, false, true);

        assertThat(shell.run(command)).isEqualTo(ExitCode.OK);
        assertThat(new RunStore(folder.resolve("g/records.jsonl")).records()).hasSize(4);
        rowsWhoseCheckpointsAreGoneStand(command, rows);
    }

    private void rowsWhoseCheckpointsAreGoneStand(String[] command, List<Map<String, Object>> rows) throws IOException {
        try (var runs = Files.newDirectoryStream(folder.resolve("g"), "*-s1-*")) {
            for (Path run : runs) {
                DurableFiles.deleteTree(run.resolve("checkpoints"));
            }
        }

        assertThat(shell.run(command)).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        assertThat(rows(last())).containsAll(rows);
        assertThat(shell.err()).anyMatch(line -> line.contains(": no examples in the report: expected an intact checkpoint in "));

        command[Arrays.asList(command).indexOf("ot,vq-ema")] = "ot,sq-vae"; // another prior needs the tokenizer of ot, which is gone
        var changed = Stream.concat(Arrays.stream(command), Stream.of("--set", "prior.network.width=32")).toArray(String[]::new);
        assertThat(shell.run(changed)).isEqualTo(ExitCode.DATA);
        assertThat(rows(last())).anySatisfy(row -> assertThat(row).containsEntry("method", "ot").containsEntry("values", Map.of())
                .hasEntrySatisfying("remark", remark -> assertThat(remark).asString().startsWith("not run: expected an intact checkpoint")));
        assertThat(rows(last())).filteredOn(row -> row.get("method").equals("sq-vae")).anySatisfy(row ->
                assertThat((Map<?, ?>) row.get("values")).isNotEmpty());
    }

    @Test
    void rowsWithoutDataSaySoAndInventNothing() {
        assertThat(shell.run(command("c", "speech", "aist-generation", "--rows", "wav-folder-vq"))).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).anyMatch(line -> line.contains("\"method\":\"vq\"") && line.contains("\"values\":{}")
                && line.contains("not run: data not found, see docs/data.md"));

        assertThat(shell.run(command("c", "aist-generation", "--rows", "aist-bailando-vq,aist-bailando-ot"))).isEqualTo(ExitCode.OK);
        var rows = rows(last());
        assertThat(rows.get(0)).containsEntry("method", "bailando-vq").containsEntry("values", Map.of())
                .containsEntry("remark", "not run: data not found, see docs/data.md");
        assertThat(rows).anySatisfy(row -> assertThat(row).containsEntry("method", "Bailando with OT-VAE")
                .containsEntry("source", "otvae2023"));
        assertThat(folder.resolve("c/records.jsonl")).doesNotExist();
    }

    @Test
    void dataThatCannotBeUsedCostTheirOwnRowsOnly() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        for (String name : List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch")) {
            Files.write(data.resolve(name + ".bin"), new byte[100]);
        }

        var command = Stream.concat(Arrays.stream(command("d", "images", "--rows", "cifar10-vq")), Stream.of("--data", data.toString()));
        assertThat(shell.run(command.toArray(String[]::new))).isEqualTo(ExitCode.DATA);

        assertThat(shell.err()).anyMatch(line -> line.startsWith("otvae: images: ") && line.contains("data_batch_1.bin"));
        assertThat(rows(last()).get(0)).containsEntry("method", "vq").containsEntry("values", Map.of());
        assertThat(rows(last()).get(0).get("remark")).asString().startsWith("not run: ").contains("data_batch_1.bin");
        assertThat(made("d", "images-smoke*.html")).exists();
    }

    @Test
    void aRowThatDivergesCostsNoOther() throws IOException {
        var command = command("e", "images", "--rows", "vq,fsq", "--set", "plan.steps=20", "--set", "plan.learningRate=1e30");

        assertThat(shell.run(command)).isEqualTo(ExitCode.NON_FINITE);

        var rows = rows(last()).stream().filter(row -> String.valueOf(row.get("remark")).startsWith("not finished: ")).toList();
        assertThat(rows).extracting(row -> row.get("method")).containsExactly("vq", "fsq");
        assertThat(shell.err()).anyMatch(line -> line.startsWith("otvae: images: demo-fsq: "));
        assertThat(made("e", "images-smoke-*.md")).content().contains("all rows have plan.steps=20, plan.learningRate=1e30")
                .contains("of its rows only vq, fsq");
    }

    @Test
    void changesReachTheTokenizersOfPriors() throws IOException {
        assertThat(shell.run(command("h", "generation", "--rows", "ot", "--set", "plan.steps=3", "--set",
                "autoencoder.quantizer.iterations=7"))).isEqualTo(ExitCode.OK);

        var records = new RunStore(folder.resolve("h/records.jsonl")).records();
        assertThat(records).hasSize(2).allSatisfy(record -> assertThat(record.settings().get("autoencoder")).asString()
                .contains("iterations=7"));
        assertThat(shell.run(command("i", "generation", "--rows", "ot", "--set", "plan.steps=3", "--set",
                "autoencoder.quantizer.codebook.codes=128"))).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        assertThat(new RunStore(folder.resolve("i/records.jsonl")).records()).hasSize(2).allSatisfy(record ->
                assertThat(record.scores().codes()).isEqualTo(128));
    }

    @Test
    void dataTooFewForARowCostItAndNoOther() throws IOException {
        assertThat(shell.run(command("few", "images", "--rows", "vq", "--set", "plan.steps=3", "--set", "plan.batchSize=4001")))
                .isEqualTo(ExitCode.DATA);
        assertThat(shell.err()).filteredOn(line -> line.contains("there are only 4000 training examples")).isNotEmpty();
        assertThat(made("few", "images-smoke*.md")).content().contains("not run: ");
    }

    @Test
    void reportsOnOtherTablesHaveOtherNames() {
        assertThat(ReproduceCommand.title(List.of(PaperTable.IMAGES))).isEqualTo("images");
        assertThat(ReproduceCommand.title(List.of(PaperTable.IMAGES, PaperTable.SPEECH))).isEqualTo("images-speech");
        assertThat(ReproduceCommand.title(List.of(PaperTable.MOTION, PaperTable.AIST_GENERATION))).isEqualTo("motion-aist-generation");
        assertThat(ReproduceCommand.title(List.of(PaperTable.values()))).isEqualTo("tables");
    }

    @Test
    void mistakesGiveOneLine() {
        assertThat(shell.run("reproduce", "image")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected one of the tables images,");
        assertThat(shell.run("reproduce", "images", "--rows", "otp")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("no row is called \"otp\"; there are ot,");
        assertThat(shell.run("reproduce", "images", "--seeds", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("--seeds of at least 1, found 0");
        assertThat(shell.run("reproduce", "images", "--data", folder.resolve("no").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected a folder for --data, found none at");
        assertThat(shell.run("reproduce", "images", "--results", folder.resolve("no").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected a folder of records for --results, found none at "
                + folder.resolve("no"));
    }

    /** Killed without warning in its second row, the same command goes on there and ends as if nothing had happened. */
    @Test
    @Timeout(600)
    void aKilledTableGoesOnWhereItStopped() throws Exception {
        String[] rows = {"images", "--rows", "ot,fsq", "--set", "plan.steps=30", "--set", "plan.checkpointEverySteps=2"};
        process(command("killed", rows), "\"method\":\"fsq\"", "\"event\":\"checkpoint\"");
        Path first = folder.resolve("killed/records.jsonl");
        assertThat(new RunStore(first).records()).extracting(record -> record.experiment().endsWith("-ot")).containsExactly(true);

        var lines = process(command("killed", rows), "never", "never");

        assertThat(lines).filteredOn(line -> line.contains("\"event\":\"run\"")).hasSize(1);
        var step = lines.stream().filter(line -> line.contains("\"event\":\"step\"")).findFirst().orElseThrow();
        assertThat(((Number) JsonLines.object(step, "step").get("step")).intValue()).isGreaterThan(2);
        assertThat(new RunStore(first).records()).hasSize(2);
        process(command("whole", rows), "never", "never");
        assertThat(made("killed", "images-smoke*.csv")).hasSameTextualContentAs(made("whole", "images-smoke*.csv"));
    }

    /** Runs the program in a process of its own and kills it at the first line with {@code last} after one with {@code first}. */
    private List<String> process(String[] command, String first, String last) throws Exception {
        var words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
                "-Djava.awt.headless=true", "-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0", "-cp",
                System.getProperty("java.class.path"), Main.class.getName()));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectError(folder.resolve("stderr.txt").toFile()).start();
        var lines = new ArrayList<String>();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            boolean armed = false;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                armed |= line.contains(first);
                if (armed && line.contains(last)) {
                    break;
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return lines;
    }

    /** The one file of a name in a folder of runs; tables of some rows or other settings have a number in theirs. */
    private Path made(String runs, String glob) throws IOException {
        try (var files = Files.newDirectoryStream(folder.resolve(runs), glob)) {
            var found = new ArrayList<Path>();
            files.forEach(found::add);
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    /** A folder of records without any. */
    private Path none() {
        try {
            return Files.createDirectories(folder.resolve("none"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String[] command(String runs, String... words) {
        var command = new ArrayList<>(List.of("reproduce"));
        command.addAll(List.of(words));
        command.addAll(List.of("--scale", "smoke", "--json", "--runs", folder.resolve(runs).toString(), "--results",
                none().toString()));
        return command.toArray(String[]::new);
    }

    private Map<String, Object> last() {
        return JsonLines.object(shell.out().get(shell.out().size() - 1), "standard output");
    }

    private static List<Map<String, Object>> rows(Map<String, Object> table) {
        return ((List<?>) table.get("sections")).stream().flatMap(section -> ((List<?>) ((Map<?, ?>) section).get("rows")).stream())
                .map(row -> {
                    var copy = new java.util.LinkedHashMap<String, Object>();
                    ((Map<?, ?>) row).forEach((key, value) -> copy.put(String.valueOf(key), value));
                    return (Map<String, Object>) copy;
                }).toList();
    }
}
