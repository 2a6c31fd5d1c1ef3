package io.github.spectcad.cli.stats;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for a table with one column for each rater. */
final class Raters {

    @Mixin
    private Input input;

    @Option(names = "--rater", required = true, paramLabel = "COLUMN", description = "Column of a rater, at least two.")
    private List<String> columns;

    int count() {
        return columns.size();
    }

    /** Numbers, one row for each subject. */
    double[][] numbers() throws IOException {
        Table table = input.read();
        double[][] ratings = null;
        for (int j = 0; j < columns.size(); j++) {
            double[] values = table.numbers(columns.get(j));
            ratings = ratings == null ? new double[values.length][columns.size()] : ratings;
            for (int i = 0; i < values.length; i++) {
                ratings[i][j] = values[i];
            }
        }
        return ratings;
    }

    /** Categories with their names: ascending numbers first, then words. */
    static final class Categories {
        private final List<String> names;
        private final int[][] ofSubject;

        private Categories(List<String> names, int[][] ofSubject) {
            this.names = names;
            this.ofSubject = ofSubject;
        }

        List<String> names() {
            return names;
        }

        /** One row for each subject, one category for each rater. */
        int[][] ofSubject() {
            return ofSubject;
        }

        int[] ofRater(int rater) {
            int[] categories = new int[ofSubject.length];
            for (int i = 0; i < categories.length; i++) {
                categories[i] = ofSubject[i][rater];
            }
            return categories;
        }
    }

    Categories categories() throws IOException {
        Table table = input.read();
        TreeSet<String> names =
                new TreeSet<>(Comparator.comparingDouble(Raters::order).thenComparing(Comparator.naturalOrder()));
        String[][] cells = new String[columns.size()][];
        for (int j = 0; j < cells.length; j++) {
            cells[j] = table.text(columns.get(j));
            names.addAll(List.of(cells[j]));
        }
        List<String> sorted = List.copyOf(names);
        int[][] ofSubject = new int[cells[0].length][cells.length];
        for (int j = 0; j < cells.length; j++) {
            for (int i = 0; i < cells[j].length; i++) {
                ofSubject[i][j] = sorted.indexOf(cells[j][i]);
            }
        }
        return new Categories(sorted, ofSubject);
    }

    private static double order(String name) {
        try {
            return Double.parseDouble(name);
        } catch (NumberFormatException e) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
