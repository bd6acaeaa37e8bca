package org.otvae;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** A block of Java in README, compiled and run with the class path of the module that tests it. */
public final class ReadmeSnippet {

    private ReadmeSnippet() {
    }

    /** The jars and folders of this test's class path. */
    public static List<String> classPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    /** Runs README's one block of Java with {@code word} in it, its relative paths below {@code folder}. */
    public static void run(String word, Path folder) throws Exception {
        List<String> lines = block(word).replace("Path.of(\"", "Path.of(\"" + folder + "/")
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

    private static String block(String word) throws IOException {
        List<String> blocks = Arrays.stream(Files.readString(Path.of("..", "README.md")).split("```java\n")).skip(1)
                .map(part -> part.substring(0, part.indexOf("```"))).filter(block -> block.contains(word)).toList();
        assertThat(blocks).as("blocks of Java in README with " + word).hasSize(1);
        return blocks.get(0);
    }
}
