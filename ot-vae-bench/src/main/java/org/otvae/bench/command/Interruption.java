package org.otvae.bench.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How far a run has come, for the thread that a person's or a machine's interruption starts. */
final class Interruption {

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Runnable stop;
    private volatile boolean saved;

    /** There is something now that can be asked to save and return. */
    void begun(Runnable asked) {
        stop = asked;
    }

    /** It has returned, with everything saved. */
    void saved() {
        saved = true;
    }

    /** It is over, saved or not. */
    void over() {
        over.countDown();
    }

    /**
     * Asks for the end, waits for it and says what came of it.
     *
     * @param seconds to wait at most
     */
    String ask(long seconds) throws InterruptedException {
        if (stop == null) {
            return "interrupted before training began";
        }
        stop.run();
        if (!over.await(seconds, TimeUnit.SECONDS)) {
            return "interrupted before the last step was saved";
        }
        return saved ? "interrupted; everything is saved" : "interrupted, and the run ended in an error; what was saved before is kept";
    }
}
