package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.audio.Audio;
import org.otvae.audio.data.Recording;
import org.otvae.bench.run.JsonLines;
import org.otvae.bench.run.RunStore;
import org.otvae.data.DurableFiles;
import org.otvae.motion.data.CmuPlayground;
import org.otvae.motion.file.BvhFile;
import org.otvae.motion.file.BvhWriter;

/** Whole command lines that train for a few steps. */
@Tag("slow")
class RunsTest {

    private static final List<String> ROW = List.of("method", "mse", "perplexity", "perplexityPerBatch", "activeCodes",
            "codes", "stepsPerSecond", "psnr", "ssim");

    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    @Test
    void theDemoComparesSixMethodsAndUsesThemAgain() throws IOException {
        String[] demo = {"demo", "--json", "--runs", folder.toString(), "--set", "plan.steps=3"};

        assertThat(shell.run(demo)).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        var events = events();
        var table = events.get(events.size() - 1);
        assertThat(table).containsEntry("event", "table").containsEntry("modality", "image");
        assertThat(rows(table).stream().map(row -> String.valueOf(row.get("method"))))
                .containsExactly("ot", "vq", "vq-ema",
                "vq-ema-reset", "sq-vae", "gumbel");
        assertThat(rows(table)).allSatisfy(row -> assertThat(row.keySet().stream().map(String::valueOf).toList())
                .isEqualTo(ROW));
        String report = Files.readString(folder.resolve("demo-s1/report.html"));
        assertThat(report).contains("vq-ema-reset", "./otvae data fetch fashion-mnist", "data:image/png;base64,",
                "prefers-color-scheme: dark").doesNotContain("<script", "src=\"http", "href=\"http", "url(");

        assertThat(shell.run(demo)).isEqualTo(ExitCode.OK);
        assertThat(shell.err()).filteredOn(line -> line.contains("finished before")).hasSize(6);
        var again = events();
        assertThat(again.get(again.size() - 1)).isEqualTo(table);

        DurableFiles.deleteTree(folder.resolve("demo-s1/vq/checkpoints"));
        assertThat(shell.run(demo)).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        assertThat(events()).last().isEqualTo(table);
        assertThat(shell.err()).filteredOn(line -> line.startsWith("vq: no examples in the report: expected an intact checkpoint"))
                .hasSize(1);
        assertThat(Files.readString(folder.resolve("demo-s1/report.html"))).contains(": no examples: expected an intact checkpoint");
    }

