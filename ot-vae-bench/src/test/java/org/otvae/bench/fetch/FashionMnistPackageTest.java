package org.otvae.bench.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

class FashionMnistPackageTest {

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void unpacksTheFourFilesOfAnotherVersionWithAWarning() throws IOException {
        Path deb = Files.write(folder.resolve("dataset-fashion-mnist_9.9-1_all.deb"), fourFiles());
        Path target = folder.resolve("out");

        FashionMnistPackage.unpack(deb, target, said::add);

        assertThat(FashionMnistPackage.completeIn(target)).isTrue();
        assertThat(Files.readString(target.resolve("t10k-labels-idx1-ubyte.gz")))
                .isEqualTo("t10k-labels-idx1-ubyte.gz");
        assertThat(said).anyMatch(line -> line.startsWith("warning") && line.contains("9.9-1"));
        try (var files = Files.list(target)) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    void refusesTheKnownVersionWithAnotherHash() throws IOException {
        Path deb = Files.write(folder.resolve("dataset-fashion-mnist_" + FashionMnistPackage.VERSION + "_all.deb"),
                fourFiles());

        assertThatThrownBy(() -> FashionMnistPackage.unpack(deb, folder.resolve("out"), said::add))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("expected SHA-256 39e172fe");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void downloadsByTheClientItIsGivenAndCleansUp() throws IOException {
        Path deb = Files.write(folder.resolve("d.deb"), fourFiles());
        Path target = folder.resolve("cache");
        var client = List.of("sh", "-c", "cp '" + deb + "' \"$0_9.9-1_all.deb\"");

        FashionMnistPackage.fetch(target, client, said::add);

        assertThat(FashionMnistPackage.completeIn(target)).isTrue();
        try (var files = Files.list(target)) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    void saysWhatToDoWithoutAClient() {
        assertThatThrownBy(() -> FashionMnistPackage.fetch(folder.resolve("c"), List.of("no-such-client-here"),
                said::add))
                .isInstanceOf(MissingDataException.class).hasMessageContaining("no-such-client-here")
                .hasMessageContaining("--data DIR");
    }

    @Test
    void quotesTheLastLineOfAClientThatFails() {
        assertThatThrownBy(() -> FashionMnistPackage.fetch(folder.resolve("c"),
                List.of("sh", "-c", "echo one; echo E: no network >&2; exit 100"), said::add))
                .isInstanceOf(MissingDataException.class).hasMessageContaining("E: no network")
                .hasMessageContaining("--data DIR");
    }

    private static byte[] fourFiles() {
        var deb = new SyntheticDeb();
        for (String name : FashionMnistPackage.FILES) {
            deb.file("./usr/share/datasets/fashion-mnist/" + name, name.getBytes(StandardCharsets.UTF_8));
        }
        return deb.build();
    }
}
