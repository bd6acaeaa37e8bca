package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.audio.Audio;
import org.otvae.bench.run.JsonLines;
import org.otvae.bench.run.RunFolder;
import org.otvae.model.Tokens;

/** A prior from its training to its samples. */
@Tag("slow")
class GenerateTest {

    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    private String trained(String... more) {
        var arguments = new java.util.ArrayList<>(List.of("train", "demo-prior", "--json", "--runs", folder.toString(),
                "--set",
                "plan.steps=6", "--set", "plan.batchSize=8"));
        arguments.addAll(List.of(more));
        assertThat(shell.run(arguments.toArray(String[]::new))).describedAs(() -> shell.err().toString())
                .isEqualTo(ExitCode.OK);
        return (String) events().get(0).get("dir");
    }

    private List<Map<String, Object>> events() {
        return shell.out().stream().map(line -> JsonLines.object(line, "standard output")).toList();
    }

    private byte[] generated(String run, String file, String... more) throws IOException {
        Path output = folder.resolve(file);
        var arguments = new java.util.ArrayList<>(List.of("generate", run, "--n", "12", "-o", output.toString()));
        arguments.addAll(List.of(more));
        assertThat(shell.run(arguments.toArray(String[]::new))).describedAs(() -> shell.err().toString())
                .isEqualTo(ExitCode.OK);
        return Files.readAllBytes(output);
    }

