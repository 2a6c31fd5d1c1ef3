package io.github.spectcad.cli.stats;

import java.io.IOException;
import java.io.Serial;

/** A table that cannot be used; the message names file, row and column. */
public final class TableException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    TableException(String message) {
        super(message);
    }

    TableException(String message, Throwable cause) {
        super(message, cause);
    }
}
