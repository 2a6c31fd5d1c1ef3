package io.github.spectcad.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/**
 * The expected ridges have the smallest cross-entropy on the cases left out by scikit-learn's {@code LogisticRegression}
 * with {@code C = 1 / ridge} on features standardised within each training part, over the same folds.
 */
class RidgeSelectionTest {
    private static final int CASES = 60;
    private static final int FEATURES = 6;

    private static double[][] features() {
        double[][] features = new double[CASES][FEATURES];
        for (int i = 0; i < CASES; i++) {
            for (int j = 0; j < FEATURES; j++) {
                features[i][j] = Math.sin(1.7 * i + 2.3 * j * j);
            }
        }
        return features;
    }

    @Test
    void weaklyRelatedFeaturesGetTheStrongRidgeOfScikitLearn() {
        double[][] x = features();
        boolean[] labels = new boolean[CASES];
        for (int i = 0; i < CASES; i++) {
            labels[i] = Math.sin(3.1 * i * i) + 0.4 * x[i][0] > 0;
        }
        assertEquals(30, RidgeSelection.select(x, labels));
    }

    @Test
    void separableLabelsGetTheWeakestRidge() {
        double[][] x = features();
        boolean[] labels = new boolean[CASES];
        for (int i = 0; i < CASES; i++) {
            labels[i] = x[i][0] + x[i][1] + 0.2 * Math.sin(3.1 * i * i) > 0.1;
        }
        assertEquals(0.1, RidgeSelection.select(x, labels));
    }

    @Test
    void oneCaseOfALabelLeavesNothingToCrossValidate() {
        double[][] x = features();
        boolean[] labels = new boolean[CASES];
        labels[7] = true;
        assertEquals(10, RidgeSelection.select(x, labels));
    }
}
