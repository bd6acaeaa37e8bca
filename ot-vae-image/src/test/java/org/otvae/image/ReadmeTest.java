package org.otvae.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.ReadmeSnippet;
import org.otvae.model.Tokens;

/** What README shows in Java compiles and does what it says, with this module and a backend and nothing else of ours. */
class ReadmeTest {

    @TempDir
    private Path folder;

    @Test
    void theSnippetTurnsAPictureIntoTokensAndBack() throws Exception {
        Models.write(folder.resolve("model"));
        ImageIO.write(new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB), "png", folder.resolve("picture.png").toFile());

        ReadmeSnippet.run("Images.tokenizer", folder);

        assertThat(Tokens.read(folder.resolve("tokens.otv")).shape()).containsExactly(1, 7, 7);
        assertThat(ImageIO.read(folder.resolve("decoded.png").toFile()).getWidth()).isEqualTo(28);
    }

    @Test
    void whoImportsThisModuleGetsNothingOfTheOthers() {
        assertThat(ReadmeSnippet.classPath()).anyMatch(jar -> jar.contains("nd4j-api"))
                .anyMatch(jar -> jar.contains("datavec-api"))
                .noneMatch(jar -> jar.matches(".*(ot-vae-(audio|motion|bench)|arbiter|sqlite|picocli|spark|kotlin|opencv|"
                        + "datavec-data-image|progressbar).*"));
    }
}
