package org.otvae.data;

/**
 * Data that a corpus needs and did not find. The message names the absolute path that was looked at, the files that were
 * expected there and how to get them.
 */
public final class MissingDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one-line message. */
    public MissingDataException(String message) {
        super(message);
    }
}
