package io.github.spectcad.io;

import io.github.spectcad.core.file.AtomicFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file (RFC 4180, UTF-8 with or without a byte order mark, comma) with a header, read by column name.
 *
 * <p>Blanks around cells are dropped, empty lines are skipped.
 */
final class CsvTable {
    /** The largest CSV file that is read. */
    static final int MAXIMUM_BYTES = 64 << 20;

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).setTrim(true).get();
    private static final CSVFormat WRITTEN =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Set<String> NOT_KNOWN = Set.of("nan", "na", "n/a", "null", "none", "-nan", "+nan");

    private final Path file;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    private CsvTable(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param file the CSV
     * @param known the columns with a meaning; a column that differs from one of them only by case, blanks or hyphens is
     *     an error, since its values would be lost silently
     * @return the table, with at least one row, every row as long as the header
     * @throws CsvFormatException if the file is missing, not such a file, or has no rows
     * @throws IOException if the file cannot be read
     */
    static CsvTable read(Path file, List<String> known) throws IOException {
        if (!Files.exists(file)) {
            throw CsvFormatException.ofFile(file, "the file does not exist");
        }
        if (!Files.isRegularFile(file)) {
            throw CsvFormatException.ofFile(file, "not a file");
        }
        if (Files.size(file) > MAXIMUM_BYTES) {
            throw CsvFormatException.ofFile(
                    file, "the file has " + Files.size(file) + " bytes: at most " + MAXIMUM_BYTES + " are read");
        }
        CsvTable table = new CsvTable(file);
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            table.readAll(
                    CSVParser.builder().setReader(reader).setFormat(FORMAT).get(), known);
        } catch (CharacterCodingException e) {
            throw CsvFormatException.ofFile(file, "the file is not UTF-8 text", e);
        }
        return table;
    }

    /**
     * Writes or replaces a file, whole or not at all.
     *
     * @param file the CSV
     * @param columns the header
     * @param rows the cells, each row as long as the header
     * @throws IOException if it cannot be written
     */
    static void write(Path file, List<String> columns, List<List<String>> rows) throws IOException {
        AtomicFile.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            try (CSVPrinter printer = new CSVPrinter(writer, WRITTEN)) {
                printer.printRecord(columns);
                printer.printRecords(rows);
            }
        });
    }

    private void readAll(CSVParser parser, List<String> known) throws IOException {
        CSVRecord header = next(parser);
        if (header == null) {
            throw CsvFormatException.ofFile(file, "the file is empty: expected a header with column names");
        }
        readHeader(header, known);
        for (CSVRecord record = next(parser); record != null; record = next(parser)) {
            int line = firstLine(parser, record);
            if (record.size() != columns.size()) {
                throw CsvFormatException.ofLine(
                        file, line, "the row has " + record.size() + " cells, the header has " + columns.size());
            }
            rows.add(new Row(line, record.values()));
        }
        if (rows.isEmpty()) {
            throw CsvFormatException.ofFile(file, "the file has a header and no rows");
        }
    }

    /** The next record, or null at the end. */
    private CSVRecord next(CSVParser parser) throws IOException {
        try {
            return parser.iterator().hasNext() ? parser.iterator().next() : null;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException coding) {
                throw coding;
            }
            throw CsvFormatException.ofLine(
                    file,
                    (int) parser.getCurrentLineNumber(),
                    "not valid CSV: " + e.getCause().getMessage());
        }
    }

    /** The parser stands after the record; line breaks within its cells lie between. */
    private static int firstLine(CSVParser parser, CSVRecord record) {
        long breaks = Arrays.stream(record.values())
                .mapToLong(cell -> cell.lines().count() > 1 ? cell.lines().count() - 1 : 0)
                .sum();
        return (int) (parser.getCurrentLineNumber() - breaks);
    }

    private void readHeader(CSVRecord header, List<String> known) throws CsvFormatException {
        for (int i = 0; i < header.size(); i++) {
            String column = header.get(i);
            if (columns.putIfAbsent(column, i) != null) {
                throw CsvFormatException.ofCell(file, 1, column, "the header names this column twice", null);
            }
            String alike = column.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
            if (!known.contains(column) && known.contains(alike)) {
                throw CsvFormatException.ofCell(file, 1, column, "column names are exact: write " + alike, null);
            }
        }
    }

    Path file() {
        return file;
    }

    /** {@return the column names in file order} */
    List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    List<Row> rows() {
        return rows;
    }

    void require(String column) throws CsvFormatException {
        if (!has(column)) {
            throw CsvFormatException.ofCell(
                    file, 1, column, "the column is missing; the header has " + String.join(", ", columns()), null);
        }
    }

    /** One row. */
    final class Row {
        private final int line;
        private final String[] cells;

        private Row(int line, String[] cells) {
            this.line = line;
            this.cells = cells;
        }

        int line() {
            return line;
        }

        /** {@return the text of a cell, empty where it is empty or the file has no such column} */
        String text(String column) {
            Integer index = columns.get(column);
            return index == null ? "" : cells[index];
        }

        /** {@return the finite number in a cell, if it is not empty} */
        OptionalDouble number(String column) throws CsvFormatException {
            String text = text(column);
            if (text.isEmpty()) {
                return OptionalDouble.empty();
            }
            if (NOT_KNOWN.contains(text.toLowerCase(Locale.ROOT))) {
                throw error(column, "'" + text + "' is not a number: leave the cell empty where the value is unknown");
            }
            if (!NUMBER.matcher(text).matches()) {
                throw error(column, "'" + text + "' is not a number: write digits with a decimal point, such as 61.5");
            }
            double value = Double.parseDouble(text);
            if (!Double.isFinite(value)) {
                throw error(column, text + " is out of range: it is larger than any double");
            }
            return OptionalDouble.of(value);
        }

        /** {@return the whole number in a cell, if it is not empty} */
        OptionalInt integer(String column, int least, int most) throws CsvFormatException {
            OptionalDouble value = number(column);
            if (value.isEmpty()) {
                return OptionalInt.empty();
            }
            double number = value.getAsDouble();
            if (number != Math.rint(number) || number < least || number > most) {
                throw error(
                        column,
                        text(column) + " is out of range: must be a whole number from " + least + " to " + most);
            }
            return OptionalInt.of((int) number);
        }

        CsvFormatException error(String column, String problem) {
            return error(column, problem, null);
        }

        CsvFormatException error(String column, String problem, Throwable cause) {
            return CsvFormatException.ofCell(file, line, column, problem, cause);
        }
    }
}
