package org.otvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        folder = Files.createDirectories(temporary.resolve("folder"));
        for (String path : new String[] {"b.png", "a.png", "cats/x.png", "cats/notes.txt", "cats/old/y.png"}) {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.writeString(folder.resolve(path), path);
        }
    }

    @Test
    void pathsAreSortedAndNoDeeperThanAsked() {
        assertThat(FolderFiles.below(folder, 1, path -> true)).containsExactly("a.png", "b.png");
        assertThat(FolderFiles.below(folder, 2, path -> path.endsWith(".png"))).containsExactly("a.png", "b.png", "cats/x.png");
        assertThat(FolderFiles.below(folder, 3, path -> true)).contains("cats/old/y.png", "cats/notes.txt").hasSize(5);
    }

    @Test
    void linksAreFollowedAndLoopsAreNot() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
        Path dogs = Files.createDirectories(temporary.resolve("elsewhere"));
        Files.writeString(dogs.resolve("z.png"), "z");
        Files.createSymbolicLink(folder.resolve("dogs"), dogs);
        Files.createSymbolicLink(folder.resolve("back"), folder);
        Files.createSymbolicLink(folder.resolve("broken.png"), temporary.resolve("nowhere"));

        assertThat(FolderFiles.below(link, 2, path -> path.endsWith(".png")))
                .containsExactly("a.png", "b.png", "cats/x.png", "dogs/z.png");
    }

    @Test
    void saysWhichFolderCannotBeListed() {
        assertThatThrownBy(() -> FolderFiles.below(temporary.resolve("none"), 2, path -> true))
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("cannot list " + temporary.resolve("none"));
    }

    @Test
    void aNameThatLeadsToNoFileIsSaid() throws IOException {
        Files.writeString(folder.resolve("known.png"), "");

        assertThat(FolderFiles.file(folder, "cats/x.png")).exists();
        assertThatThrownBy(() -> FolderFiles.file(folder, "c\uFFFDts/x.png")).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("c\uFFFDts/x.png: expected a file name in the encoding").hasMessageContaining("LC_ALL=C.UTF-8");
        assertThatThrownBy(() -> FolderFiles.file(folder, "no\0name")).isInstanceOf(MalformedDataException.class);
    }

    @Test
    void theFirstFolderOfAPathIsItsTop() {
        assertThat(FolderFiles.top("cats/old/y.png")).isEqualTo("cats");
        assertThat(FolderFiles.top("a.png")).isEmpty();
    }

    /** CRC-32 by another program: Python's zlib.crc32(b"cats/x.png") = 1681131868. */
    @Test
    void theSplitFollowsFromThePathAlone() {
        assertThat(FolderFiles.hash("cats/x.png")).isEqualTo(1681131868L);
        assertThat(FolderFiles.split("cats/x.png")).isEqualTo(Split.TRAIN);
    }
}
