package org.otvae.data;

/**
 * A file or stream whose bytes do not follow their format. The message is one line for the person who supplied it:
 * what was expected, what was found, what to do.
 */
public final class MalformedDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one-line message. */
    public MalformedDataException(String message) {
        super(message);
    }

    /** Creates the exception with its one-line message and the lower-level failure that revealed it. */
    public MalformedDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
