package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.ReaderMeasure;
import io.github.spectcad.stats.ReaderStudy;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for a table with one row for each reading: who read which case with which test. */
final class ReaderTable {

    @Mixin
    private Input input;

    @Option(
            names = "--test",
            paramLabel = "COLUMN",
            defaultValue = "test",
            description = "Column of tests (default: ${DEFAULT-VALUE}).")
    private String test;

    @Option(
            names = "--reader",
            paramLabel = "COLUMN",
            defaultValue = "reader",
            description = "Column of readers (default: ${DEFAULT-VALUE}).")
    private String reader;

    @Option(
            names = "--case",
            paramLabel = "COLUMN",
            defaultValue = "case",
            description = "Column of cases (default: ${DEFAULT-VALUE}).")
    private String subject;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            defaultValue = "label",
            description = "Column of labels, 1 diseased and 0 healthy (default: ${DEFAULT-VALUE}).")
    private String label;

    @Option(
            names = "--rating",
            paramLabel = "COLUMN",
            defaultValue = "rating",
            description =
                    "Column of ratings, higher for more diseased; decisions 0 or 1 for sensitivity and specificity unless"
                            + " --threshold is given (default: ${DEFAULT-VALUE}).")
    private String rating;

    @Option(
            names = "--measure",
            paramLabel = "NAME",
            defaultValue = "auc",
            description = "auc, sensitivity or specificity (default: ${DEFAULT-VALUE}).")
    private ReaderMeasure measure;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "For sensitivity and specificity: called diseased where the rating is at least this.")
    private Double threshold;

    /** A study with the names of its tests and readers, by first appearance. */
    record Named(ReaderStudy study, List<String> tests, List<String> readers) {}

    Named read() throws IOException {
        Table table = input.read();
        Map<String, Integer> tests = new LinkedHashMap<>();
        Map<String, Integer> readers = new LinkedHashMap<>();
        Map<String, Integer> cases = new LinkedHashMap<>();
        int[] t = numbered(table.text(test), tests);
        int[] r = numbered(table.text(reader), readers);
        String[] names = table.text(subject);
        int[] c = numbered(names, cases);
        int[] truth = table.labels(label);
        double[] values = table.numbers(rating);
        int[] labels = new int[cases.size()];
        Arrays.fill(labels, -1);
        double[][][] ratings = new double[tests.size()][readers.size()][cases.size()];
        for (double[][] matrix : ratings) {
            for (double[] row : matrix) {
                Arrays.fill(row, Double.NaN);
            }
        }
        for (int i = 0; i < t.length; i++) {
            if (labels[c[i]] >= 0 && labels[c[i]] != truth[i]) {
                throw table.error(i, label, "case " + names[i] + " has both labels: give it one");
            }
            labels[c[i]] = truth[i];
            if (!Double.isNaN(ratings[t[i]][r[i]][c[i]])) {
                throw table.error(
                        i, rating, "case " + names[i] + " has two ratings of one reader with one test: keep one");
            }
            ratings[t[i]][r[i]][c[i]] =
                    measure == ReaderMeasure.AUC || threshold == null ? values[i] : values[i] >= threshold ? 1 : 0;
        }
        return new Named(
                ReaderStudy.of(measure, labels, ratings), List.copyOf(tests.keySet()), List.copyOf(readers.keySet()));
    }

    private static int[] numbered(String[] cells, Map<String, Integer> numbers) {
        int[] numbered = new int[cells.length];
        for (int i = 0; i < cells.length; i++) {
            numbers.putIfAbsent(cells[i], numbers.size());
            numbered[i] = numbers.get(cells[i]);
        }
        return numbered;
    }
}
