package org.otvae.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.Mutations;
import org.otvae.data.Split;

class CodesFileTest {

    private static final CodesCorpus CORPUS = CodesCorpus.of("some-codes", 7, 2, Map.of(
            Split.TRAIN, new int[] {1, 0, 6, 0, 3, 3}, Split.TEST, new int[] {2, 5, 6}));

    @TempDir
    private Path folder;

    private CodesFile file(String origin) {
        return new CodesFile(folder.resolve("codes/codes.safetensors"), origin);
    }

    @Test
    void codesAreReadAsTheyWereWritten() {
        file("model data").write(CORPUS);

        CodesCorpus read = file("model data").read().orElseThrow();

        assertThat(read.name()).isEqualTo("some-codes");
        assertThat(read.codes()).isEqualTo(7);
        assertThat(read.positions()).isEqualTo(2);
        assertThat(read.classes()).isEqualTo(3);
        assertThat(read.size(Split.VALIDATION)).isZero();
        assertThat(read.fingerprint()).isEqualTo(CORPUS.fingerprint());
        assertThat(read.usage(Split.TRAIN)).containsExactly(1, 0, 0, 2, 0, 0, 1);
    }

    @Test
    void codesOfAnotherModelOrOtherDataAreNotTaken() {
        assertThat(file("model data").read()).isEmpty();

        file("model data").write(CORPUS);

        assertThat(file("model other").read()).isEmpty();
    }

    @Test
    void damagedFilesAreToldOrReadWithinBounds() throws IOException {
        file("o").write(CORPUS);
        byte[] whole = Files.readAllBytes(file("o").file());
        for (byte[] bytes : Mutations.of(whole, 5, 500)) {
            Files.write(file("o").file(), bytes);
            try {
                file("o").read().ifPresent(read -> assertThat(read.numbers(Split.TRAIN)).hasSizeLessThan(7));
            } catch (MalformedDataException told) {
                assertThat(told).hasMessageContaining("codes.safetensors");
            }
        }
    }

    @Test
    void aCodeThatDoesNotExistIsToldWithTheWayOut() {
        file("o").write(CodesCorpus.of("c", 3, 1, Map.of(Split.TRAIN, new int[] {9, 3})));

        assertThatThrownBy(() -> file("o").read()).isInstanceOf(MalformedDataException.class)
                .hasMessageEndingWith("expected codes from 0 to 2, found 3; remove the file, it is made again");
    }
}
