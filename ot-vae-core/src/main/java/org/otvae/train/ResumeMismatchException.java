package org.otvae.train;

/** A run folder holds checkpoints of another run: other settings, other data, another seed. */
public final class ResumeMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one-line message. */
    public ResumeMismatchException(String message) {
        super(message);
    }
}
