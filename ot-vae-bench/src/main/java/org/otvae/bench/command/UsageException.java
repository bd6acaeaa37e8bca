package org.otvae.bench.command;

import java.util.function.Supplier;

/** A mistake on the command line or in a configuration, told in one line. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }

    UsageException(String message) {
        super(message);
    }

    /** Runs a part that only reads what the user configured: what it refuses is the user's mistake. */
    static <T> T checked(Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