    @Test
    void aRunOfSpeechTurnsARecordingIntoTokensAndSound() throws IOException {
        Path voices = Files.createDirectories(folder.resolve("voices/ann"));
        for (int i = 0; i < 60; i++) {
            float[] samples = new float[48_000]; // 3 s at 16 kHz, 301 frames
            for (int n = 0; n < samples.length; n++) {
                samples[n] = (float) (0.3 * Math.sin(n * (0.05 + 0.001 * i)) + 0.1 * Math.sin(n * n * 1e-6));
            }
            Audio.write(voices.resolve(i + ".wav"), new Recording(samples, 16_000));
        }
        String data = folder.resolve("voices").toString();
        assertThat(shell.run("train", "wav-folder-vq", "--json", "--runs", folder.toString(), "--data", data, "--set",
                "plan.steps=2")).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        var events = events();
        String run = (String) events.get(0).get("dir");
        assertThat(events.get(events.size() - 1)).containsKeys("db2", "mel", "mcd", "bits/s", "entropy bits/s");
        assertThat(Path.of(run, "report.html")).content().contains("data:image/png;base64,", "<audio controls",
                "data:audio/wav;base64,");
        String previews = folder.resolve("previews").toString();
        assertThat(shell.run("evaluate", run, "--data", data, "--split", "validation", "--sound", "--utterances", "--previews",
                previews, "--json")).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        assertThat(events().get(0)).containsKey("stoi");
        double windows = (double) events().get(0).get("db2");
        assertThat((double) events().get(0).get("db2 whole")).isBetween(windows / 2, windows * 2); // the same model and voices
        assertThat(Audio.read(Path.of(previews, "1-original.wav")).seconds()).isBetween(2.4, 2.6);
        assertThat(Path.of(previews, "1-vq.png")).exists();

        String tokens = folder.resolve("voice.otv").toString();
        assertThat(shell.run("encode", run, voices.resolve("7.wav").toString(), "-o", tokens)).isEqualTo(ExitCode.OK);
        assertThat(shell.run("decode", run, tokens, "-o", folder.resolve("sound").toString())).isEqualTo(ExitCode.OK);
        assertThat(Audio.read(folder.resolve("sound/voice.wav")).seconds()).isBetween(3.0, 3.3);
        assertThat(shell.run("decode", run, tokens, "-o", folder.resolve("voiced").toString(), "--label", "ann"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).last().asString().contains("--label: this model's decoder is told nothing, found \"ann\"");
        assertThat(folder.resolve("voiced")).doesNotExist();
        Path text = Files.writeString(folder.resolve("no.wav"), "no sound in here at all");
        assertThat(shell.run("encode", run, text.toString(), "-o", folder.resolve("no.otv").toString())).isEqualTo(ExitCode.DATA);
        assertThat(shell.run("train", "wav-folder-vq")).isEqualTo(ExitCode.DATA);
    }

    @Test
    void aRunOfMotionTurnsABvhIntoTokensAndABvh() throws IOException {
        assertThat(shell.run("train", "motion-demo-vq", "--json", "--runs", folder.toString(), "--set", "plan.steps=2"))
                .describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        var events = events();
        String run = (String) events.get(0).get("dir");
        assertThat(events.get(events.size() - 1)).containsKeys("mpjpe", "l1", "velocity", "acceleration", "fid_k", "fid_g");
        assertThat(Path.of(run, "report.html")).content().contains("data:image/gif;base64,", "data:image/png;base64,");

        Path walk = folder.resolve("walk.bvh");
        BvhWriter.write(walk, CmuPlayground.recording("01_01"));
        String tokens = folder.resolve("walk.otv").toString();
        assertThat(shell.run("encode", run, walk.toString(), "-o", tokens)).isEqualTo(ExitCode.OK);
        assertThat(shell.run("decode", run, tokens, "-o", folder.resolve("motion").toString())).isEqualTo(ExitCode.OK);
        int windows = (BvhFile.read(walk).frames() + 63) / 64;
        assertThat(BvhFile.read(folder.resolve("motion/walk.bvh")).frames()).isEqualTo(64 * windows);
        Path text = Files.writeString(folder.resolve("no.bvh"), "nobody moves in here");
        assertThat(shell.run("encode", run, text.toString(), "-o", folder.resolve("no.otv").toString())).isEqualTo(ExitCode.DATA);
        assertThat(shell.run("train", "bvh-folder-vq")).isEqualTo(ExitCode.DATA);
    }

    @Test
    void aRunIsTrainedJudgedEncodedAndDecoded() throws IOException {
        Path results = folder.resolve("results.jsonl");
        assertThat(shell.run("train", "demo-vq", "--json", "--runs", folder.toString(), "--set", "plan.steps=4",
                "--set",
                "plan.checkpointEverySteps=2", "--results", results.toString())).isEqualTo(ExitCode.OK);
        var events = events();
        assertThat(events).extracting(event -> event.get("event")).startsWith("run", "step")
                .contains("checkpoint", "validated").endsWith("scores");
        String run = (String) events.get(0).get("dir");
        assertThat(new RunStore(results).records()).singleElement().satisfies(record ->
                assertThat(record.experiment()).isEqualTo("demo-vq"));
        assertThat(Path.of(run, "checkpoints", "step-00000004", "weights.safetensors")).exists();

        assertThat(shell.run("evaluate", run, "--json")).isEqualTo(ExitCode.OK);
        assertThat(events()).singleElement().isEqualTo(events.get(events.size() - 1));

        Path previews = Files.createDirectories(folder.resolve("previews"));
        Files.writeString(previews.resolve("original.png"), "mine");
        assertThat(shell.run("evaluate", run, "--previews", previews.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected no file " + previews.resolve("original.png")
                + ", found one, which would be lost; name another folder for --previews, or give --overwrite");
        assertThat(previews.resolve("original.png")).hasContent("mine");
        assertThat(shell.run("evaluate", run, "--previews", previews.toString(), "--overwrite")).isEqualTo(ExitCode.OK);
        assertThat(javax.imageio.ImageIO.read(previews.resolve("original.png").toFile())).isNotNull();
        assertThat(previews.resolve("vq.png")).exists();

        Path network = folder.resolve("channel-means.onnx"); // of ot-vae-image's OnnxMetricsTest
        try (var stream = RunsTest.class.getResourceAsStream("channel-means.onnx")) {
            java.nio.file.Files.copy(stream, network);
        }
        assertThat(shell.run("evaluate", run, "--fid", network.toString(), "--json")).isEqualTo(ExitCode.OK);
        assertThat(((Number) events().get(0).get("rfid")).doubleValue()).isPositive();
        assertThat(shell.run("evaluate", run, "--fid", results.toString())).isEqualTo(ExitCode.DATA);
        assertThat(shell.run("evaluate", run, "--utterances")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("--utterances is a measure of tokenizers of speech, found");
        assertThat(shell.out()).isEmpty();

        Path input = folder.resolve("input.png");
        org.otvae.image.Images.write(input, new float[784], new long[] {1, 28, 28});
        String tokens = folder.resolve("tokens.otv").toString();
        assertThat(shell.run("encode", run, input.toString(), input.toString(), "-o", tokens)).isEqualTo(ExitCode.OK);
        assertThat(shell.run("decode", run, tokens, "-o", folder.resolve("out").toString())).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("out/tokens-00001.png")).hasSameBinaryContentAs(folder.resolve("out/tokens-00000.png"));

        Path model = folder.resolve("model");
        assertThat(shell.run("export", run, "-o", model.toString())).isEqualTo(ExitCode.OK);
        try (var tokenizer = org.otvae.image.Images.tokenizer(model)) {
            assertThat(tokenizer.tokenizer().corpus()).contains("fashion-mnist-slice");
            assertThat(tokenizer.encode(javax.imageio.ImageIO.read(input.toFile()), javax.imageio.ImageIO.read(input.toFile())))
                    .isEqualTo(org.otvae.model.Tokens.read(Path.of(tokens)));
        }
        assertThat(shell.run("export", run, "-o", model.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("export", run, "-o", tokens)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected a folder or nothing at " + tokens + ", found a file");

        assertThat(shell.run("train", "--resume", run)).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).anyMatch(line -> line.contains("ended already"));
        assertThat(shell.run("train", "--resume", run, "--seed", "9")).isEqualTo(ExitCode.RESUME_MISMATCH);
        assertThat(shell.err()).singleElement().asString().contains("other settings");

        Files.writeString(folder.resolve("bad.otv"), "OTVT");
        assertThat(shell.run("decode", run, folder.resolve("bad.otv").toString(), "-o", "x")).isEqualTo(ExitCode.DATA);
        anotherCheckpointThanTheBestIsTold(run);
        aFinishedRunWithoutItsCheckpointsGivesOneLine(run);
    }

    private void anotherCheckpointThanTheBestIsTold(String run) throws IOException {
        Files.writeString(Path.of(run, "checkpoints", "step-00000004", "MANIFEST"), "damaged");
        String told = "took the checkpoint of step 2: step-00000004: .*; none was saved as the best; took the newest, step-00000002";

        assertThat(shell.run("evaluate", run, "--json")).isEqualTo(ExitCode.OK);
        assertThat(shell.err()).filteredOn(line -> line.matches(told)).hasSize(1);
        assertThat(shell.run("export", run, "-o", folder.resolve("second").toString())).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).first().asString().matches(told);
        assertThat(shell.run("encode", run, folder.resolve("input.png").toString(), "-o", folder.resolve("second.otv").toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).first().asString().matches(told);
    }

    private void aFinishedRunWithoutItsCheckpointsGivesOneLine(String run) throws IOException {
        DurableFiles.deleteTree(Path.of(run, "checkpoints"));

        for (String[] line : List.of(new String[] {"evaluate", run}, new String[] {"train", "--resume", run},
                new String[] {"export", run, "-o", folder.resolve("none").toString()},
                new String[] {"decode", run, folder.resolve("tokens.otv").toString(), "-o", folder.resolve("none").toString()})) {
            assertThat(shell.run(line)).isEqualTo(ExitCode.DATA);
            assertThat(shell.err()).singleElement().asString().startsWith("otvae: expected an intact checkpoint in ")
                    .endsWith(", found none; the run has ended and only its numbers are left: train it again in another folder");
        }
    }

    @Test
    void theModelInsideTheProgramEncodesAndDecodesWithoutTraining() throws IOException {
        Path input = folder.resolve("input.png");
        org.otvae.image.Images.write(input, new float[3 * 64 * 48], new long[] {3, 64, 48});
        String tokens = folder.resolve("tokens.otv").toString();

        assertThat(shell.run("encode", "fashion-mnist", input.toString(), "-o", tokens)).isEqualTo(ExitCode.OK);
        assertThat(shell.run("decode", "fashion-mnist", tokens, "-o", folder.resolve("out").toString()))
                .isEqualTo(ExitCode.OK);

        assertThat(folder.resolve("out/tokens-00000.png")).exists();
        assertThat(shell.run("encode", "nothing", input.toString(), "-o", tokens)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("encode", "fashion-mnist", "-o", input.toString(), input.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("which exists and would be lost; name another");
        assertThat(shell.run("encode", "fashion-mnist", input.toString(), "-o", folder.resolve("no/t.otv").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("encode", "fashion-mnist", input.toString(), "-o", folder.resolve("out").toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).singleElement().asString().contains(" tokens of 256 codes to " + folder.resolve("out"));
    }

    @Test
    void picturesAreKnownByTheirContent() throws IOException {
        Path bare = folder.resolve("picture");
        org.otvae.image.Images.write(bare, new float[784], new long[] {1, 28, 28});
        Path webp = Files.write(folder.resolve("photo.webp"), "RIFF....WEBPVP8 ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThat(shell.run("encode", "fashion-mnist", bare.toString(), "-o", folder.resolve("a.otv").toString())).isEqualTo(ExitCode.OK);
        assertThat(shell.run("encode", "fashion-mnist", webp.toString(), "-o", folder.resolve("b.otv").toString()))
                .isEqualTo(ExitCode.DATA);
        assertThat(shell.err()).singleElement().asString().contains("photo.webp: expected a PNG, JPEG, GIF or BMP picture")
                .contains("found another format; convert");
    }

    @Test
    void tooManyPicturesAndNoTokensGiveOneLine() throws IOException {
        Path idx = folder.resolve("many-idx3-ubyte.gz"); // as small a file as may declare so much
        try (var out = Files.newOutputStream(idx); var gzip = new java.util.zip.GZIPOutputStream(out)) {
            gzip.write(java.nio.ByteBuffer.allocate(16).putInt(0x803).putInt(2_800_000).putInt(28).putInt(28).array());
            gzip.finish();
            out.write(new byte[2_200_000]);
        }
        Path empty = folder.resolve("empty.otv");
        try (var tokenizer = org.otvae.image.Images.pretrained("fashion-mnist")) {
            tokenizer.encode().write(empty);
        }

        assertThat(shell.run("encode", "fashion-mnist", idx.toString(), "-o", folder.resolve("a.otv").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected at most 2739137 images of 28 x 28 pixels for one file "
                + "of tokens, found 2800000; encode it in parts");
        assertThat(shell.run("decode", "fashion-mnist", empty.toString(), "-o", folder.resolve("out").toString()))
                .isEqualTo(ExitCode.DATA);
        assertThat(shell.err()).singleElement().asString().contains("empty.otv: expected tokens of at least one example, found none");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void filesOfTokensHaveTheNamesOfTheirPicturesAndAreNotReplaced() throws IOException {
        Path white = folder.resolve("white.png");
        Path black = folder.resolve("black.png");
        org.otvae.image.Images.write(black, new float[784], new long[] {1, 28, 28});
        float[] ones = new float[784];
        java.util.Arrays.fill(ones, 1);
        org.otvae.image.Images.write(white, ones, new long[] {1, 28, 28});
        String out = Files.createDirectories(folder.resolve("out")).toString();

        for (Path picture : List.of(white, black)) {
            assertThat(shell.run("encode", "fashion-mnist", picture.toString(), "-o", out)).isEqualTo(ExitCode.OK);
        }
        assertThat(shell.run("encode", "fashion-mnist", white.toString(), black.toString(), "-o", out)).isEqualTo(ExitCode.OK);
        byte[] before = Files.readAllBytes(folder.resolve("out/white.otv"));
        assertThat(folder.resolve("out/black.otv")).exists();
        assertThat(org.otvae.model.Tokens.read(folder.resolve("out/pictures.otv")).samples()).isEqualTo(2);

        Files.copy(black, white, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String[] again = {"encode", "fashion-mnist", white.toString(), "-o", out};
        assertThat(shell.run(again)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected no file " + folder.resolve("out/white.otv")
                + ", found one, which would be lost; name another place for -o, or give --overwrite");
        assertThat(folder.resolve("out/white.otv")).hasBinaryContent(before);
        assertThat(shell.run(java.util.stream.Stream.concat(java.util.Arrays.stream(again), java.util.stream.Stream.of("--overwrite"))
                .toArray(String[]::new))).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("out/white.otv")).hasSameBinaryContentAs(folder.resolve("out/black.otv"));
    }

    @Test
    void aLossThatIsNotFiniteEndsWithCodeFour() {
        assertThat(shell.run("train", "demo-vq", "--runs", folder.toString(), "--set", "plan.steps=20", "--set",
                "plan.learningRate=1e30")).isEqualTo(ExitCode.NON_FINITE);
        assertThat(shell.err()).singleElement().asString().contains("step");
    }

    private List<Map<String, Object>> events() {
        return shell.out().stream().map(line -> JsonLines.object(line, "standard output")).toList();
    }

    private static List<Map<?, ?>> rows(Map<String, Object> table) {
        return ((List<?>) table.get("rows")).stream().<Map<?, ?>>map(row -> (Map<?, ?>) row).toList();
    }
}
