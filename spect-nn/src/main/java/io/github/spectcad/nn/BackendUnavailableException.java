package io.github.spectcad.nn;

/** No native backend of ND4J can be loaded; the message names the cause and what to do. */
public final class BackendUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    BackendUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
