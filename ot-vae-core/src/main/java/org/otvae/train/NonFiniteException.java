package org.otvae.train;

/** NaN or an infinity in the loss or in a gradient. The message names the step, the last finite loss and the first bad node. */
public final class NonFiniteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one-line message. */
    public NonFiniteException(String message) {
        super(message);
    }
}
