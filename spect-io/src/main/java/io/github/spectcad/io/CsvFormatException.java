package io.github.spectcad.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A CSV file, or an image it names, that cannot be used. The message names the file and, where it is known, the line and
 * the column, then what is wrong and what is allowed. Several problems are named at once, the first {@value #MOST_NAMED}
 * of them, each on a line of its own.
 */
public final class CsvFormatException extends IOException {
    /** How many problems one exception names at most. */
    public static final int MOST_NAMED = 20;

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final int line;
    private final String column;
    private final String place;
    private final int count;

    private CsvFormatException(Path file, int line, String column, String problem, Throwable cause) {
        super(file + place(line, column) + ": " + Shown.line(problem), cause);
        this.file = file;
        this.line = line;
        this.column = column;
        this.place = place(line, column) + ": " + Shown.line(problem);
        this.count = 1;
    }

    private CsvFormatException(Path file, List<CsvFormatException> problems) {
        super(listed(file, problems), problems.get(0));
        this.file = file;
        this.line = problems.get(0).line;
        this.column = problems.get(0).column;
        this.place = problems.get(0).place;
        this.count = problems.size();
    }

    private static String place(int line, String column) {
        return (line > 0 ? ", line " + line : "") + (column != null ? ", column " + Shown.line(column) : "");
    }

    private static String listed(Path file, List<CsvFormatException> problems) {
        StringBuilder text = new StringBuilder(file + ": " + problems.size() + " problems");
        for (CsvFormatException problem : problems.subList(0, Math.min(MOST_NAMED, problems.size()))) {
            text.append("\n  ").append(problem.place.startsWith(", ") ? problem.place.substring(2) : problem.place);
        }
        if (problems.size() > MOST_NAMED) {
            text.append("\n  and ").append(problems.size() - MOST_NAMED).append(" more");
        }
        return text.toString();
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

    /** Throws what was collected: one problem as itself, several as one that names them. */
    static void throwAll(Path file, List<CsvFormatException> problems) throws CsvFormatException {
        if (problems.size() == 1) {
            throw problems.get(0);
        }
        if (!problems.isEmpty()) {
            throw new CsvFormatException(file, problems);
        }
    }

    /** {@return the CSV file, or null after deserialisation} */
    public Path file() {
        return file;
    }

    /** {@return how many problems were found} */
    public int count() {
        return count;
    }

    /**
     * The line of the first problem.
     *
     * @return the line of the file where the row begins, the first line being 1; empty for the file as a whole
     */
    public OptionalInt line() {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }

    /** {@return the column of the first problem, if one cell is at fault} */
    public Optional<String> column() {
        return Optional.ofNullable(column);
    }
}
