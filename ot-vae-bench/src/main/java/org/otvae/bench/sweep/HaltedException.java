package org.otvae.bench.sweep;

/** A sweep ended itself because its trials cannot be trained as things are; what they were at waits. The message is one line. */
public final class HaltedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with its one-line message. */
    public HaltedException(String message) {
        super(message);
    }
}
