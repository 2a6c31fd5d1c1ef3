package io.github.spectcad.cli;

import io.github.spectcad.core.spi.ProviderNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What a user is told about an error: one line that says what failed and what to do. */
final class ErrorText {
    private static final int LONGEST = 2000;

    private ErrorText() {}

    static String of(Throwable e) {
        return oneLine(message(e));
    }

    /** The text on one line of printable characters, cut where it is too long for a message. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.strip().codePoints().limit(LONGEST).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return text.strip().codePointCount(0, text.strip().length()) > LONGEST ? line + " ..." : line.toString();
    }

    private static String message(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "not enough memory (" + e.getMessage()
                    + "): give the Java VM more, for example SPECT_JAVA_OPTS=-Xmx6g, or take smaller maps or batches";
        }
        if (e instanceof FileSystemException file) {
            return message(file);
        }
        if (e instanceof IOException && e.getCause() instanceof FileSystemException file) {
            return message(file);
        }
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof ProviderNotFoundException || e.getCause() instanceof ProviderNotFoundException) {
            return text + ". ./spect takes the jars of plugins from SPECT_CLASSPATH";
        }
        boolean foreseen = e.getClass().getName().startsWith("io.github.spectcad.")
                || e instanceof IllegalArgumentException
                || e instanceof IOException;
        return foreseen ? text : text + " (" + e.getClass().getSimpleName() + "; --stacktrace prints where it arose)";
    }

    /** The JDK's exceptions of files often have the name alone for a message. */
    private static String message(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder: " + e.getMessage();
        }
        if (e instanceof FileAlreadyExistsException) {
            return "exists already: " + e.getMessage();
        }
        if (e instanceof AccessDeniedException) {
            return "no permission: " + e.getMessage();
        }
        if (e instanceof NotDirectoryException) {
            return "is not a folder: " + e.getMessage();
        }
        return e.getMessage();
    }
}
