package io.github.spectcad.keras;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no Keras weight file, is damaged, or has nothing for the network. The message starts with the file. */
public final class KerasFileException extends IOException {
    private static final long serialVersionUID = 1;

    KerasFileException(Path file, String problem) {
        super(file + ": " + problem);
    }

    KerasFileException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
