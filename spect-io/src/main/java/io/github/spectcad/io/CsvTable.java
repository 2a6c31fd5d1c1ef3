package io.github.spectcad.io;

import io.github.spectcad.core.file.AtomicFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header, as people's programs write it, read by column name.
 *
 * <p>UTF-8, UTF-16 and Windows-1252; comma, semicolon, tab or vertical bar between cells, with a {@code sep=} line or
 * without; numbers with a decimal comma where the separator is another and no number of the file has a point. Blanks of
 * any kind around cells are dropped, rows and trailing columns that are wholly empty are skipped. An apostrophe before
 * {@code = + - @} is dropped: {@link #write} puts it there so that no spreadsheet runs the cell.
 *
 * @since 0.1.0
 */
public final class CsvTable {
    /** The largest CSV file that is read. */
    public static final int MAXIMUM_BYTES = 64 << 20;

    private static final CSVFormat WRITTEN =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern COMMA_NUMBER = Pattern.compile("[+-]?\\d+,\\d+");
    private static final Pattern POINT_NUMBER = Pattern.compile("[+-]?\\d*\\.\\d+([eE][+-]?\\d+)?");
    private static final Pattern THOUSANDS = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");
    private static final Pattern RUN_BY_SPREADSHEETS = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);
    private static final Pattern MADE_SAFE = Pattern.compile("'+[=+\\-@\t\r].*", Pattern.DOTALL);
    private static final Set<String> NOT_KNOWN = Set.of("nan", "na", "n/a", "null", "none", "-nan", "+nan", "#n/a");

    private final Path file;
    private final char separator;
    private final List<Row> rows = new ArrayList<>();
    private CsvHeader header;
    private int headerLine;
    private boolean hasPoints;
    private boolean onlyThousands = true;

    private CsvTable(Path file, char separator) {
        this.file = file;
        this.separator = separator;
    }

    /**
     * Reads a file.
     *
     * @param file the CSV
     * @param known the columns with a meaning, whose names are found in any case
     * @return the table, with at least one row, every row as long as the header
     * @throws CsvFormatException if the file is missing, not such a file, or has no rows; it names all problems
     * @throws IOException if the file cannot be read
     */
    public static CsvTable read(Path file, List<String> known) throws IOException {
        CsvText text = CsvText.read(file);
        CsvTable table = new CsvTable(file, text.separator());
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(text.separator())
                .setIgnoreEmptyLines(false)
                .get();
        try (CSVParser parser = CSVParser.parse(text.text(), format)) {
            table.readAll(parser, text.firstLine(), known);
        }
        return table;
    }

    /**
     * Writes or replaces a file, whole or not at all: UTF-8, commas, and an apostrophe before cells that a spreadsheet would
     * run.
     *
     * @param file the CSV
     * @param columns the header
     * @param rows the cells, each row as long as the header
     * @throws IOException if it cannot be written
     */
    static void write(Path file, List<String> columns, List<List<String>> rows) throws IOException {
        AtomicFile.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            print(writer, List.of(columns));
            print(writer, rows);
            writer.flush();
        });
    }

    /** The lines that {@link #write} writes for rows. */
    static String text(List<List<String>> rows) {
        StringWriter writer = new StringWriter();
        try {
            print(writer, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string can always be written to
        }
        return writer.toString();
    }

    private static void print(Writer writer, List<List<String>> rows) throws IOException {
        CSVPrinter printer = new CSVPrinter(writer, WRITTEN);
        for (List<String> row : rows) {
            printer.printRecord(safe(row));
        }
    }

    private static List<String> safe(List<String> cells) {
        return cells.stream()
                .map(cell -> RUN_BY_SPREADSHEETS.matcher(cell).matches()
                                && !NUMBER.matcher(cell).matches()
                        ? "'" + cell
                        : cell)
                .toList();
    }

    private void readAll(CSVParser parser, int firstLine, List<String> known) throws IOException {
        List<CsvFormatException> problems = new ArrayList<>();
        while (true) {
            int line = (int) parser.getCurrentLineNumber() + firstLine;
            CSVRecord record = next(parser, line);
            if (record == null) {
                break;
            }
            String[] cells = stripped(record.values());
            int used = usedCells(cells);
            if (used == 0) {
                continue;
            }
            if (header == null) {
                headerLine = line;
                header = new CsvHeader(file, line, Arrays.asList(cells).subList(0, used), known);
                continue;
            }
            if (used > header.size() || cells.length < header.size()) {
                problems.add(CsvFormatException.ofLine(
                        file,
                        line,
                        "the row has " + Math.max(used, cells.length) + " cells, the header has " + header.size()
                                + (separator == ',' ? ": put cells that hold a comma in quotes" : "")));
                continue;
            }
            noteNumbers(cells);
            rows.add(new Row(line, cells));
        }
        if (header == null) {
            throw CsvFormatException.ofFile(file, "the file is empty: expected a header with column names");
        }
        CsvFormatException.throwAll(file, problems);
        if (rows.isEmpty()) {
            throw CsvFormatException.ofFile(file, "the file has a header and no rows");
        }
    }

    /** The next record, or null at the end. */
    private CSVRecord next(CSVParser parser, int line) throws IOException {
        try {
            return parser.iterator().hasNext() ? parser.iterator().next() : null;
        } catch (UncheckedIOException e) {
            throw CsvFormatException.ofLine(
                    file,
                    line,
                    "not valid CSV: " + Shown.text(e.getCause().getMessage()) + "; a quote within a cell is doubled");
        }
    }

    private static String[] stripped(String[] values) {
        String[] cells = new String[values.length];
        for (int i = 0; i < cells.length; i++) {
            String cell = stripped(values[i]);
            cells[i] = cell.startsWith("'") && MADE_SAFE.matcher(cell).matches() ? cell.substring(1) : cell;
        }
        return cells;
    }

    /** Without blanks around it, those that Unicode knows and that show nothing included. */
    static String stripped(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && isBlank(cell.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(cell.charAt(to - 1))) {
            to--;
        }
        return cell.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c <= ' '
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT;
    }

    private static int usedCells(String[] cells) {
        int used = cells.length;
        while (used > 0 && cells[used - 1].isEmpty()) {
            used--;
        }
        return used;
    }

    private void noteNumbers(String[] cells) {
        for (String cell : cells) {
            hasPoints = hasPoints
                    || (cell.indexOf('.') >= 0 && POINT_NUMBER.matcher(cell).matches());
            onlyThousands &= !isCommaNumber(cell) || THOUSANDS.matcher(cell).matches();
        }
    }

    private static boolean isCommaNumber(String cell) {
        return cell.indexOf(',') >= 0 && COMMA_NUMBER.matcher(cell).matches();
    }

    /** {@return the file} */
    public Path file() {
        return file;
    }

    /** {@return the column names in file order} */
    public List<String> columns() {
        return List.copyOf(header.names());
    }

    /**
     * Whether there is a column.
     *
     * @param column its name
     * @return whether the header has it
     */
    public boolean has(String column) {
        return header.indexOf(column) != null;
    }

    /** {@return the rows that are not empty, in file order, at least one} */
    public List<Row> rows() {
        return Collections.unmodifiableList(rows);
    }

    /**
     * Asks for a column.
     *
     * @param column its name
     * @throws CsvFormatException if the header lacks it, naming the columns there are
     */
    public void require(String column) throws CsvFormatException {
        if (!has(column)) {
            throw CsvFormatException.ofCell(
                    file,
                    headerLine,
                    column,
                    "the column is missing; the header has " + Shown.text(String.join(", ", columns())),
                    null);
        }
    }

    /** One row. */
    public final class Row {
        private final int line;
        private final String[] cells;

        private Row(int line, String[] cells) {
            this.line = line;
            this.cells = cells;
        }

        /** {@return the line of the file where it begins, the first line being 1} */
        public int line() {
            return line;
        }

        /**
         * The text of a cell.
         *
         * @param column its column
         * @return the text, empty where the cell is empty or the file has no such column
         */
        public String text(String column) {
            Integer index = header.indexOf(column);
            return index == null || index >= cells.length ? "" : cells[index];
        }

        /**
         * The number in a cell.
         *
         * @param column its column
         * @return the finite number, empty where the cell is
         * @throws CsvFormatException if it is no number
         */
        public OptionalDouble number(String column) throws CsvFormatException {
            return number(column, text(column));
        }

        /** The number that a text taken from a cell stands for. */
        OptionalDouble number(String column, String text) throws CsvFormatException {
            if (text.isEmpty()) {
                return OptionalDouble.empty();
            }
            String plain = isCommaNumber(text) ? withPoint(column, text) : text;
            if (!NUMBER.matcher(plain).matches()) {
                if (NOT_KNOWN.contains(text.toLowerCase(Locale.ROOT))) {
                    throw error(
                            column,
                            Shown.cell(text) + " is not a number: leave the cell empty where the value is unknown");
                }
                throw error(
                        column, Shown.cell(text) + " is not a number: write digits with a decimal point, such as 61.5");
            }
            double value = Double.parseDouble(plain);
            if (!Double.isFinite(value)) {
                throw error(column, Shown.cell(text) + " is out of range: it is larger than any double");
            }
            return OptionalDouble.of(value);
        }

        private String withPoint(String column, String text) throws CsvFormatException {
            if (separator == ',' || hasPoints || onlyThousands) {
                throw error(
                        column,
                        Shown.cell(text) + " may have a decimal comma or a comma between thousands: write it with a"
                                + " decimal point and no other comma");
            }
            return text.replace(',', '.');
        }

        /**
         * The whole number in a cell.
         *
         * @param column its column
         * @param least the least allowed
         * @param most the largest allowed
         * @return the number, empty where the cell is
         * @throws CsvFormatException if it is no such number
         */
        public OptionalInt integer(String column, int least, int most) throws CsvFormatException {
            OptionalDouble value = number(column);
            if (value.isEmpty()) {
                return OptionalInt.empty();
            }
            double number = value.getAsDouble();
            if (number != Math.rint(number) || number < least || number > most) {
                throw error(
                        column,
                        Shown.cell(text(column)) + " is out of range: must be a whole number from " + least + " to "
                                + most);
            }
            return OptionalInt.of((int) number);
        }

        /**
         * A problem with a cell.
         *
         * @param column its column
         * @param problem what is wrong, what is allowed and what to do
         * @return the exception, to be thrown
         */
        public CsvFormatException error(String column, String problem) {
            return error(column, problem, null);
        }

        CsvFormatException error(String column, String problem, Throwable cause) {
            return CsvFormatException.ofCell(file, line, column, problem, cause);
        }
    }
}
