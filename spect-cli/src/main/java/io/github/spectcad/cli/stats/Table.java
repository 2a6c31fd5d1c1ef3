package io.github.spectcad.cli.stats;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file with a header, whose columns are read by name. */
final class Table {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();

    private final Path file;
    private final List<String> columns;
    private final List<CSVRecord> records;

    private Table(Path file, List<String> columns, List<CSVRecord> records) {
        this.file = file;
        this.columns = columns;
        this.records = records;
    }

    static Table read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = FORMAT.parse(reader)) {
            return new Table(file, parser.getHeaderNames(), parser.getRecords());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new TableException(file + " is not a CSV file with a header: " + e.getMessage(), e);
        }
    }

    /** The cells of a column. */
    String[] text(String column) throws TableException {
        if (!columns.contains(column)) {
            throw new TableException(file + " has no column " + column + "; its columns are " + columns);
        }
        String[] cells = new String[records.size()];
        for (int i = 0; i < cells.length; i++) {
            CSVRecord row = records.get(i);
            if (!row.isSet(column) || row.get(column).isEmpty()) {
                throw problem(i, column, "is empty: remove the row or give a value");
            }
            cells[i] = row.get(column);
        }
        return cells;
    }

    /** The numbers of a column, infinite ones included. */
    double[] numbers(String column) throws TableException {
        String[] cells = text(column);
        double[] numbers = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            numbers[i] = number(cells[i], i, column);
        }
        return numbers;
    }

    private double number(String cell, int i, String column) throws TableException {
        double number;
        try {
            number = Double.parseDouble(cell.replaceFirst("^([+-]?)Inf$", "$1Infinity"));
        } catch (NumberFormatException e) {
            throw problem(i, column, "must be a number, got \"" + cell + "\"");
        }
        if (Double.isNaN(number)) {
            throw problem(i, column, "is NaN, which has no rank: remove the row");
        }
        return number;
    }

    /** The labels of a column, each 0 or 1. */
    int[] labels(String column) throws TableException {
        double[] numbers = numbers(column);
        int[] labels = new int[numbers.length];
        for (int i = 0; i < labels.length; i++) {
            if (numbers[i] != 0 && numbers[i] != 1) {
                throw problem(i, column, "must be 0 (healthy) or 1 (diseased), got " + text(column)[i]);
            }
            labels[i] = (int) numbers[i];
        }
        return labels;
    }

    /** A number for each distinct cell of a column, by first appearance. */
    int[] categories(String column) throws TableException {
        String[] cells = text(column);
        Map<String, Integer> ids = new HashMap<>();
        int[] categories = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            ids.putIfAbsent(cells[i], ids.size());
            categories[i] = ids.get(cells[i]);
        }
        return categories;
    }

    private TableException problem(int i, String column, String what) {
        // row numbers count the header as row 1, as a spreadsheet shows them
        return new TableException(file + ", row " + (i + 2) + ", column " + column + ": " + what);
    }
}
