package org.otvae.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "only there a process that is gone is known to be dead")
class WorkerNameTest {

    private final WorkerName own = WorkerName.ofProcess();
    private final long number = ProcessHandle.current().pid();

    /** Each process takes the moment of another's start from a clock of its own, which may have been set between the two. */
    @Test
    void theStartOfAProcessIsCountedInTicksOfTheMachine() throws IOException, InterruptedException {
        var awk = new ProcessBuilder("awk", "{ sub(/.*\\) /, \"\"); print $20 }", "/proc/" + number + "/stat").start();
        String ticks = new String(awk.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(awk.waitFor()).isZero();
        assertThat(own.process()).isEqualTo(number + "/t" + ticks);
    }

    @Test
    void oneThatRunsIsAlive() {
        assertThat(own.isDead(own.worker(3))).isFalse();
    }

    @Test
    void anEarlierProcessOfTheSameNumberIsDead() {
        assertThat(own.isDead(own.machine() + "/" + number + "/t1/0")).isTrue();
    }

    @Test
    void aProcessThatIsNotThereIsDead() {
        assertThat(own.isDead(own.machine() + "/999999999/t1/0")).isTrue();
    }

    @Test
    void ofAnotherClockAndOnAnotherMachineNothingIsKnown() {
        assertThat(own.isDead(own.machine() + "/" + number + "/1700000000/0")).isFalse();
        assertThat(own.isDead("elsewhere/999999999/t1/0")).isFalse();
        assertThat(new WorkerName(own.machine(), own.process(), false).isDead(own.machine() + "/999999999/t1/0")).isFalse();
    }
}
