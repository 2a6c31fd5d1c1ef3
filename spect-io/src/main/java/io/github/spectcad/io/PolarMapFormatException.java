package io.github.spectcad.io;

import java.io.IOException;

/** A file that cannot be read as a polar map; the message names the file, what is wrong with it and what is allowed. */
public final class PolarMapFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String source;

    PolarMapFormatException(String source, String problem, Throwable cause) {
        super(source + ": " + Shown.line(problem), cause);
        this.source = source;
    }

    PolarMapFormatException(String source, String problem) {
        this(source, problem, null);
    }

    /** {@return the file, as the caller named it} */
    public String source() {
        return source;
    }
}
