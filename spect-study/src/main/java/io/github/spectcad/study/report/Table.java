package io.github.spectcad.study.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A table of text, for a report and as CSV.
 *
 * @param caption what the table shows
 * @param header names of the columns
 * @param rows the cells, as many a row as there are columns
 */
public record Table(String caption, List<String> header, List<List<String>> rows) {
    /** Checks that the table is rectangular. */
    public Table {
        Objects.requireNonNull(caption, "caption");
        header = List.copyOf(header);
        List<List<String>> copy = new ArrayList<>();
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("table '" + caption + "' has " + header.size()
                        + " columns, but a row of " + row.size() + " cells: " + row);
            }
            copy.add(List.copyOf(row));
        }
        rows = List.copyOf(copy);
    }

    /** {@return header and rows as CSV (RFC 4180), lines ended by a line feed} */
    public String toCsv() {
        StringBuilder csv = new StringBuilder(line(header));
        rows.forEach(row -> csv.append(line(row)));
        return csv.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Table::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
