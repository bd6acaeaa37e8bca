package org.otvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.Allocation;
import org.otvae.data.MalformedDataException;
import org.otvae.data.Mutations;

class TokensTest {

    private static final long MAX_HEAP = 64L << 20;

    private static Tokens tokens(int codes, int samples, int positions, long seed) {
        int[] indices = new SplittableRandom(seed).ints((long) samples * positions, 0, codes).toArray();
        return new Tokens(codes, new int[] {samples, positions}, indices, "image", "sha256:0123");
    }

    private static byte[] bytes(Tokens tokens) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            tokens.writeTo(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static Tokens read(byte[] bytes) {
        try {
            return Tokens.readFrom(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] withChecksum(byte[] bytes) {
        byte[] copy = bytes.clone();
        CRC32C checksum = new CRC32C();
        checksum.update(copy, 0, copy.length - 4);
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(copy.length - 4, (int) checksum.getValue());
        return copy;
    }

    @Test
    void fileHasTheDocumentedLayout() {
        // checksum: python3 with a bitwise CRC-32C, polynomial 0x82F63B78, over the bytes before it
        Tokens tokens = new Tokens(5, new int[] {1, 3}, new int[] {4, 0, 3}, "a", "bc");

        assertThat(HexFormat.of().formatHex(bytes(tokens))).isEqualTo(
                "4f545654" + "01" + "02" + "0100" + "0200" + "05000000" + "01000000" + "03000000"
                        + "61" + "6263" + "c400" + "856fe756");
    }

    @Property(tries = 300, seed = "10")
    void whatIsWrittenComesBack(@ForAll @IntRange(min = 2) int codes, @ForAll @IntRange(max = 5) int samples,
                                @ForAll @IntRange(min = 1, max = 30) int positions, @ForAll long seed) {
        Tokens written = tokens(codes, samples, positions, seed);

        Tokens read = read(bytes(written));

        assertThat(read).isEqualTo(written).hasSameHashCodeAs(written);
    }

    @Test
    void fileHasNoMoreBitsThanTheCodesNeed() {
        int header = bytes(tokens(2, 0, 1, 1)).length;

        assertThat(bytes(tokens(2, 10, 49, 1)).length - header).isEqualTo((490 + 7) / 8);
        assertThat(bytes(tokens(256, 10, 49, 1)).length - header).isEqualTo(490);
        assertThat(bytes(tokens(257, 10, 49, 1)).length - header).isEqualTo((9 * 490 + 7) / 8);
        assertThat(bytes(tokens(Integer.MAX_VALUE, 10, 49, 1)).length - header).isEqualTo((31 * 490 + 7) / 8);
    }

    @Test
    void sampleIsThatPartAlone() {
        Tokens tokens = new Tokens(9, new int[] {2, 2, 2}, new int[] {0, 1, 2, 3, 4, 5, 6, 7}, "image", "m");

        assertThat(tokens.sample(1))
                .isEqualTo(new Tokens(9, new int[] {1, 2, 2}, new int[] {4, 5, 6, 7}, "image", "m"));
        assertThat(tokens.index(1, 2)).isEqualTo(6);
        assertThat(tokens.samples()).isEqualTo(2);
        assertThat(tokens.positions()).isEqualTo(4);
        assertThatThrownBy(() -> tokens.sample(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tokens.index(0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void copiesItsArraysInAndOut() {
        int[] shape = {1, 2};
        int[] indices = {0, 1};
        Tokens tokens = new Tokens(2, shape, indices, "image", "m");

        shape[1] = 9;
        indices[0] = 9;
        tokens.indices()[1] = 9;
        tokens.shape()[0] = 9;

        assertThat(tokens.shape()).containsExactly(1, 2);
        assertThat(tokens.indices()).containsExactly(0, 1);
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        assertRefused(1, new int[] {1, 1}, new int[] {0}, "codes must be at least 2, found 1");
        assertRefused(4, new int[] {1, 2}, new int[] {0, 4}, "indices must be in [0, 4), found 4 at 1");
        assertRefused(4, new int[] {1, 2}, new int[] {-1, 0}, "indices must be in [0, 4), found -1 at 0");
        assertRefused(4, new int[] {1, 2}, new int[] {0}, "shape [1, 2] needs 2 indices, found 1");
        assertRefused(4, new int[] {1}, new int[] {0}, "shape must have 2 to 8 sizes, at least one position in a"
                + " sample and at most 2147483647 indices, found [1]");
        assertRefused(4, new int[] {1, 0}, new int[0], "found [1, 0]");
        assertRefused(4, new int[] {65536, 65536}, new int[0], "found [65536, 65536]");
        assertThatThrownBy(() -> new Tokens(4, new int[] {0, 1}, new int[0], "x".repeat(65), "m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("modality must have at most 64 bytes in UTF-8, found 65");
    }

    private static void assertRefused(int codes, int[] shape, int[] indices, String message) {
        assertThatThrownBy(() -> new Tokens(codes, shape, indices, "image", "m"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void streamIsLeftRightAfterTheTokens() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        tokens(7, 2, 3, 1).writeTo(out);
        tokens(300, 1, 9, 2).writeTo(out);
        ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());

        assertThat(Tokens.readFrom(in)).isEqualTo(tokens(7, 2, 3, 1));
        assertThat(Tokens.readFrom(in)).isEqualTo(tokens(300, 1, 9, 2));
        assertThat(in.read()).isEqualTo(-1);
    }

    /** Whoever reads the old file goes on reading it: it is not cut short in its place. */
    @Test
    void anOldFileStandsUntilTheNewOneIsWhole(@TempDir Path folder) throws IOException {
        Tokens old = tokens(7, 2, 3, 1);
        Path file = folder.resolve("t.otv");
        old.write(file);

        try (var reader = Files.newInputStream(file)) {
            tokens(300, 1, 9, 2).write(file);

            assertThat(Tokens.readFrom(reader)).isEqualTo(old);
        }
        assertThat(Tokens.read(file)).isEqualTo(tokens(300, 1, 9, 2));
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void fileComesBackAndMustEndAfterItsChecksum(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tokens.otv");
        Tokens tokens = tokens(256, 10, 49, 3);

        tokens.write(file);

        assertThat(Tokens.read(file)).isEqualTo(tokens);
        Files.write(file, new byte[1], StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Tokens.read(file)).isInstanceOf(MalformedDataException.class)
                .hasMessage(file.toAbsolutePath()
                        + ": expected nothing after the checksum of the token file, found more");
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] good = bytes(tokens(100, 2, 6, 4));

        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> read(bad)).isInstanceOf(MalformedDataException.class);
        }
    }

    @Test
    void indexBeyondTheCodesIsRefusedEvenWithARightChecksum() {
        byte[] bad = bytes(new Tokens(5, new int[] {1, 1}, new int[] {4}, "", ""));
        bad[bad.length - 5] = 7;

        assertThatThrownBy(() -> read(withChecksum(bad))).isInstanceOf(MalformedDataException.class)
                .hasMessage("token file: indices must be in [0, 5), found 7 at 0");
        bad[bad.length - 5] = (byte) 0xF4;
        assertThatThrownBy(() -> read(withChecksum(bad))).isInstanceOf(MalformedDataException.class)
                .hasMessage("expected zeros after the last index, found other bits");
    }

    @Test
    void damagedFilesAreRefusedWithinLittleMemory() {
        byte[] good = bytes(tokens(256, 80, 49, 5)); // about 4 KB
        List<byte[]> mutants = new ArrayList<>(Mutations.of(good, 11, 700));
        for (byte[] mutant : Mutations.of(good, 12, 700)) {
            mutants.add(mutant.length < 4 ? mutant : withChecksum(mutant));
        }
        mutants.addAll(absurdHeaders(good));
        List<Throwable> refusals = new ArrayList<>();

        long most = 0;
        for (byte[] mutant : mutants) {
            most = Math.max(most, Allocation.during(() -> {
                Throwable thrown = catchThrowable(() -> read(mutant));
                if (thrown != null) {
                    refusals.add(thrown);
                }
            }));
        }

        assertThat(refusals).hasSizeGreaterThan(700).allMatch(thrown -> thrown instanceof MalformedDataException);
        assertThat(most).isLessThan(MAX_HEAP);
    }

    private static List<byte[]> absurdHeaders(byte[] good) {
        List<byte[]> headers = new ArrayList<>();
        int[] absurd = {0, -1, 1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE, 65536, 1 << 30};
        for (int codes : absurd) {
            for (int samples : absurd) {
                for (int positions : absurd) {
                    byte[] bytes = good.clone();
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(10, codes).putInt(14, samples).putInt(18, positions);
                    headers.add(withChecksum(bytes));
                    headers.add(withChecksum(Arrays.copyOf(bytes, 60)));
                }
            }
        }
        return headers;
    }
}
