package org.otvae.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @TempDir
    private Path folder;

    @Test
    void oneAtATimeHasAFolder() {
        var first = RunLock.tryTake(folder.resolve("run")).orElseThrow();

        assertThat(RunLock.tryTake(folder.resolve("run"))).isEmpty();
        assertThat(RunLock.tryTake(folder.resolve("other"))).hasValueSatisfying(RunLock::close);
        first.close();

        assertThat(RunLock.tryTake(folder.resolve("run"))).hasValueSatisfying(RunLock::close);
        RunLock.await(folder.resolve("run")).close();
    }
}
