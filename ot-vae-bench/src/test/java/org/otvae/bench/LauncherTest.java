package org.otvae.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a tree of its own, with a Java and a Maven that only tell how they were called. */
@EnabledOnOs(value = {OS.LINUX, OS.MAC}, disabledReason = "the launcher is a bash script")
class LauncherTest {

    @TempDir
    private Path folder;

    private Path home;
    private String output;

    @BeforeEach
    void makeTree() throws IOException {
        home = Files.createDirectories(folder.resolve("a home"));
        Files.copy(Path.of("..", "otvae"), home.resolve("otvae"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("ot-vae-bench/src/main"));
        Files.writeString(home.resolve("ot-vae-bench/pom.xml"), "<project/>");
        Files.createDirectories(folder.resolve("bin"));
        script("java", "if [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.1\"' >&2; exit 0; fi\n"
                + "echo \"java in $PWD with $OMP_NUM_THREADS threads: $*\"; exit 7");
        script("mvn", "echo built >>\"$PWD/built\"; echo chatter\nmkdir -p ot-vae-bench/target\n"
                + "echo -n /lib/a.jar >ot-vae-bench/target/classpath.txt\n"
                + "touch ot-vae-bench/target/ot-vae-bench-1.jar");
    }

    @Test
    void buildsOnceThenRunsJavaAndPassesItsExitCode() throws Exception {
        assertThat(launch("train", "two words")).isEqualTo(7);
        assertThat(output).contains("building").doesNotContain("chatter").contains("java in " + folder.toRealPath())
                .contains("ot-vae-bench-1.jar:/lib/a.jar org.otvae.bench.Main train two words");

        assertThat(launch("demo")).isEqualTo(7);
        assertThat(output).doesNotContain("building");
        assertThat(home.resolve("built")).hasContent("built");
    }

    @Test
    void buildsAgainWhenASourceChangedOrTheProfile() throws Exception {
        launch("demo");
        Files.writeString(home.resolve("ot-vae-bench/src/main/New.java"), "class New { }");
        Files.setLastModifiedTime(home.resolve("ot-vae-bench/src/main/New.java"),
                java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 5000));

        launch("demo");

        assertThat(output).contains("building");
    }

    @Test
    void showsWhyABuildFailed() throws Exception {
        script("mvn", "echo the reason; exit 1");

        assertThat(launch("demo")).isEqualTo(1);
        assertThat(output).contains("the reason", "the build failed").doesNotContain("java in");
    }

    @Test
    void saysWhatItNeedsWhereJavaDoesNotRun() throws Exception {
        script("java", "echo 'no memory'; exit 1");

        assertThat(launch("demo")).isEqualTo(2);
        assertThat(output).contains("expected Java 17 or newer, found version unknown");
    }

    @Test
    void saysWhichJavaItNeeds() throws Exception {
        script("java", "echo 'openjdk version \"11.0.2\"' >&2");

        assertThat(launch("demo")).isEqualTo(2);
        assertThat(output).contains("expected Java 17 or newer, found version 11");
    }

    private int launch(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", home.resolve("otvae").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "OTVAE_PROFILE", "OTVAE_JAVA_OPTIONS"));
        builder.environment().put("OMP_NUM_THREADS", "3");
        Process process = builder.start();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    private void script(String name, String body) throws IOException {
        Path file = folder.resolve("bin").resolve(name);
        Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
