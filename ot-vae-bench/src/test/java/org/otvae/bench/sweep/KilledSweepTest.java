package org.otvae.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.bench.sweep.study.StudyStore;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;

@Tag("slow")
@EnabledOnOs(value = OS.LINUX, disabledReason = "only there a killed worker is known to be dead before its lease ends")
class KilledSweepTest {

    private static final int KILLS = 20;
    private static final int TRIALS = 400;

    @TempDir
    private Path folder;

    /**
     * The moments are random, in trials that have ended since the start, so that a slow machine is killed as evenly as a fast one.
     * A trial whose worker was killed between the commit and the line in the file has no line, hence at most one line each.
     */
    @Test
    void twentyKillsLoseAndRepeatNoFinishedTrial() throws Exception {
        var random = new SplittableRandom(20261125);
        Map<Integer, Trial> finished = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process sweep = start();
            int before = lines().size();
            int after = random.nextInt(15);
            while (sweep.isAlive() && lines().size() < before + after) {
                sweep.waitFor(1, TimeUnit.MILLISECONDS);
            }
            if (after == 0) {
                sweep.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS); // in the start of the program
            }
            sweep.destroyForcibly().waitFor();
            for (Trial trial : trials()) {
                if (trial.state() == TrialState.COMPLETE) {
                    assertThat(trial).isEqualTo(finished.getOrDefault(trial.number(), trial));
                    finished.put(trial.number(), trial);
                }
            }
        }
        assertThat(start().waitFor()).isZero();

        assertThat(trials()).hasSize(TRIALS).allMatch(trial -> trial.state() == TrialState.COMPLETE);
        assertThat(finished.values()).allSatisfy(trial -> assertThat(trials().get(trial.number())).isEqualTo(trial));
        assertThat(lines()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(TRIALS - KILLS * 2);
    }

    private List<Trial> trials() {
        try (var store = StudyStore.open(folder.resolve("sweeps.db").toString())) {
            return store.has("branin-random") ? store.study("branin-random").trials() : new ArrayList<>();
        }
    }

    private List<String> lines() throws IOException {
        Path ended = folder.resolve("ended.txt");
        return Files.exists(ended) ? Files.readAllLines(ended) : List.of();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), KilledSweep.class.getName(),
                folder.resolve("sweeps.db").toString(), folder.resolve("ended.txt").toString(), String.valueOf(TRIALS))
                .redirectErrorStream(true).redirectOutput(folder.resolve("log.txt").toFile()).start();
    }
}
