package org.otvae.data;

import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates on the heap. */
public final class Allocation {

    private Allocation() {
    }

    /** The bytes that {@code work} allocates. */
    public static long during(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
