package org.otvae.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Reads damaged copies of a file: each gives its data or a typed error in one line, in bounded time and memory. */
public final class DamagedFiles {

    private static final long MOST_HEAP = 64_000_000;
    private static final long MOST_NANOS = 1_000_000_000; // of the processor, so that other work does not count

    private DamagedFiles() {
    }

    /** As below, with 64 MB at most for each. */
    public static int refused(List<byte[]> mutants, Path folder, Consumer<Path> reader) throws IOException {
        return refused(mutants, folder, MOST_HEAP, reader);
    }

    /**
     * How many of the {@code mutants} are refused by a {@link MalformedDataException} that names the file.
     *
     * @param folder   where a file is written for each in turn
     * @param mostHeap bytes that reading one may allocate
     * @param reader   fails on anything else that a mutant may not give
     */
    public static int refused(List<byte[]> mutants, Path folder, long mostHeap, Consumer<Path> reader) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        AtomicInteger refused = new AtomicInteger();
        for (byte[] mutant : mutants) {
            Path file = Files.write(folder.resolve("mutant"), mutant);
            long before = threads.getCurrentThreadCpuTime();
            long allocated = Allocation.during(() -> {
                try {
                    reader.accept(file);
                } catch (MalformedDataException expected) {
                    assertThat(expected).hasMessageStartingWith(file.toString()).hasMessageNotContaining("\n");
                    refused.incrementAndGet();
                }
            });
            assertThat(allocated).isLessThan(mostHeap);
            assertThat(threads.getCurrentThreadCpuTime() - before).isLessThan(MOST_NANOS);
        }
        return refused.get();
    }
}
