package io.github.spectcad.study.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A table of typed cells.
 *
 * @param caption what the table shows
 * @param header names of the columns, for people
 * @param rows the cells, as many in each row as there are columns
 */
public record Table(String caption, List<String> header, List<List<TableCell>> rows) {
    /** Checks that the table is rectangular. */
    public Table {
        Objects.requireNonNull(caption, "caption");
        header = List.copyOf(header);
        List<List<TableCell>> copy = new ArrayList<>();
        for (List<TableCell> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("table '" + caption + "' has " + header.size()
                        + " columns, but a row of " + row.size() + " cells: " + row);
            }
            copy.add(List.copyOf(row));
        }
        rows = List.copyOf(copy);
    }

    /**
     * A table of words.
     *
     * @param caption what the table shows
     * @param header names of the columns, for people
     * @param rows the words
     * @return the table
     */
    public static Table ofText(String caption, List<String> header, List<List<String>> rows) {
        return new Table(
                caption,
                header,
                rows.stream()
                        .map(row -> row.stream().map(TableCell::text).toList())
                        .toList());
    }
}
