package org.otvae.audio.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.data.DamagedFiles;
import org.otvae.data.Mutations;

/** Damaged files give sound or a typed error in one line, in bounded time and memory. */
class SoundFileMutationTest {

    private static final int MUTANTS = 350;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mono16.flac", "stereo24.flac", "stereo.ogg"})
    void damagedFilesAreRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(SoundFileTest.resource(name));

        assertThat(refusals(Mutations.of(whole, 5, MUTANTS))).isBetween(MUTANTS / 2, MUTANTS);
    }

    @Test
    void damagedWaveFilesAreRefusedOrSound() throws IOException {
        Path file = folder.resolve("whole.wav");
        WaveFile.write(file, new Recording(new float[100], 8_000));

        assertThat(refusals(Mutations.of(Files.readAllBytes(file), 6, MUTANTS))).isBetween(MUTANTS / 10, MUTANTS);
    }

    /** Nothing but our own checks stands between such packets and the library. */
    @Test
    @Tag("slow")
    void oggPagesWhoseChecksumsWereMadeToFitAreRefusedOrSound() throws IOException {
        List<byte[]> mutants = Mutations.of(Files.readAllBytes(SoundFileTest.resource("stereo.ogg")), 7, 3 * MUTANTS);
        mutants.forEach(SoundFileMutationTest::mend);

        assertThat(refusals(mutants)).isBetween(MUTANTS / 4, 3 * MUTANTS);
    }

    /** As above, all damage in the headers, which decide how much memory the library takes. */
    @Test
    @Tag("slow")
    void headersOfVorbisThatMakeNoSenseAreRefusedOrSound() throws IOException {
        byte[] whole = Files.readAllBytes(SoundFileTest.resource("stereo.ogg"));
        var random = new java.util.SplittableRandom(8);
        List<byte[]> mutants = new java.util.ArrayList<>();
        for (int i = 0; i < 3 * MUTANTS; i++) {
            byte[] mutant = whole.clone();
            for (int flips = 0; flips <= i % 4; flips++) {
                mutant[28 + random.nextInt(3_500)] = (byte) random.nextInt(256);
            }
            mend(mutant);
            mutants.add(mutant);
        }

        assertThat(refusals(mutants)).isBetween(MUTANTS, 3 * MUTANTS);
    }

    private int refusals(List<byte[]> mutants) throws IOException {
        return DamagedFiles.refused(mutants, folder, file -> assertThat(SoundFile.read(file).samples()).isNotEmpty());
    }

    /** Writes the right checksum into each page that still can be told, bit by bit as the format describes it. */
    private static void mend(byte[] file) {
        ByteBuffer numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + 27 <= file.length && numbers.getInt(at) == 0x5367_674F) {
            int count = file[at + 26] & 0xFF;
            int end = at + 27 + count;
            for (int i = 0; i < count && at + 27 + i < file.length; i++) {
                end += file[at + 27 + i] & 0xFF;
            }
            if (end > file.length) {
                return;
            }
            numbers.putInt(at + 22, 0);
            int sum = 0;
            for (int i = at; i < end; i++) {
                sum ^= file[i] << 24;
                for (int bit = 0; bit < 8; bit++) {
                    sum = sum << 1 ^ (sum < 0 ? 0x04C1_1DB7 : 0);
                }
            }
            numbers.putInt(at + 22, sum);
            at = end;
        }
    }
}
