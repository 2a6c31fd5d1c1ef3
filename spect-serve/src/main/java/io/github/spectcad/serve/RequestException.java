package io.github.spectcad.serve;

import java.io.Serial;

/** A request that is refused, with what the page tells the reader. */
final class RequestException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    RequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    RequestException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    int status() {
        return status;
    }
}
