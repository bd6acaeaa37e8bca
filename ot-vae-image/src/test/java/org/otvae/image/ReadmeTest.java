package org.otvae.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.model.Tokens;

/** What README shows in Java compiles and does what it says, with this module and a backend and nothing else of ours. */
class ReadmeTest {

    @TempDir
    private Path folder;

    @Test
    void theSnippetTurnsAPictureIntoTokensAndBack() throws Exception {
        Models.write(folder.resolve("model"));
        ImageIO.write(new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB), "png", folder.resolve("picture.png").toFile());

        run(snippet());

        assertThat(Tokens.read(folder.resolve("tokens.otv")).shape()).containsExactly(1, 7, 7);
        assertThat(ImageIO.read(folder.resolve("decoded.png").toFile()).getWidth()).isEqualTo(28);
    }

    @Test
    void whoImportsThisModuleGetsNothingOfTheOthers() {
        List<String> jars = List.of(System.getProperty("java.class.path").split(File.pathSeparator));

        assertThat(jars).anyMatch(jar -> jar.contains("nd4j-api")).anyMatch(jar -> jar.contains("datavec-api"))
                .noneMatch(jar -> jar.matches(".*(ot-vae-(audio|motion|bench)|arbiter|sqlite|picocli|spark|kotlin|opencv|"
                        + "datavec-data-image|progressbar).*"));
    }

    /** README's only block of Java. */
    private static String snippet() throws IOException {
        String[] parts = Files.readString(Path.of("..", "README.md")).split("```java\n");
        assertThat(parts).hasSize(2);
        return parts[1].substring(0, parts[1].indexOf("```"));
    }

    /** Compiles the lines as the body of a method, with their relative paths in the temporary folder, and calls it. */
    private void run(String snippet) throws Exception {
        List<String> lines = snippet.replace("Path.of(\"", "Path.of(\"" + folder + "/")
                .replace("File(\"", "File(\"" + folder + "/").lines().toList();
        String imports = lines.stream().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String body = lines.stream().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        Path source = folder.resolve("Snippet.java");
        Files.writeString(source, imports + "\npublic class Snippet {\n    public static void run() throws Exception {\n"
                + body + "    }\n}\n");
        var messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(messages, files, null,
                    List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString()), null,
                    files.getJavaFileObjects(source)).call();
            assertThat(compiled).describedAs(messages.toString()).isTrue();
        }
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass("Snippet").getMethod("run").invoke(null);
        }
    }
}
