package org.otvae.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.ReadmeSnippet;
import org.otvae.audio.data.Recording;
import org.otvae.model.Tokens;

/**
 * What README shows in Java compiles and does what it says, with this module and a backend and nothing else of ours.
 */
class ReadmeTest {

    @TempDir
    private Path folder;

    @Test
    void theSnippetTurnsARecordingIntoTokensAndBack() throws Exception {
        AudioTest.writeModel(folder.resolve("model"));
        Audio.write(folder.resolve("voice.wav"), new Recording(new float[8_000], 8_000));

        ReadmeSnippet.run("Audio.tokenizer", folder);

        assertThat(Tokens.read(folder.resolve("voice.otv")).shape()).containsExactly(1, 51);
        assertThat(Audio.read(folder.resolve("decoded.wav")).seconds()).isBetween(0.99, 1.01);
    }

    @Test
    void whoImportsThisModuleGetsNothingOfTheOthers() {
        assertThat(ReadmeSnippet.classPath()).anyMatch(jar -> jar.contains("nd4j-api"))
                .noneMatch(jar -> jar.matches(".*(ot-vae-(image|motion|bench)|arbiter|sqlite|picocli|spark|kotlin|opencv|"
                        + "onnxruntime|progressbar).*"));
    }
}
