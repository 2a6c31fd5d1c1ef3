package io.github.spectcad.dl4j;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no model of Deeplearning4j, or is damaged. The message starts with the file. */
public final class Dl4jFileException extends IOException {
    private static final long serialVersionUID = 1;

    Dl4jFileException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
