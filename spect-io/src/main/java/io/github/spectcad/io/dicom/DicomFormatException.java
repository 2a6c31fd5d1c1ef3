package io.github.spectcad.io.dicom;

import java.io.IOException;

/**
 * A file that cannot be read as DICOM, or holds something that is not supported; the message says what, which value, and
 * what is allowed. It never contains values that could identify a patient.
 *
 * @since 0.1.0
 */
public final class DicomFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    DicomFormatException(String message) {
        super(message);
    }

    DicomFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
