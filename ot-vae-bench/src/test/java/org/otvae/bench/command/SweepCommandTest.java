package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of sweeps on a test function, which needs no processes. */
class SweepCommandTest {

    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    @Test
    void whatToDoNextCanBePasted() {
        Path runs = folder.resolve("my runs");

        assertThat(sweep("--runs", runs.toString())).isEqualTo(ExitCode.OK);

        assertThat(shell.out()).contains("next: ./otvae sweep best branin-random --runs '" + runs + "'");
    }

    @Test
    void anExportWithJsonWritesItsFileToo() {
        sweep("--runs", folder.toString());
        Path file = folder.resolve("trials.csv");

        assertThat(shell.run("sweep", "export", "branin-random", "--json", "-o", file.toString(), "--runs", folder.toString()))
                .isEqualTo(ExitCode.OK);

        assertThat(file).content().startsWith("number,state,value,x,y,");
        assertThat(shell.out()).hasSize(2).allMatch(line -> line.startsWith("{\"event\":\"trial\""));
        assertThat(shell.err()).containsExactly(file.toString());
    }

    private int sweep(String... options) {
        var words = new java.util.ArrayList<>(java.util.List.of("sweep", "branin", "--no-page", "--trials", "2"));
        words.addAll(java.util.List.of(options));
        return shell.run(words.toArray(String[]::new));
    }
}
