package org.otvae.image.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.records.Record;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;

class IdxRecordReaderTest {

    private static final int COUNT = 12;

    @TempDir
    private Path folder;

    private URI images;
    private URI labels;

    @BeforeEach
    void writeFiles() {
        images = IdxBytes.write(folder.resolve("images"), IdxBytes.gzip(IdxBytes.images(COUNT, 3, 2))).toUri();
        labels = IdxBytes.write(folder.resolve("labels"), IdxBytes.labels(COUNT)).toUri();
    }

    @Test
    void recordIsAnImageArrayAndItsLabel() {
        try (IdxRecordReader reader = new IdxRecordReader(images, labels)) {
            reader.next();
            List<Writable> record = reader.next();

            NDArrayWritable image = (NDArrayWritable) record.get(0);
            assertThat(image.get().shape()).containsExactly(1, 1, 3, 2);
            assertThat(image.get().ravel().toFloatVector()).containsExactly(6, 7, 8, 9, 10, 11);
            assertThat(record.get(1).toInt()).isEqualTo(1);
        }
    }

    @Test
    void splitMayNameTheFilesInEitherOrder() {
        try (IdxRecordReader reader = new IdxRecordReader()) {
            reader.initialize(new CollectionInputSplit(List.of(labels, images)));

            assertThat(reader.count()).isEqualTo(COUNT);
            assertThat(reader.next(new byte[6], 0)).isZero();
            assertThat(reader.next(new byte[6], 0)).isEqualTo(1);
        }
    }

    @Test
    void readsEachRecordOnceAndAgainAfterReset() {
        try (IdxRecordReader reader = new IdxRecordReader(images, labels)) {
            byte[] first = new byte[6 * COUNT];
            byte[] second = new byte[6 * COUNT];
            for (int i = 0; i < COUNT; i++) {
                reader.next(first, 6 * i);
            }

            assertThat(reader.hasNext()).isFalse();
            assertThatThrownBy(() -> reader.next(first, 0)).isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("call reset()");
            reader.reset();
            for (int i = 0; i < COUNT; i++) {
                reader.next(second, 6 * i);
            }
            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void batchesHoldTheRecordsThatAreLeft() {
        try (IdxRecordReader reader = new IdxRecordReader(images, labels)) {
            List<Integer> sizes = new ArrayList<>();
            while (reader.hasNext()) {
                sizes.add(nextBatch(reader));
            }

            assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(COUNT);
        }
    }

    @Test
    void metadataFindsARecordAgain() {
        try (IdxRecordReader reader = new IdxRecordReader(images, labels)) {
            List<Record> records = new ArrayList<>();
            while (reader.hasNext()) {
                records.add(reader.nextRecord());
            }

            List<Record> again = reader.loadFromMetaData(List.of(records.get(7).getMetaData(),
                    records.get(2).getMetaData()));

            assertThat(again).extracting(record -> record.getRecord().get(1).toInt()).containsExactly(7, 2);
            assertThat(again.get(0).getRecord().get(0)).isEqualTo(records.get(7).getRecord().get(0));
        }
    }

    @Test
    void refusesTwoFilesOfTheSameKind() {
        assertThatThrownBy(() -> new IdxRecordReader(images, images)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("found two of the same kind");
    }

    @Test
    void refusesAnotherNumberOfLabels() {
        URI fewer = IdxBytes.write(folder.resolve("fewer"), IdxBytes.labels(COUNT - 1)).toUri();

        assertThatThrownBy(() -> new IdxRecordReader(images, fewer)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("found 11 labels and 12 images");
    }

    @Test
    void refusesASplitOfOneFile() {
        try (IdxRecordReader reader = new IdxRecordReader()) {
            assertThatThrownBy(() -> reader.initialize(new CollectionInputSplit(List.of(images))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2 files, images and labels, found 1");
        }
    }

    private static int nextBatch(IdxRecordReader reader) {
        if (reader.batchesSupported()) {
            return reader.next(5).size();
        }
        int size = 0;
        while (size < 5 && reader.hasNext()) {
            reader.next();
            size++;
        }
        return size;
    }
}
