package io.github.spectcad.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A CSV file, or an image it names, that cannot be used. The message names the file and, where it is known, the line and
 * the column, then what is wrong and what is allowed.
 */
public final class CsvFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final int line;
    private final String column;

    private CsvFormatException(Path file, int line, String column, String problem, Throwable cause) {
        super(
                file + (line > 0 ? ", line " + line : "") + (column != null ? ", column " + column : "") + ": "
                        + problem,
                cause);
        this.file = file;
        this.line = line;
        this.column = column;
    }

    static CsvFormatException ofFile(Path file, String problem, Throwable cause) {
        return new CsvFormatException(file, 0, null, problem, cause);
    }

    static CsvFormatException ofFile(Path file, String problem) {
        return ofFile(file, problem, null);
    }

    static CsvFormatException ofLine(Path file, int line, String problem) {
        return new CsvFormatException(file, line, null, problem, null);
    }

    static CsvFormatException ofCell(Path file, int line, String column, String problem, Throwable cause) {
        return new CsvFormatException(file, line, column, problem, cause);
    }

    /** {@return the CSV file, or null after deserialisation} */
    public Path file() {
        return file;
    }

    /** {@return the line of the file where the row begins, the header being line 1; empty for the file as a whole} */
    public OptionalInt line() {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    /** {@return the column, if one cell is at fault} */
    public Optional<String> column() {
        return Optional.ofNullable(column);
    }
}
