package org.otvae.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
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
    void theDependenciesAreThoseOfTheBuild() throws Exception {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String readme = Files.readString(Path.of("..", "README.md"));
        String backend = "<groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>" + first(pom, "nd4j.version") + "</version>";

        assertThat(between(readme, "```xml", "```"))
                .contains("<groupId>org.otvae</groupId><artifactId>ot-vae-image</artifactId><version>" + first(pom, "version") + "</version>")
                .contains(backend + "</dependency>")
                .contains(backend + "<classifier>" + first(pom, "nd4j.classifier") + "</classifier>");
    }

    private static String first(String pom, String element) {
        return between(pom, "<" + element + ">", "</");
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @Test
    void whoImportsThisModuleGetsNothingOfTheOthers() {
        assertThat(ReadmeSnippet.classPath()).anyMatch(jar -> jar.contains("nd4j-api"))
                .anyMatch(jar -> jar.contains("datavec-api"))
                .noneMatch(jar -> jar.matches(".*(ot-vae-(audio|motion|bench)|arbiter|sqlite|picocli|spark|kotlin|opencv|"
                        + "datavec-data-image|progressbar).*"));
    }
}
