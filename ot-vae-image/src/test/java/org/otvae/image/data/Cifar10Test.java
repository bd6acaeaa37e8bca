package org.otvae.image.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

/** The six files are sparse: zeros, but for what a test writes into them. */
class Cifar10Test {

    private static final long FILE = 30_730_000;
    private static final int RECORD = 3_073;

    @TempDir
    private Path folder;

    private Path files;

    @BeforeEach
    void writeFiles() throws IOException {
        files = Files.createDirectory(folder.resolve("cifar-10-batches-bin"));
        for (String name : List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin",
                "data_batch_5.bin", "test_batch.bin")) {
            try (var file = new RandomAccessFile(files.resolve(name).toFile(), "rw")) {
                file.setLength(FILE);
            }
        }
    }

    @Test
    void splitsAreTheProtocols() throws IOException {
        write("data_batch_4.bin", 9_999L * RECORD, 7); // label of the last training image
        write("data_batch_4.bin", 9_999L * RECORD + 1, 255); // its first red value
        write("data_batch_5.bin", 1 + 1_024, 51); // first green value of the first validation image
        write("test_batch.bin", 9_999L * RECORD + 3_072, 102); // last blue value of the last test image

        ImageCorpus corpus = Cifar10.open(folder);

        assertThat(corpus.exampleShape()).containsExactly(3, 32, 32);
        assertThat(corpus.size(Split.TRAIN)).isEqualTo(40_000);
        assertThat(corpus.size(Split.VALIDATION)).isEqualTo(10_000);
        assertThat(corpus.size(Split.TEST)).isEqualTo(10_000);
        assertThat(corpus.label(Split.TRAIN, 39_999)).isEqualTo(7);
        assertThat(read(corpus, Split.TRAIN, 39_999)[0]).isEqualTo(1);
        assertThat(read(corpus, Split.VALIDATION, 0)[1_024]).isEqualTo(0.2f);
        assertThat(read(corpus, Split.TEST, 9_999)[3_071]).isEqualTo(0.4f);
    }

    @Test
    void theFolderOfTheFilesItselfWillDoToo() {
        assertThat(Cifar10.open(files).fingerprint()).isEqualTo(Cifar10.open(folder).fingerprint());
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(files.resolve("data_batch_3.bin"));

        assertThatThrownBy(() -> Cifar10.open(files)).isInstanceOf(MissingDataException.class)
                .hasMessageNotContaining("\n")
                .hasMessageContainingAll(files.toAbsolutePath() + " (no data_batch_3.bin)", "--data DIR");
    }

    @Test
    void aFileOfAnotherNumberOfImagesIsRefused() throws IOException {
        try (var file = new RandomAccessFile(files.resolve("test_batch.bin").toFile(), "rw")) {
            file.setLength(5L * RECORD);
        }

        assertThatThrownBy(() -> Cifar10.open(folder)).isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll("test_batch.bin", "expected 10000 images, found 5");
    }

    @Test
    void aLabelAboveNineIsRefused() throws IOException {
        write("data_batch_2.bin", 3L * RECORD, 10);

        assertThatThrownBy(() -> Cifar10.open(folder)).isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll("data_batch_2.bin", "expected labels from 0 to 9, found 10 in record 3");
    }

    private void write(String name, long position, int value) throws IOException {
        try (var file = new RandomAccessFile(files.resolve(name).toFile(), "rw")) {
            file.seek(position);
            file.write(value);
        }
    }

    private static float[] read(ImageCorpus corpus, Split split, int index) {
        float[] image = new float[3 * 32 * 32];
        corpus.read(split, index, 0, image, 0);
        return image;
    }
}
