package io.github.spectcad.core.baseline;

import java.util.ArrayList;
import java.util.List;

/**
 * The ridge of a {@link LogisticRegression} by cross-validation: of a fixed ladder the one with the smallest cross-entropy
 * on the cases left out, among equals the strongest. Cases are dealt to the folds in their order, each label by itself, so
 * every fold has its share of both; deterministic.
 */
final class RidgeSelection {
    private static final int FOLDS = 5;
    private static final List<Double> LADDER = List.of(1000.0, 300.0, 100.0, 30.0, 10.0, 3.0, 1.0, 0.3, 0.1);

    private RidgeSelection() {}

    /** The best ridge; both labels must occur at least twice, else the middle of the ladder is taken. */
    static double select(double[][] features, boolean[] labels) {
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        int folds = Math.min(FOLDS, Math.min(positives, labels.length - positives));
        if (folds < 2) {
            return LADDER.get(LADDER.size() / 2);
        }
        int[] fold = deal(labels, folds);
        double best = LADDER.get(0);
        double lowest = Double.POSITIVE_INFINITY;
        for (double ridge : LADDER) {
            double loss = 0;
            for (int out = 0; out < folds; out++) {
                loss += leftOutLoss(features, labels, fold, out, ridge);
            }
            if (loss < lowest) {
                lowest = loss;
                best = ridge;
            }
        }
        return best;
    }

    private static int[] deal(boolean[] labels, int folds) {
        int[] fold = new int[labels.length];
        int positives = 0;
        int negatives = 0;
        for (int i = 0; i < labels.length; i++) {
            fold[i] = (labels[i] ? positives++ : negatives++) % folds;
        }
        return fold;
    }

    private static double leftOutLoss(double[][] features, boolean[] labels, int[] fold, int out, double ridge) {
        List<double[]> rows = new ArrayList<>();
        boolean[] kept = new boolean[labels.length];
        int size = 0;
        for (int i = 0; i < labels.length; i++) {
            if (fold[i] != out) {
                rows.add(features[i]);
                kept[size++] = labels[i];
            }
        }
        LogisticRegression model =
                LogisticRegression.fit(rows.toArray(double[][]::new), java.util.Arrays.copyOf(kept, size), ridge);
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            if (fold[i] == out) {
                double p = model.probability(features[i]);
                loss -= Math.log(Math.max(1e-15, labels[i] ? p : 1 - p));
            }
        }
        return loss;
    }
}
