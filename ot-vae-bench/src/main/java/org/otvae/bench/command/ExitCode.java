package org.otvae.bench.command;

import java.io.UncheckedIOException;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.train.NonFiniteException;
import org.otvae.train.ResumeMismatchException;

/** What the program tells the shell when it ends. */
public final class ExitCode {

    /** Everything went well. */
    public static final int OK = 0;
    /** Our mistake, or a disk that fails. */
    public static final int INTERNAL = 1;
    /** A wrong command line or configuration. */
    public static final int USAGE = 2;
    /** Data that are missing or damaged. */
    public static final int DATA = 3;
    /** NaN or infinity in training. */
    public static final int NON_FINITE = 4;
    /** A run folder that belongs to another run. */
    public static final int RESUME_MISMATCH = 5;
    /** Stopped by the user; the run can be resumed. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {
    }

    static int of(Throwable failure) {
        if (failure instanceof UsageException) {
            return USAGE;
        }
        if (failure instanceof MissingDataException || failure instanceof MalformedDataException) {
            return DATA;
        }
        if (failure instanceof NonFiniteException) {
            return NON_FINITE;
        }
        return failure instanceof ResumeMismatchException ? RESUME_MISMATCH : INTERNAL;
    }

    /** The one line that a person reads. */
    static String line(Throwable failure) {
        if (failure instanceof UncheckedIOException disk) {
            return disk.getMessage() + " (" + disk.getCause().getClass().getSimpleName() + ": "
                    + disk.getCause().getMessage() + ")";
        }
        if (of(failure) != INTERNAL || failure instanceof BackendException) {
            return failure.getMessage();
        }
        return "internal error: " + failure.getClass().getSimpleName() + ": " + failure.getMessage()
                + "; run the same with --debug and report what it prints";
    }
}
