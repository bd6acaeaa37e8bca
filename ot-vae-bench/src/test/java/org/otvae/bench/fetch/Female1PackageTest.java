package org.otvae.bench.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

class Female1PackageTest {

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void clipsLandInTheFolderAndNothingElseDoes() throws IOException {
        var archive = new SyntheticDeb();
        archive.file("package/public/res/bvh/Female1_A01_Stand.bvh", new byte[] {1});
        archive.file("package/public/res/bvh/readme.txt", new byte[] {2});
        archive.file("package/index.js", new byte[] {3});
        Path file = write(archive);

        Female1Package.unpack(file, DebianClient.sha256(file), folder.resolve("female1"), said::add);

        assertThat(folder.resolve("female1")).isDirectoryContaining("glob:**/Female1_A01_Stand.bvh");
        try (var files = Files.list(folder.resolve("female1"))) {
            assertThat(files).hasSize(1);
        }
        assertThat(said).containsExactly("warning: expected 81 clips, found 1",
                "wrote 1 clips to " + folder.resolve("female1"));
    }

    @Test
    void otherPackagesAndDamagedOnesAreRefused() throws IOException {
        Path other = write(new SyntheticDeb().file("package/index.js", new byte[] {3}));
        assertThatThrownBy(() -> Female1Package.unpack(other, "00", folder.resolve("out"), said::add))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("expected SHA-256 00");
        assertThatThrownBy(() -> Female1Package.unpack(other, DebianClient.sha256(other), folder.resolve("out"),
                said::add))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected clips Female1_*.bvh, found none");
        byte[] whole = Files.readAllBytes(other);
        Path cut = Files.write(folder.resolve("cut.tgz"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> Female1Package.unpack(cut, DebianClient.sha256(cut), folder.resolve("out"), said::add))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("fetch it again");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void withoutNpmItSaysWhatToDo() {
        assertThatThrownBy(() -> Female1Package.fetch(folder.resolve("female1"), List.of("no-such-npm"), said::add))
                .isInstanceOf(MissingDataException.class).hasMessageContainingAll("no-such-npm", "Female1_*.bvh",
                "--data DIR");
    }

    private Path write(SyntheticDeb archive) throws IOException {
        Path file = folder.resolve("matrix-engine-2.3.65.tgz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(archive.tar());
        }
        return file;
    }
}
