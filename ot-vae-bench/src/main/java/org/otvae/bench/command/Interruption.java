package org.otvae.bench.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** How far a run has come, for the thread that a person's or a machine's interruption starts. */
final class Interruption {

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Runnable stop;
    private volatile boolean saved;

    /**
     * Does work; when a person or a machine interrupts it, it is asked to end, and what came of that is said on standard error.
     *
     * @param seconds to wait for its end at most
     * @param next    how to go on
     * @param work    tells when it can be asked
     */
    static <T> T answered(Terminal terminal, long seconds, String next, Function<Interruption, T> work) {
        var interruption = new Interruption();
        var hook = new Thread(() -> interruption.answer(terminal, seconds, next), "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            T result = work.apply(interruption);
            interruption.saved();
            return result;
        } finally {
            interruption.over();
            remove(hook);
        }
    }

    private void answer(Terminal terminal, long seconds, String next) {
        try {
            terminal.err().println(ask(seconds) + ". " + next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Only thrown while the program ends, when the hook is running already and nothing is left to remove.
            return;
        }
    }

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
