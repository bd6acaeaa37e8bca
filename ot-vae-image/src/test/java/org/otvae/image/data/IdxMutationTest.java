package org.otvae.image.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.DamagedFiles;

/** Damaged files give either their data (a flipped pixel is still a pixel) or a typed error, never anything else. */
class IdxMutationTest {

    private static final int EACH = 80;
    private static final long MOST_HEAP = 32_000_000; // the largest item that a header may declare is 16.8 MB

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void everyCutOfAPlainFileIsRefused() throws IOException {
        byte[] file = IdxBytes.images(40, 6, 7);

        assertThat(refusals(() -> Arrays.copyOf(file, random.nextInt(file.length)))).isEqualTo(EACH);
    }

    @Test
    void everyCutOfAGzipFileIsRefused() throws IOException {
        byte[] file = IdxBytes.gzip(IdxBytes.images(40, 6, 7));

        assertThat(refusals(() -> Arrays.copyOf(file, random.nextInt(file.length)))).isEqualTo(EACH);
    }

    @Test
    void flippedBitsOfAPlainHeaderAreRefused() throws IOException {
        byte[] file = IdxBytes.images(40, 6, 7);

        assertThat(refusals(() -> flip(file, random.nextInt(16), 1))).isEqualTo(EACH);
    }

    @Test
    void flippedBitsOfAGzipFileNeverPassUnnoticedInItsData() throws IOException {
        byte[] file = IdxBytes.gzip(IdxBytes.images(40, 6, 7));

        assertThat(refusals(() -> flip(file, 10 + random.nextInt(file.length - 10), 1))).isEqualTo(EACH);
    }

    @Test
    void absurdLengthsAreRefused() throws IOException {
        byte[] file = IdxBytes.images(40, 6, 7);

        assertThat(refusals(() -> {
            byte[] damaged = file.clone();
            ByteBuffer.wrap(damaged).putInt(4 + 4 * random.nextInt(3), random.nextInt());
            return random.nextBoolean() ? damaged : IdxBytes.gzip(damaged);
        })).isEqualTo(EACH);
    }

    @Test
    void noiseIsRefused() throws IOException {
        assertThat(refusals(() -> {
            byte[] noise = new byte[random.nextInt(4_096)];
            random.nextBytes(noise);
            if (noise.length > 1 && random.nextBoolean()) {
                noise[0] = 0x1F;
                noise[1] = (byte) 0x8B;
            }
            return noise;
        })).isEqualTo(EACH);
    }

    @Test
    void manyFlippedBitsAnywhereGiveDataOrATypedError() throws IOException {
        byte[] plain = IdxBytes.images(40, 6, 7);
        byte[] compressed = IdxBytes.gzip(plain);

        int refused = refusals(() -> {
            byte[] file = random.nextBoolean() ? plain : compressed;
            return flip(file, random.nextInt(file.length), 1 + random.nextInt(8));
        });

        assertThat(refused).isBetween(EACH / 4, EACH);
    }

    private int refusals(Supplier<byte[]> mutation) throws IOException {
        return DamagedFiles.refused(Stream.generate(mutation).limit(EACH).toList(), folder, MOST_HEAP, IdxStreamTest::readAll);
    }

    private byte[] flip(byte[] file, int first, int count) {
        byte[] damaged = file.clone();
        damaged[first] ^= (byte) (1 << random.nextInt(8));
        for (int i = 1; i < count; i++) {
            damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }
}
