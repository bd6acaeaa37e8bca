package org.otvae.op;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.otvae.provenance.Machine;

/**
 * A few threads that help the caller with the blocks of one operation, one operation at a time.
 *
 * <p>A training step is hundreds of operations of 0.1 to 2 ms. Waking a parked thread takes about as long as the shortest
 * of them, so the fork-join pool left the second core idle half of the time (measured on 2 virtual cores: one
 * core's worth of work by both). Members here look for the next operation for a moment before they park.
 */
final class Crew {

    /**
     * The crew of all operations: one less than the processors, or than OMP_NUM_THREADS where that says fewer, so that several
     * runs of one thread each do not take the processors from each other.
     */
    static final Crew SHARED = new Crew(Math.min(Machine.here().threads(), Runtime.getRuntime().availableProcessors()) - 1);

    /** Looks for new work before parking: about a third of a millisecond, longer than the gaps inside a training step. */
    private static final int LOOKS = 8_000;
    /** Looks for the end of members' last blocks before giving up the processor, in case it is they who need it. */
    private static final int PATIENCE = 2_000;

    /** Blocks that are done before a parked thread has woken up. */
    private static final int FEW = 3;

    private final Member[] members;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Job job;

    private Crew(int size) {
        members = new Member[Math.max(0, size)];
        for (int i = 0; i < members.length; i++) {
            members[i] = new Member(i + 1);
        }
        for (Member member : members) {
            member.start();
        }
    }

    /**
     * Runs {@code body} for each block from 0 to {@code count - 1}, on the caller and the members; on the caller alone if
     * the members are at work for someone else, or asleep and not worth waking. Returns when all blocks are done.
     */
    void run(int count, IntConsumer body) {
        boolean alone = members.length == 0 || count <= FEW && members[0].parked || !busy.compareAndSet(false, true);
        if (alone) {
            for (int block = 0; block < count; block++) {
                body.accept(block);
            }
            return;
        }
        try {
            Job own = new Job(count, body);
            job = own;
            for (Member member : members) {
                if (member.parked) {
                    LockSupport.unpark(member);
                }
            }
            own.work();
            own.await();
        } finally {
            busy.set(false);
        }
    }

    /** The blocks of one operation; whoever is free takes the next. */
    private static final class Job {
        private final int count;
        private final IntConsumer body;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private volatile Throwable failure;

        Job(int count, IntConsumer body) {
            this.count = count;
            this.body = body;
        }

        void work() {
            for (int block = next.getAndIncrement(); block < count; block = next.getAndIncrement()) {
                try {
                    body.accept(block);
                } catch (RuntimeException | Error e) {
                    failure = e;
                } finally {
                    done.incrementAndGet();
                }
            }
        }

        void await() {
            for (int looks = 0; done.get() < count; looks++) {
                if (looks < PATIENCE) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            } else if (failure instanceof Error error) {
                throw error;
            }
        }
    }

    private final class Member extends Thread {
        private volatile boolean parked;

        Member(int number) {
            super("otvae-member-" + number);
            setDaemon(true);
        }

        @Override
        public void run() {
            Job last = null;
            int looks = 0;
            while (true) {
                Job present = job;
                if (present != last) {
                    last = present;
                    looks = 0;
                    present.work();
                } else if (looks++ < LOOKS) {
                    Thread.onSpinWait();
                } else {
                    parked = true;
                    if (job == last) {
                        LockSupport.park(this);
                    }
                    parked = false;
                    looks = 0;
                }
            }
        }
    }
}
