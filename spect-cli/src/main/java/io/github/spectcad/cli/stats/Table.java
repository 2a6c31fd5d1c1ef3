package io.github.spectcad.cli.stats;

import io.github.spectcad.io.CsvFormatException;
import io.github.spectcad.io.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The columns of a CSV file as statistics take them: no cell empty, numbers also infinite. */
final class Table {
    private static final Map<String, Double> INFINITE = Map.of(
            "inf", Double.POSITIVE_INFINITY,
            "+inf", Double.POSITIVE_INFINITY,
            "infinity", Double.POSITIVE_INFINITY,
            "+infinity", Double.POSITIVE_INFINITY,
            "-inf", Double.NEGATIVE_INFINITY,
            "-infinity", Double.NEGATIVE_INFINITY);

    private final CsvTable table;

    private Table(CsvTable table) {
        this.table = table;
    }

    static Table read(Path file) throws IOException {
        return new Table(CsvTable.read(file, List.of()));
    }

    /** A problem with a cell. */
    CsvFormatException error(int row, String column, String problem) {
        return table.rows().get(row).error(column, problem);
    }

    /** The cells of a column. */
    String[] text(String column) throws CsvFormatException {
        table.require(column);
        List<CsvTable.Row> rows = table.rows();
        String[] cells = new String[rows.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = rows.get(i).text(column);
            if (cells[i].isEmpty()) {
                throw error(i, column, "the cell is empty: remove the row or give a value");
            }
        }
        return cells;
    }

    /** The numbers of a column, infinite ones included. */
    double[] numbers(String column) throws CsvFormatException {
        String[] cells = text(column);
        double[] numbers = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            Double infinite = INFINITE.get(cells[i].toLowerCase(Locale.ROOT));
            numbers[i] = infinite != null
                    ? infinite
                    : table.rows().get(i).number(column).orElseThrow();
        }
        return numbers;
    }

    /** The labels of a column, each 0 or 1. */
    int[] labels(String column) throws CsvFormatException {
        double[] numbers = numbers(column);
        int[] labels = new int[numbers.length];
        for (int i = 0; i < labels.length; i++) {
            if (numbers[i] != 0 && numbers[i] != 1) {
                throw error(i, column, "must be 0 (healthy) or 1 (diseased), got " + numbers[i]);
            }
            labels[i] = (int) numbers[i];
        }
        return labels;
    }

    /** A number for each distinct cell of a column, by first appearance. */
    int[] categories(String column) throws CsvFormatException {
        String[] cells = text(column);
        Map<String, Integer> ids = new HashMap<>();
        int[] categories = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            ids.putIfAbsent(cells[i], ids.size());
            categories[i] = ids.get(cells[i]);
        }
        return categories;
    }
}