    @Test
    void aPriorIsTrainedJudgedAndDrawnFrom() throws IOException {
        String run = trained("--set", "plan.checkpointEverySteps=2");
        assertThat(events().get(events().size() - 1)).containsKeys("bitsPerCode", "unigramBits", "bigramBits")
                .containsEntry("samples", 1000.0);
        assertThat(((Number) events().get(events().size() - 1).get("classifierFrechet")).doubleValue()).isPositive();
        var record = RunFolder.open(Path.of(run)).outcome().orElseThrow().record();
        assertThat(record.provenance().get("tokenizer")).asString().contains("source=fashion-mnist", "-step-",
                "weightsSha256");
        assertThat(Path.of(run, "report.html")).content().contains("Samples", "bits per code",
                "data:image/png;base64,");

        byte[] picture = generated(run, "a.png");
        assertThat(ImageIO.read(folder.resolve("a.png").toFile()).getWidth()).isEqualTo(10 * 58
                + 2); // a column for each class
        assertThat(generated(run, "b.png")).isEqualTo(picture);
        assertThat(generated(run, "c.png", "--seed", "2")).isNotEqualTo(picture);
        assertThat(shell.run("generate", run, "-o", folder.resolve("a.png").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected no file", "a.png", "name another place for -o, or give --overwrite");
        assertThat(folder.resolve("a.png")).hasBinaryContent(picture);
        assertThat(generated(run, "c.png", "--overwrite")).isEqualTo(picture);
        byte[] boots = generated(run, "d.png", "--class", "ankle-boot", "--temperature", "0.9", "--top-k", "50",
                "--top-p", "0.95");
        assertThat(generated(run, "e.png", "--class", "9", "--temperature", "0.9", "--top-k", "50", "--top-p", "0.95"))
                .isEqualTo(boots);
        generated(run, "f.otv", "--greedy", "--class", "bag");
        Tokens tokens = Tokens.read(folder.resolve("f.otv"));
        assertThat(tokens.shape()).containsExactly(12, 7, 7);
        assertThat(tokens.sample(0)).isEqualTo(tokens.sample(11));
        assertThat(shell.run("decode", run, folder.resolve("f.otv").toString(), "-o", folder.resolve("out").toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("out/f-00011.png")).exists();

        Path network = folder.resolve("channel-means.onnx"); // of ot-vae-image's OnnxMetricsTest
        try (var stream = GenerateTest.class.getResourceAsStream("channel-means.onnx")) {
            Files.copy(stream, network);
        }
        assertThat(shell.run("evaluate", run, "--fid", network.toString(), "--json"))
                .describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        assertThat(((Number) events().get(0).get("fid")).doubleValue()).isPositive();
        assertThat(shell.run("evaluate", run, "--fid", network.toString(), "--split", "validation"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).last().asString().contains("samples are compared with the test split");
        assertThat(shell.run("export", run, "-o", folder.resolve("m").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("found one of a prior");
        everyMistakeIsToldInOneLine(run);
    }

    private void everyMistakeIsToldInOneLine(String run) {
        String png = folder.resolve("x.png").toString();
        Map.of(List.of("--class", "boot"), "expected one of the classes", List.of("--greedy", "--top-k", "3"),
                "--greedy takes",
                List.of("--n", "0"), "expected --n from 1", List.of("--temperature", "-1"), "temperature must be",
                List.of("--music", "a.wav"), "--music is for priors of motion").forEach((options, message) -> {
                    var arguments = new java.util.ArrayList<>(List.of("generate", run, "-o", png));
                    arguments.addAll(options);
                    assertThat(shell.run(arguments.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
                    assertThat(shell.err()).singleElement().asString().contains(message);
                });
        assertThat(shell.run("generate", run, "-o", folder.resolve("no/x.png").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("generate", run, "-o", folder.resolve("x.gif").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("ends in .png");
        assertThat(shell.run("generate", run, "-o", Path.of(run, "run.json").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("ends in .png");
        assertThat(shell.run("generate", folder.toString(), "-o", png)).isEqualTo(ExitCode.USAGE);
        assertThat(folder.resolve("x.png")).doesNotExist();
    }

    @Test
    void aPriorWithoutClassesOverATokenizerOfOnesOwn() throws IOException {
        assertThat(shell.run("train", "demo-fsq", "--json", "--runs", folder.toString(), "--set", "plan.steps=2"))
                .isEqualTo(ExitCode.OK);
        String tokenizer = (String) events().get(0).get("dir");
        assertThat(shell.run("generate", tokenizer, "-o", folder.resolve("x.png").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected a run of a prior");

        String run = trained("--tokenizer", tokenizer, "--set", "prior.network.classes=1");

        assertThat(RunFolder.open(Path.of(run)).experiment().prior().network().toString()).contains("codes=240",
                "classes=1");
        assertThat(generated(run, "a.png")).isNotEmpty();
        assertThat(shell.run("generate", run, "-o", folder.resolve("b.png").toString(), "--class", "bag"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("trained without classes");

        assertThat(shell.run("train", "--resume", run, "--tokenizer", "fashion-mnist")).isEqualTo(ExitCode.RESUME_MISMATCH);
        assertThat(shell.err()).singleElement().asString().contains("from " + tokenizer + ", found ", " at fashion-mnist; resume without "
                + "--tokenizer, or start a new run");
        String moved = Path.of(run, "tokenizer").toString(); // the same one at another place
        assertThat(shell.run("train", "--resume", run, "--tokenizer", moved)).describedAs(() -> shell.err().toString())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void aPriorOfSpeechSpeaksInTheVoicesItKnows() throws IOException {
        assertThat(shell.run("train", "audio-demo-prior", "--json", "--runs", folder.toString(), "--set",
                "plan.steps=2"))
                .describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        var events = events();
        String run = (String) events.get(0).get("dir");
        assertThat(events.get(events.size() - 1)).containsKeys("bitsPerCode", "unigramBits", "bigramBits")
                .doesNotContainKey("samples");
        assertThat(Path.of(run, "report.html")).content().contains("<audio controls");

        Path voices = folder.resolve("voices");
        assertThat(shell.run("generate", run, "--n", "2", "-o", voices.toString())).isEqualTo(ExitCode.OK);
        assertThat(Audio.read(voices.resolve("sample-00000-en_US_f_Allison.wav")).seconds()).isBetween(3.8, 3.9);
        assertThat(voices.resolve("sample-00001-fr_CA_f_June.wav")).exists();
        assertThat(shell.run("generate", run, "--n", "2", "-o", voices.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("sample-00000-en_US_f_Allison.wav", "or give --overwrite");
        assertThat(shell.run("generate", run, "--n", "2", "-o", voices.toString(), "--overwrite")).isEqualTo(ExitCode.OK);
        String one = folder.resolve("one.otv").toString();
        assertThat(shell.run("generate", run, "--n", "1", "--class", "it_IT_m_Carlo", "-o", one))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("decode", run, one, "-o", voices.toString())).isEqualTo(ExitCode.OK);
        assertThat(Audio.read(voices.resolve("one.wav")).seconds()).isBetween(3.8, 3.9);

        assertThat(shell.run("generate", run, "-o", folder.resolve("two.wav").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected a folder for 6 recordings");
        assertThat(shell.run("train", "audio-demo-prior", "--runs", folder.toString(), "--set",
                "prior.network.positions=100"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("a multiple of 16, found 100");
    }

    @Test
    void theClassifierOfSamplesNeedsTheWholeSet() {
        assertThat(shell.run("features", "-o", folder.resolve("f").toString(), "--data", folder.toString()))
                .isEqualTo(ExitCode.DATA);
        assertThat(shell.err()).singleElement().asString().contains("train-images-idx3-ubyte");
        assertThat(shell.run("features", "-o", folder.resolve("f").toString(), "--epochs", "0"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void tokenizersThatDoNotFitAreRefused() {
        Map.of("cifar10", "expected a tokenizer of modality image for examples of shape [1, 28, 28]", "prompts8k",
                "found one of audio", folder.toString(), "expected a run folder").forEach((tokenizer, message) -> {
                    assertThat(shell.run("train", "demo-prior", "--runs", folder.toString(), "--tokenizer", tokenizer))
                            .isEqualTo(ExitCode.USAGE);
                    assertThat(shell.err()).singleElement().asString().contains(message);
                });
    }
}
