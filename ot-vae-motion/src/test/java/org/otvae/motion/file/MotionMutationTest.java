package org.otvae.motion.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.Allocation;
import org.otvae.data.MalformedDataException;
import org.otvae.data.Mutations;

/** Damaged files give either their data (a changed digit is still a number) or a typed error, never anything else. */
class MotionMutationTest {

    private static final int EACH = 350; // of each file
    private static final long MOST_HEAP = 64_000_000;
    private static final long MOST_NANOSECONDS = 1_000_000_000; // of the processor, so that other work does not count
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    @Test
    void damagedBvhFiles() throws IOException {
        byte[] leg = BvhFileTest.LEG.getBytes(StandardCharsets.US_ASCII);

        assertThat(refusals(leg, BvhFile::read)).isBetween(EACH / 4, EACH);
    }

    @Test
    void damagedPicklesOfEveryProtocol() throws IOException {
        for (int protocol : new int[] {0, 2, 4, 5}) {
            byte[] motion = Files.readAllBytes(Golden.file("motion-" + protocol + ".pkl"));

            assertThat(refusals(motion, PickleFile::read)).as("protocol " + protocol).isBetween(EACH / 4, EACH);
        }
    }

    @Test
    void damagedArrays() throws IOException {
        for (String name : List.of("float4.npy", "fortran8.npy")) {
            assertThat(refusals(Files.readAllBytes(Golden.file(name)), file -> NpyFile.read(file).doubles())).as(name)
                    .isBetween(EACH / 4, EACH);
        }
    }

    @Test
    void damagedArchives() throws IOException {
        for (String name : List.of("stored.npz", "packed.npz")) {
            assertThat(refusals(Files.readAllBytes(Golden.file(name)), NpyFile::readAll)).as(name)
                    .isBetween(EACH / 8, EACH);
        }
    }

    @Test
    void damagedJson() throws IOException {
        assertThat(refusals(Files.readAllBytes(Golden.file("poses.json")), BailandoJson::read))
                .isBetween(EACH / 8, EACH);
    }

    private int refusals(byte[] original, Consumer<Path> reader) throws IOException {
        assertThatCode(() -> reader.accept(Files.write(folder.resolve("whole"), original))).doesNotThrowAnyException();
        AtomicInteger refused = new AtomicInteger();
        for (byte[] mutant : Mutations.of(original, 17, EACH)) {
            Path file = Files.write(folder.resolve("mutant"), mutant);
            long before = THREADS.getCurrentThreadCpuTime();
            long allocated = Allocation.during(() -> {
                try {
                    reader.accept(file);
                } catch (MalformedDataException expected) {
                    assertThat(expected).hasMessageStartingWith(file.toString()).hasMessageNotContaining("\n");
                    refused.incrementAndGet();
                }
            });
            assertThat(allocated).isLessThan(MOST_HEAP);
            assertThat(THREADS.getCurrentThreadCpuTime() - before).isLessThan(MOST_NANOSECONDS);
        }
        return refused.get();
    }
}
