package org.otvae.image.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.Allocation;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

class IdxStreamTest {

    @TempDir
    private Path folder;

    @Test
    void readsImagesOfAPlainFile() {
        Path file = IdxBytes.write(folder.resolve("images"), IdxBytes.images(3, 4, 5));
        byte[] item = new byte[20];

        try (IdxStream stream = IdxStream.open(file)) {
            assertThat(stream.holdsImages()).isTrue();
            assertThat(new int[] {stream.count(), stream.rows(), stream.columns()}).containsExactly(3, 4, 5);
            stream.read(item, 0);
            stream.read(item, 0);
            assertThat(item[0]).isEqualTo((byte) 20);
            stream.read(item, 0);
            assertThat(item[19]).isEqualTo((byte) 59);
            assertThat(stream.position()).isEqualTo(3);
        }
    }

    @Test
    void readsTheSameFromAGzipFileWhateverItsName() {
        byte[] content = IdxBytes.images(3, 4, 5);
        Path file = IdxBytes.write(folder.resolve("images-without-suffix"), IdxBytes.gzip(content));
        byte[] items = new byte[60];

        try (IdxStream stream = IdxStream.open(file)) {
            for (int i = 0; i < 3; i++) {
                stream.read(items, 20 * i);
            }
        }

        assertThat(items).isEqualTo(Arrays.copyOfRange(content, 16, content.length));
    }

    @Test
    void readsLabels() {
        Path file = IdxBytes.write(folder.resolve("labels"), IdxBytes.labels(12));
        byte[] label = new byte[1];

        try (IdxStream stream = IdxStream.open(file)) {
            assertThat(stream.holdsImages()).isFalse();
            assertThat(stream.itemBytes()).isEqualTo(1);
            for (int i = 0; i < 12; i++) {
                stream.read(label, 0);
                assertThat(label[0]).isEqualTo((byte) (i % 10));
            }
            assertThatThrownBy(() -> stream.read(label, 0)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("12 items and all have been read");
        }
    }

    @Test
    void refusesAnotherMagicNumber() {
        byte[] content = IdxBytes.images(1, 2, 2);
        content[2] = 0x0D; // floats

        refused(content, "expected the magic number 0x00000803 (images) or 0x00000801 (labels)", "found 0x00000d03");
    }

    @Test
    void refusesAHeaderThatDeclaresMoreThanThePlainFileHolds() {
        byte[] content = IdxBytes.images(1, 2, 2);
        ByteBuffer.wrap(content).putInt(4, 90_000_000).putInt(8, 4_096).putInt(12, 4_096);

        refused(content, "expected 1509949440000016 bytes as its header declares", "found 20 bytes");
    }

    @Test
    void refusesAHeaderThatDeclaresMoreThanDeflateCouldHold() {
        byte[] content = IdxBytes.images(1, 2, 2);
        ByteBuffer.wrap(content).putInt(4, 90_000_000).putInt(8, 4_096).putInt(12, 4_096);

        refused(IdxBytes.gzip(content), "compressed, for the 1509949440000016", "get the file again");
    }

    @Test
    void refusesNegativeAndAbsurdLengths() {
        byte[] negative = IdxBytes.images(1, 2, 2);
        ByteBuffer.wrap(negative).putInt(4, -1);
        byte[] wide = IdxBytes.images(1, 2, 2);
        ByteBuffer.wrap(wide).putInt(12, Integer.MAX_VALUE);

        refused(negative, "expected count from 1 to 100000000, found -1");
        refused(wide, "expected columns from 1 to 4096, found 2147483647");
    }

    @Test
    void refusesBytesAfterTheLastItem() {
        byte[] content = IdxBytes.images(2, 2, 2);
        byte[] longer = Arrays.copyOf(content, content.length + 1);

        refused(longer, "expected 24 bytes as its header declares, found 25 bytes");
        refused(IdxBytes.gzip(longer), "expected the end of the data after 2 items, found more bytes");
    }

    @Test
    void refusesAGzipFileWhoseChecksumIsWrong() {
        byte[] stored = IdxBytes.gzip(IdxBytes.images(2, 2, 2));
        stored[stored.length - 6] ^= 1;

        refused(stored, "expected whole gzip data", "checksum does not fit");
    }

    @Test
    void refusesAFileOfThousandsOfEmptyGzipMembers() {
        byte[] empty = IdxBytes.gzip(new byte[0]);
        byte[] many = new byte[empty.length * 50_000];
        for (int i = 0; i < 50_000; i++) {
            System.arraycopy(empty, 0, many, i * empty.length, empty.length);
        }

        refused(many, "bytes after the end of the compressed data");
    }

    @Test
    void doesNotDecompressABombBeyondItsDeclaredLength() {
        byte[] content = new byte[50_000_000];
        System.arraycopy(IdxBytes.images(100, 2, 2), 0, content, 0, 416);
        Path file = IdxBytes.write(folder.resolve("bomb"), IdxBytes.gzip(content));

        long allocated = Allocation.during(() -> assertThatThrownBy(() -> readAll(file))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("found more bytes"));

        assertThat(allocated).isLessThan(4_000_000);
    }

    @Test
    void namesAMissingFile() {
        Path absent = folder.resolve("absent");

        assertThatThrownBy(() -> IdxStream.open(absent)).isInstanceOf(MissingDataException.class)
                .hasMessageContaining(absent.toUri().toString());
    }

    @Test
    void refusesALocationOnAnotherMachine() {
        assertThatThrownBy(() -> IdxStream.open(URI.create("ftp://example.org/images")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a file or an entry of a jar");
    }

    private void refused(byte[] content, String... parts) {
        Path file = IdxBytes.write(folder.resolve("malformed"), content);
        assertThatThrownBy(() -> readAll(file)).isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(file.toString()).hasMessageNotContaining("\n").hasMessageContainingAll(parts);
    }

    static void readAll(Path file) {
        try (IdxStream stream = IdxStream.open(file)) {
            byte[] item = new byte[stream.itemBytes()];
            while (stream.position() < stream.count()) {
                stream.read(item, 0);
            }
        }
    }
}
