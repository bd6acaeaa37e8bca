package org.otvae.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed without warning while it trains and started again ends with the same bytes of weights. */
@Tag("slow")
class ResumeKillTest {

    private static final long STEPS = 40;

    @TempDir
    private Path folder;

    /** Trains in a process of its own and says after each step which one it was. */
    static final class Child {
        private Child() {
        }

        public static void main(String[] args) {
            TinyRuns.train(TinyRuns.Kind.OT_QUEUE, TinyRuns.plan(STEPS, 2), Path.of(args[0]), new TrainingListener() {
                @Override
                public void stepped(StepReport report) {
                    System.out.println(report.step());
                }
            });
            System.out.println("complete");
        }
    }

    /** Starts a child and kills it right after it has reported {@code killAfter} steps of its own; 0 lets it end. */
    private static String run(Path checkpoints, int killAfter) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Child.class.getName(), checkpoints.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String last = "nothing";
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int steps = 0;
            String line = lines.readLine();
            while (line != null && ++steps != killAfter) {
                last = line;
                line = lines.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return last;
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    @Timeout(300)
    void aKilledAndResumedRunEndsWithTheSameWeights() throws Exception {
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");

        String last = run(whole, 0);
        for (int killAfter : new int[] {1, 6, 13}) {
            assertThat(run(killed, killAfter)).as("a killed child's last words").isNotEqualTo("complete");
        }
        String resumed = run(killed, 0);

        assertThat(last).isEqualTo("complete");
        assertThat(resumed).isEqualTo("complete");
        assertThat(sha256(TinyRuns.file(killed, STEPS, "weights.safetensors")))
                .isEqualTo(sha256(TinyRuns.file(whole, STEPS, "weights.safetensors")));
    }
}
