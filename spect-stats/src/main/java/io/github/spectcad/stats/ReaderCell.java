package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/** One reader with one test: the measure and how far each case's part is from it. */
final class ReaderCell {

    final double value;
    /** NaN where the case was not read or does not count. */
    final double[] deviations;

    private ReaderCell(double value, double[] deviations) {
        this.value = value;
        this.deviations = deviations;
    }

    static ReaderCell of(ReaderMeasure measure, int[] labels, double[] ratings, String name) {
        int[] read = IntStream.range(0, labels.length)
                .filter(k -> !Double.isNaN(ratings[k]))
                .toArray();
        double[] deviations = new double[labels.length];
        Arrays.fill(deviations, Double.NaN);
        if (measure == ReaderMeasure.AUC) {
            require(read, labels, 1, name);
            require(read, labels, 0, name);
            return area(labels, ratings, read, deviations);
        }
        int counted = measure == ReaderMeasure.SENSITIVITY ? 1 : 0;
        double n = require(read, labels, counted, name);
        double right = 0;
        for (int k : read) {
            if (ratings[k] != 0 && ratings[k] != 1) {
                throw new IllegalArgumentException(
                        name + "[" + k + "] must be 0 (called healthy), 1 (called diseased) or NaN, got " + ratings[k]);
            }
            right += labels[k] == counted && ratings[k] == counted ? 1 : 0;
        }
        double share = right / n;
        for (int k : read) {
            if (labels[k] == counted) {
                deviations[k] = (ratings[k] == counted ? 1 : 0) - share;
            }
        }
        return new ReaderCell(share, deviations);
    }

    private static ReaderCell area(int[] labels, double[] ratings, int[] read, double[] deviations) {
        int[] readLabels = Arrays.stream(read).map(k -> labels[k]).toArray();
        double[] readRatings = Arrays.stream(read).mapToDouble(k -> ratings[k]).toArray();
        Placements placements = Placements.of(readLabels, readRatings);
        double m = placements.positives();
        double n = placements.negatives();
        int p = 0;
        int q = 0;
        for (int k : read) {
            deviations[k] = labels[k] == 1
                    ? (placements.positive[p++] * m - placements.sum) / (2 * m * n)
                    : (placements.negative[q++] * n - placements.sum) / (2 * m * n);
        }
        return new ReaderCell(placements.auc(), deviations);
    }

    private static int require(int[] read, int[] labels, int label, String name) {
        int count = (int) Arrays.stream(read).filter(k -> labels[k] == label).count();
        if (count < 2) {
            throw new IllegalArgumentException(name + " has ratings of " + count
                    + (label == 1 ? " diseased" : " healthy") + " cases: at least 2 are needed");
        }
        return count;
    }
}
