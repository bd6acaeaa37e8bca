package org.otvae.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

    @Test
    void whatNeedsNoQuotesHasNone() {
        assertThat(ShellWord.of("plan.batchSize=32")).isEqualTo("plan.batchSize=32");
        assertThat(ShellWord.of(Path.of("runs", "a"))).isEqualTo("runs/a");
        assertThat(ShellWord.of("my runs")).isEqualTo("'my runs'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "my runs", "jdbc:postgresql://host/studies?user=me&ssl=true", "it's; echo $HOME", "log(1, 2)", "~", "*"})
    @EnabledOnOs(value = {OS.LINUX, OS.MAC}, disabledReason = "asks Bash")
    void bashReadsTheTextAgain(String text) throws Exception {
        var bash = new ProcessBuilder("bash", "-c", "printf %s " + ShellWord.of(text)).start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
}
