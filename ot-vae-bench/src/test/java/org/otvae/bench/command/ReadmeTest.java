package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.bench.run.JsonLines;
import org.otvae.image.Images;
import org.otvae.model.Tokens;

/** What README shows in Java compiles and does what it says. */
@Tag("slow")
class ReadmeTest {

    @TempDir
    private Path folder;

    @Test
    void theSnippetTurnsAPictureIntoTokensAndBack() throws Exception {
        Shell shell = new Shell();
        assertThat(shell.run("train", "demo-ot", "--json", "--runs", folder.toString(), "--set", "plan.steps=1"))
                .describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        String trained = (String) JsonLines.object(shell.out().get(0), "standard output").get("dir");
        Files.move(Path.of(trained), Files.createDirectories(folder.resolve("runs/demo-s1")).resolve("ot"));
        Images.write(folder.resolve("picture.png"), new float[3 * 40 * 50], new long[] {3, 40, 50});

        run(snippet());

        assertThat(Tokens.read(folder.resolve("tokens.otv")).shape()).containsExactly(1, 7, 7);
        assertThat(Images.read(folder.resolve("decoded.png"), new long[] {1, 28, 28})).hasSize(784);
    }

    /** README's only block of Java. */
    private static String snippet() throws Exception {
        String[] parts = Files.readString(Path.of("..", "README.md")).split("```java\n");
        assertThat(parts).hasSize(2);
        return parts[1].substring(0, parts[1].indexOf("```"));
    }

    /** Compiles the lines as the body of a method, with their relative paths in the temporary folder, and calls it. */
    private void run(String snippet) throws Exception {
        List<String> lines = snippet.replace("Path.of(\"", "Path.of(\"" + folder + "/").lines().toList();
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
