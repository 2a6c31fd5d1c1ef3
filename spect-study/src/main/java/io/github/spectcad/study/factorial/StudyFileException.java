package io.github.spectcad.study.factorial;

import java.io.IOException;

/** A file of a study is not what it should be; the message names the file and what is wrong. */
public final class StudyFileException extends IOException {
    private static final long serialVersionUID = 1L;

    StudyFileException(String message) {
        super(message);
    }

    StudyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
