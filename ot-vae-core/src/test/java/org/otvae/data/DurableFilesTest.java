package org.otvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aFileIsReplacedWholeOrNotAtAll() throws IOException {
        Path file = Files.writeString(folder.resolve("model.json"), "old");

        assertThatThrownBy(() -> DurableFiles.replace(file, out -> {
            out.write("ne".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            throw new IOException("disk full");
        })).hasMessage("disk full");
        assertThat(file).hasContent("old");
        DurableFiles.replace(file, out -> out.write("new".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void severalMayReplaceOneFileAtOnce() {
        Path file = folder.resolve("page.html");

        IntStream.range(0, 200).parallel().forEach(i -> {
            try {
                DurableFiles.replace(file, out -> out.write(("page " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });

        assertThat(file).content().matches("page [0-9]+");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aNewFileDoesNotReplaceAnother() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "a");

        assertThatThrownBy(() -> DurableFiles.create(file, out -> out.write(1))).isInstanceOf(IOException.class);
        assertThat(file).hasContent("a");
    }
}
