package org.otvae.bench.command;

import org.otvae.bench.run.Backends;
import org.otvae.provenance.Backend;

/** No backend works on this machine; told in one line. */
final class BackendException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private BackendException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The backend that works here. */
    static Backend found() {
        try {
            return Backends.found();
        } catch (IllegalStateException e) {
            throw new BackendException(e.getMessage(), e);
        }
    }
}
