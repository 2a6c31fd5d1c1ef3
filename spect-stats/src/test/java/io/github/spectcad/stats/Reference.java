package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The reference values in {@code src/test/resources/reference}, made by the R scripts beside them. */
final class Reference {

    private static final Map<String, RocInput> ROC_INPUTS = new HashMap<>();

    private Reference() {}

    /** A row of a reference table. */
    record Row(String file, int line, Map<String, String> cells) {

        String text(String column) {
            String cell = cells.get(column);
            if (cell == null) {
                throw new IllegalArgumentException(file + " has no column " + column);
            }
            return cell;
        }

        boolean has(String column) {
            return !text(column).isEmpty();
        }

        boolean flag(String column) {
            return Boolean.parseBoolean(text(column));
        }

        int integer(String column) {
            return Integer.parseInt(text(column));
        }

        /** The number in a cell, NaN for an empty one. */
        double number(String column) {
            return has(column) ? Double.parseDouble(text(column)) : Double.NaN;
        }

        /** Fails unless the actual count is the expected one. */
        void check(String column, long actual) {
            if (Long.parseLong(text(column)) != actual) {
                fail(file + ":" + line + " " + column + " expected " + text(column) + " but was " + actual);
            }
        }

        /** Fails unless the actual value agrees within a relative tolerance, or 1e-15 absolutely. */
        void check(String column, double actual, double tolerance) {
            double expected = number(column);
            if (!close(expected, actual, tolerance)) {
                fail(file + ":" + line + " " + cells.values().stream().limit(8).toList() + " " + column + " expected "
                        + expected + " but was " + actual);
            }
        }
    }

    /** Labels and the scores of two models. */
    static final class RocInput {

        private final int[] labels;
        private final double[] score1;
        private final double[] score2;

        private RocInput(int[] labels, double[] score1, double[] score2) {
            this.labels = labels;
            this.score1 = score1;
            this.score2 = score2;
        }

        int[] labels() {
            return labels;
        }

        double[] score1() {
            return score1;
        }

        double[] score2() {
            return score2;
        }

        double[] score(String name) {
            return name.equals("score1") ? score1 : score2;
        }
    }

    static boolean close(double expected, double actual, double tolerance) {
        if (Double.isNaN(expected) || Double.isNaN(actual)) {
            return Double.isNaN(expected) && Double.isNaN(actual);
        }
        if (expected == actual) {
            return true;
        }
        return Math.abs(expected - actual) <= Math.max(1e-15, tolerance * Math.abs(expected));
    }

    static List<Row> rows(String file) {
        List<String> lines = lines(file);
        String[] header = lines.get(0).split(",", -1);
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int c = 0; c < header.length; c++) {
                row.put(header[c], cells[c]);
            }
            rows.add(new Row(file, i + 1, row));
        }
        return rows;
    }

    /** The rows of a table grouped by a key, in the order of the file. */
    static Map<String, List<Row>> grouped(String file, Function<Row, String> key) {
        return rows(file).stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    static synchronized RocInput roc(String name) {
        return ROC_INPUTS.computeIfAbsent(name, Reference::readRoc);
    }

    private static RocInput readRoc(String name) {
        List<Row> rows = rows("inputs_roc/" + name + ".csv");
        return new RocInput(
                rows.stream().mapToInt(r -> r.integer("label")).toArray(),
                column(rows, "score1"),
                column(rows, "score2"));
    }

    static double[] column(List<Row> rows, String column) {
        return rows.stream().mapToDouble(r -> r.number(column)).toArray();
    }

    /** The values of each group, groups in the order of their first appearance. */
    static Map<String, double[]> groups(String name) {
        Map<String, double[]> groups = new LinkedHashMap<>();
        grouped("inputs_groups/" + name + ".csv", r -> r.text("group"))
                .forEach((group, rows) -> groups.put(group, column(rows, "value")));
        return groups;
    }

    static List<String> lines(String file) {
        try (InputStream in = Reference.class.getResourceAsStream("/reference/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no reference file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
