package org.otvae.image.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

class MnistFilesTest {

    @TempDir
    private Path folder;

    @Test
    void missingSetNamesFilesFoldersAndWhatToDo() {
        Path empty = folder.resolve("empty");

        assertThatThrownBy(() -> FashionMnist.open(empty)).isInstanceOf(MissingDataException.class)
                .hasMessageNotContaining("\n")
                .hasMessageContainingAll("train-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
                        empty.toAbsolutePath() + " (none of them)", "--data DIR", "./otvae data fetch fashion-mnist");
    }

    @Test
    void messageNamesTheOneFileThatIsAbsent() throws IOException {
        for (String name : List.of("train-images-idx3-ubyte", "train-labels.idx1-ubyte.gz",
                "t10k-images-idx3-ubyte.gz")) {
            Files.createFile(folder.resolve(name));
        }

        assertThatThrownBy(() -> Mnist.open(folder)).isInstanceOf(MissingDataException.class)
                .hasMessageContaining(folder.toAbsolutePath() + " (no t10k-labels-idx1-ubyte)");
    }

    @Test
    void packageFolderComesBeforeTheCache() {
        Path cache = folder.resolve("cache");

        assertThat(MnistFiles.folders("fashion-mnist", cache))
                .containsExactly(Path.of("/usr/share/datasets/fashion-mnist"), cache.resolve("fashion-mnist"));
    }

    @Test
    void firstCompleteFolderIsTaken() throws IOException {
        Path partial = Files.createDirectory(folder.resolve("partial"));
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Files.createFile(partial.resolve("train-images-idx3-ubyte"));
        for (String name : List.of("train-images.idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images.idx3-ubyte.gz",
                "t10k-labels-idx1-ubyte.gz")) {
            Files.createFile(whole.resolve(name));
        }

        assertThat(MnistFiles.find(List.of(partial, whole))).contains(whole);
        assertThat(MnistFiles.find(List.of(partial))).isEmpty();
    }

    @Test
    void splitsAreTheFirst50000TheLast10000AndTheTestFile() {
        writeSet(60_000);

        ImageCorpus corpus = Mnist.open(folder);

        assertThat(corpus.size(Split.TRAIN)).isEqualTo(50_000);
        assertThat(corpus.size(Split.VALIDATION)).isEqualTo(10_000);
        assertThat(corpus.size(Split.TEST)).isEqualTo(10_000);
        assertThat(firstPixel(corpus, Split.TRAIN, 49_999)).isEqualTo(pattern(49_999));
        assertThat(firstPixel(corpus, Split.VALIDATION, 0)).isEqualTo(pattern(50_000));
        assertThat(firstPixel(corpus, Split.VALIDATION, 9_999)).isEqualTo(pattern(59_999));
        assertThat(firstPixel(corpus, Split.TEST, 3)).isEqualTo(pattern(3));
    }

    @Test
    void anotherNumberOfImagesIsRefused() {
        writeSet(59_999);

        assertThatThrownBy(() -> Mnist.open(folder)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected 60000 images of 28 x 28, found 59999 of 28 x 28");
    }

    @Test
    @Tag("data")
    void fullSetOnThisMachineIsThePublishedOne() {
        assumeTrue(FashionMnist.folder().isPresent(),
                "needs Fashion-MNIST in /usr/share/datasets or the cache; ./otvae data fetch fashion-mnist gets it");

        assertThat(FashionMnist.open().fingerprint()).isEqualTo(FashionMnist.FINGERPRINT);
    }

    private void writeSet(int train) {
        IdxBytes.write(folder.resolve("train-images-idx3-ubyte"), IdxBytes.images(train, 28, 28));
        IdxBytes.write(folder.resolve("train-labels-idx1-ubyte"), IdxBytes.labels(train));
        IdxBytes.write(folder.resolve("t10k-images.idx3-ubyte"), IdxBytes.images(10_000, 28, 28));
        IdxBytes.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), IdxBytes.gzip(IdxBytes.labels(10_000)));
    }

    private static int pattern(int image) {
        return image * 784 % 251;
    }

    private static int firstPixel(ImageCorpus corpus, Split split, int index) {
        float[] values = new float[784];
        corpus.read(split, index, 0, values, 0);
        return Math.round(values[0] * 255);
    }
}
