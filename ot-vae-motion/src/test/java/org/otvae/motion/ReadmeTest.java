package org.otvae.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.ReadmeSnippet;
import org.otvae.data.MissingDataException;
import org.otvae.model.Tokens;
import org.otvae.motion.data.CmuPlayground;
import org.otvae.motion.file.BvhFile;
import org.otvae.motion.file.BvhWriter;

/**
 * What README shows in Java compiles and does what it says, with this module and a backend and nothing else of ours.
 */
class ReadmeTest {

    @TempDir
    private Path folder;

    @Test
    void theSnippetTurnsAMotionIntoTokensAndBack() throws Exception {
        MotionTest.writeModel(folder.resolve("model")); // windows of 16 frames at 30 Hz
        BvhWriter.write(folder.resolve("dance.bvh"), CmuPlayground.recording("01_01"));
        int frames = BvhFile.read(folder.resolve("dance.bvh")).frames();

        ReadmeSnippet.run("Motion.tokenizer", folder);

        int windows = (frames + 15) / 16;
        assertThat(Tokens.read(folder.resolve("dance.otv")).shape()).containsExactly(windows, 2, 2);
        var decoded = BvhFile.read(folder.resolve("decoded.bvh"));
        assertThat(decoded.frames()).isEqualTo(16 * windows);
        assertThat(decoded.skeleton().joints()).contains("root", "head");
    }

    @Test
    void aMotionIsReadAtTheRateThatIsAskedFor() {
        BvhWriter.write(folder.resolve("dance.bvh"), CmuPlayground.recording("01_03"));
        int frames = CmuPlayground.recording("01_03").frames();

        assertThat(Motion.read(folder.resolve("dance.bvh"), 30).frames()).isEqualTo(frames);
        assertThat(Motion.read(folder.resolve("dance.bvh"), 60).frames()).isEqualTo(2 * frames - 1);
        assertThatThrownBy(() -> Motion.read(folder.resolve("none.bvh"), 30)).isInstanceOf(MissingDataException.class)
                .hasMessageStartingWith("expected a BVH file, found no file ");
    }

    @Test
    void whoImportsThisModuleGetsNothingOfTheOthers() {
        assertThat(ReadmeSnippet.classPath()).anyMatch(jar -> jar.contains("nd4j-api"))
                .noneMatch(jar -> jar.matches(".*(ot-vae-(image|audio|bench)|arbiter|sqlite|picocli|spark|kotlin|"
                        + "opencv|onnxruntime|progressbar).*"));
    }
}
