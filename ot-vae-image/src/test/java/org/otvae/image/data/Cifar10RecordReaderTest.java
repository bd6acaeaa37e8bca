package org.otvae.image.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.datavec.api.records.Record;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.Allocation;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

class Cifar10RecordReaderTest {

    private static final int RECORD = 3_073;
    private static final int MUTANTS = 400;
    private static final long MOST_HEAP = 16_000_000; // the first call loads classes

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(13);

    @Test
    void recordsHaveDataVecsLayout() throws IOException {
        byte[] bytes = records(3);
        Path file = write("three.bin", bytes);

        try (var reader = new Cifar10RecordReader()) {
            reader.initialize(new FileSplit(file.toFile()));
            reader.next();
            var record = reader.next();

            var image = ((NDArrayWritable) record.get(0)).get();
            assertThat(image.shape()).containsExactly(1, 3, 32, 32);
            assertThat(image.getInt(0, 2, 31, 30)).isEqualTo(bytes[RECORD + 1 + 2 * 1_024 + 31 * 32 + 30] & 0xFF);
            assertThat(((IntWritable) record.get(1)).get()).isEqualTo(bytes[RECORD]);
        }
    }

    @Test
    void resetBeginsAnew() throws IOException {
        try (var reader = new Cifar10RecordReader(write("two.bin", records(2)))) {
            byte[] first = new byte[Cifar10RecordReader.IMAGE_BYTES];
            byte[] again = new byte[Cifar10RecordReader.IMAGE_BYTES];
            reader.next(first, 0);
            reader.next(new byte[Cifar10RecordReader.IMAGE_BYTES], 0);
            assertThat(reader.hasNext()).isFalse();

            reader.reset();
            reader.next(again, 0);

            assertThat(again).isEqualTo(first);
        }
    }

    @Test
    void metadataBringsRecordsBackInTheOrderAskedFor() throws IOException {
        try (var reader = new Cifar10RecordReader(write("four.bin", records(4)))) {
            List<Record> all = List.of(reader.nextRecord(), reader.nextRecord(), reader.nextRecord());

            List<Record> found = reader.loadFromMetaData(List.of(all.get(2).getMetaData(), all.get(0).getMetaData()));

            assertThat(((NDArrayWritable) found.get(0).getRecord().get(0)).get())
                    .isEqualTo(((NDArrayWritable) all.get(2).getRecord().get(0)).get());
            assertThat(((NDArrayWritable) found.get(1).getRecord().get(0)).get())
                    .isEqualTo(((NDArrayWritable) all.get(0).getRecord().get(0)).get());
        }
    }

    @Test
    void aMissingFileIsNamed() {
        Path absent = folder.resolve("absent.bin");

        assertThatThrownBy(() -> new Cifar10RecordReader(absent)).isInstanceOf(MissingDataException.class)
                .hasMessageContaining("absent.bin");
    }

    @Test
    void everyCutOfAFileIsRefusedButAtTheEndOfARecord() {
        byte[] whole = records(3);

        for (int i = 0; i < MUTANTS; i++) {
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
            assertThat(outcome(cut)).isEqualTo(cut.length > 0 && cut.length % RECORD == 0 ? "read" : "refused");
        }
    }

    @Test
    void flippedBitsGiveDataOrATypedError() {
        byte[] whole = records(3);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] damaged = whole.clone();
            int at = random.nextBoolean() ? random.nextInt(3) * RECORD : random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            boolean labelsFit = (damaged[0] & 0xFF) < 10 && (damaged[RECORD] & 0xFF) < 10
                    && (damaged[2 * RECORD] & 0xFF) < 10;

            assertThat(outcome(damaged)).isEqualTo(labelsFit ? "read" : "refused");
        }
    }

    private String outcome(byte[] bytes) {
        Path file = write("mutant.bin", bytes);
        String[] outcome = {"read"};
        long allocated = Allocation.during(() -> {
            try (var reader = new Cifar10RecordReader(file)) {
                byte[] image = new byte[Cifar10RecordReader.IMAGE_BYTES];
                while (reader.hasNext()) {
                    reader.next(image, 0);
                }
            } catch (MalformedDataException expected) {
                assertThat(expected).hasMessageContaining("mutant.bin").hasMessageNotContaining("\n");
                outcome[0] = "refused";
            }
        });
        assertThat(allocated).isLessThan(MOST_HEAP);
        return outcome[0];
    }

    private byte[] records(int count) {
        byte[] bytes = new byte[count * RECORD];
        random.nextBytes(bytes);
        for (int i = 0; i < count; i++) {
            bytes[i * RECORD] = (byte) random.nextInt(10);
        }
        return bytes;
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
