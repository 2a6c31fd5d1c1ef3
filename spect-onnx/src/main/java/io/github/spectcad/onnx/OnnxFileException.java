package io.github.spectcad.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file that was to hold an exported model was refused; the message names the file and what is wrong. What it quotes of the
 * file is short and without control characters.
 *
 * @since 0.1.0
 */
public final class OnnxFileException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 600;
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    /**
     * A refusal.
     *
     * @param file the file
     * @param problem what is wrong, for the message
     * @param cause what was thrown, may be null
     */
    public OnnxFileException(Path file, String problem, Throwable cause) {
        super(file + ": " + printable(problem), cause);
    }

    private static String printable(String problem) {
        String shown = problem.length() > MAX_LENGTH ? problem.substring(0, MAX_LENGTH) + "..." : problem;
        return NOT_PRINTABLE.matcher(shown).replaceAll("?");
    }
}
