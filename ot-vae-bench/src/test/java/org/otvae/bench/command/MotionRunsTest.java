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
import org.otvae.bench.run.JsonLines;
import org.otvae.motion.data.CmuPlayground;
import org.otvae.motion.file.BvhFile;
import org.otvae.motion.file.BvhWriter;

/** Whole command lines that train on motion for a few steps. */
@Tag("slow")
class MotionRunsTest {

    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    @Test
    void aRunThatTellsTheWayOfTheRootWritesItIntoTheBvh() {
        assertThat(shell.run("train", "motion-demo-root-vq-ema-reset", "--json", "--runs", folder.toString(), "--set",
                "plan.steps=2")).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        String model = folder.resolve("model").toString();
        assertThat(shell.run("export", (String) events().get(0).get("dir"), "-o", model)).isEqualTo(ExitCode.OK);
        Path walk = folder.resolve("walk.bvh");
        BvhWriter.write(walk, CmuPlayground.recording("01_01"));
        String tokens = folder.resolve("walk.otv").toString();

        assertThat(shell.run("encode", model, walk.toString(), "-o", tokens)).isEqualTo(ExitCode.OK);
        assertThat(shell.run("decode", model, tokens, "-o", folder.resolve("way").toString())).isEqualTo(ExitCode.OK);

        var decoded = BvhFile.read(folder.resolve("way/walk.bvh"));
        assertThat(decoded.values()[0]).as("x of the root at first").isZero();
        assertThat(decoded.values()[decoded.values().length - decoded.channels()]).as("and at last, hardly trained")
                .isNotZero();
    }

    /** The form of Bailando's archive, made up. */
    @Test
    void dancesAreTrainedOnInWindowsOfFourSeconds() throws IOException {
        for (String path : List.of("aistpp_train_wav/a_ch03", "aistpp_test_full_wav/b_ch01",
                "aistpp_test_full_wav/c_ch02")) {
            var frames = new StringBuilder();
            for (int t = 0; t < 280; t++) {
                frames.append(t == 0 ? "[" : ",[");
                for (int c = 0; c < 72; c++) {
                    frames.append(c == 0 ? "" : ",").append(Math.round(1000 * Math.sin(0.3 * c + 0.05 * t)) / 1000.0);
                }
                frames.append(']');
            }
            Path file = folder.resolve("dances").resolve(path + ".json");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "{\"id\": \"x\", \"dance_array\": [" + frames + "]}");
        }

        assertThat(shell.run("train", "aistpp-vq", "--json", "--runs", folder.toString(), "--data",
                folder.resolve("dances").toString(), "--set", "plan.steps=2", "--set", "plan.batchSize=2", "--set",
                "autoencoder.encoder.width=8", "--set", "autoencoder.decoder.width=8")).describedAs(() ->
                shell.err().toString()).isEqualTo(ExitCode.OK);

        var scores = events().get(events().size() - 1);
        assertThat(scores).containsKeys("mpjpe", "acceleration");
        assertThat(scores.get("fid_k")).as("of two windows").isNull();
    }

    private List<Map<String, Object>> events() {
        return shell.out().stream().map(line -> JsonLines.object(line, "standard output")).toList();
    }
}
