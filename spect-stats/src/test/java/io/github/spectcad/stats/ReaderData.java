package io.github.spectcad.stats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A published reader study of {@code src/test/resources/readers}: labels and ratings by test, reader and case. */
final class ReaderData {
    private final int[] labels;
    private final double[][][] ratings;

    private ReaderData(int[] labels, double[][][] ratings) {
        this.labels = labels;
        this.ratings = ratings;
    }

    int[] labels() {
        return labels;
    }

    double[][][] ratings() {
        return ratings;
    }

    static ReaderData of(String name, int tests, int readers) {
        List<String> lines;
        try (InputStream in = ReaderData.class.getResourceAsStream("/readers/" + name + ".csv")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int cases = lines.size() - 1;
        int[] labels = new int[cases];
        double[][][] ratings = new double[tests][readers][cases];
        for (int k = 0; k < cases; k++) {
            String[] cells = lines.get(k + 1).split(",", -1);
            labels[k] = Integer.parseInt(cells[0]);
            for (int i = 0; i < tests * readers; i++) {
                ratings[i / readers][i % readers][k] = Double.parseDouble(cells[i + 1]);
            }
        }
        return new ReaderData(labels, ratings);
    }

    static ReaderData vanDyke() {
        return of("vandyke", 2, 5);
    }

    static ReaderData franken() {
        return of("franken", 2, 4);
    }

    /** The ratings as decisions. */
    double[][][] decisions(double threshold) {
        double[][][] decisions = new double[ratings.length][ratings[0].length][labels.length];
        for (int t = 0; t < ratings.length; t++) {
            for (int r = 0; r < ratings[0].length; r++) {
                for (int k = 0; k < labels.length; k++) {
                    decisions[t][r][k] = ratings[t][r][k] >= threshold ? 1 : 0;
                }
            }
        }
        return decisions;
    }
}
