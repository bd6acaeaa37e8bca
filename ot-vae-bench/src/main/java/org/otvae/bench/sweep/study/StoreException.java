package org.otvae.bench.sweep.study;

/** The database of studies cannot be reached, read or written. The message is one line. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with its one-line message. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same without a cause. */
    public StoreException(String message) {
        super(message);
    }
}
