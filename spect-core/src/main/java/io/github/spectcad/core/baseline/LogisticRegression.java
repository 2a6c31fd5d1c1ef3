package io.github.spectcad.core.baseline;

import java.util.Arrays;

/**
 * Ridge logistic regression: minimises the sum over cases of the cross-entropy plus {@code ridge / 2} times the sum of
 * squared weights, of features scaled to zero mean and unit (population) standard deviation; the intercept is not
 * penalised. Fitted by Newton's method (Hoerl and Kennard 1970, doi:10.1080/00401706.1970.10488634; le Cessie and van
 * Houwelingen 1992, doi:10.2307/2347628). Deterministic and immutable.
 */
public final class LogisticRegression {
    private static final int MAX_ITERATIONS = 100;
    private static final double TOLERANCE = 1e-9;

    private final double[] means;
    private final double[] deviations;
    private final double[] weights; // the intercept last

    private LogisticRegression(double[] means, double[] deviations, double[] weights) {
        this.means = means;
        this.deviations = deviations;
        this.weights = weights;
    }

    /**
     * Fits a model.
     *
     * @param features {@code [case][feature]}, finite, all rows of one length; a feature that never varies gets no weight
     * @param labels the label of each case, both values present
     * @param ridge strength of the penalty, above 0: the optimum is then unique, also for separable or collinear cases
     * @return the model
     * @throws IllegalArgumentException if the shapes differ, a value is not finite, one label is absent, or the ridge is
     *     not above 0
     */
    public static LogisticRegression fit(double[][] features, boolean[] labels, double ridge) {
        check(features, labels, ridge);
        int width = features[0].length;
        double[] means = new double[width];
        double[] deviations = new double[width];
        standardise(features, means, deviations);
        double[][] rows = new double[features.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = scaled(features[i], means, deviations);
        }
        double[] weights = new double[width + 1];
        double loss = loss(rows, labels, weights, ridge);
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            double[] step = newtonStep(rows, labels, weights, ridge);
            double size = Arrays.stream(step).map(Math::abs).max().orElseThrow();
            double[] next = moved(weights, step, 1);
            double nextLoss = loss(rows, labels, next, ridge);
            for (double length = 0.5; nextLoss > loss && length > 1e-10; length /= 2) {
                next = moved(weights, step, length);
                nextLoss = loss(rows, labels, next, ridge);
            }
            if (nextLoss <= loss) {
                weights = next;
                loss = nextLoss;
            }
            if (size < TOLERANCE) {
                break;
            }
        }
        return new LogisticRegression(means, deviations, weights);
    }

    private static void check(double[][] features, boolean[] labels, double ridge) {
        if (features.length != labels.length) {
            throw new IllegalArgumentException(
                    "there are " + features.length + " rows of features and " + labels.length + " labels");
        }
        if (!(ridge > 0) || !Double.isFinite(ridge)) {
            throw new IllegalArgumentException("ridge is " + ridge + ": must be finite and above 0");
        }
        boolean positive = false;
        boolean negative = false;
        for (int i = 0; i < labels.length; i++) {
            positive |= labels[i];
            negative |= !labels[i];
            if (features[i].length != features[0].length) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + features[i].length + " features, row 0 has " + features[0].length);
            }
            for (int j = 0; j < features[i].length; j++) {
                if (!Double.isFinite(features[i][j])) {
                    throw new IllegalArgumentException(
                            "feature " + j + " of row " + i + " is " + features[i][j] + ": must be finite");
                }
            }
        }
        if (!positive || !negative) {
            throw new IllegalArgumentException(
                    "all " + labels.length + " cases have one label: both are needed to fit");
        }
    }

    private static void standardise(double[][] features, double[] means, double[] deviations) {
        int n = features.length;
        for (int j = 0; j < means.length; j++) {
            double sum = 0;
            for (double[] row : features) {
                sum += row[j];
            }
            means[j] = sum / n;
            double squares = 0;
            for (double[] row : features) {
                squares += (row[j] - means[j]) * (row[j] - means[j]);
            }
            deviations[j] = Math.sqrt(squares / n);
        }
    }

    private static double[] scaled(double[] features, double[] means, double[] deviations) {
        double[] row = new double[features.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = deviations[j] > 0 ? (features[j] - means[j]) / deviations[j] : 0;
        }
        return row;
    }

    private static double[] moved(double[] weights, double[] step, double length) {
        double[] next = weights.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] += length * step[j];
        }
        return next;
    }

    private static double linear(double[] row, double[] weights) {
        double sum = weights[row.length];
        for (int j = 0; j < row.length; j++) {
            sum += weights[j] * row[j];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double loss(double[][] rows, boolean[] labels, double[] weights, double ridge) {
        double loss = 0;
        for (int i = 0; i < rows.length; i++) {
            double margin = labels[i] ? linear(rows[i], weights) : -linear(rows[i], weights);
            loss += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
        }
        for (int j = 0; j < weights.length - 1; j++) {
            loss += ridge / 2 * weights[j] * weights[j];
        }
        return loss;
    }

    private static double[] newtonStep(double[][] rows, boolean[] labels, double[] weights, double ridge) {
        int size = weights.length;
        double[] descent = new double[size];
        double[][] hessian = new double[size][size]; // lower triangle
        double[] x = new double[size];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, x, 0, size - 1);
            x[size - 1] = 1;
            double p = sigmoid(linear(rows[i], weights));
            double residual = (labels[i] ? 1 : 0) - p;
            double curvature = Math.max(p * (1 - p), 1e-12);
            for (int j = 0; j < size; j++) {
                descent[j] += residual * x[j];
                double scale = curvature * x[j];
                for (int k = 0; k <= j; k++) {
                    hessian[j][k] += scale * x[k];
                }
            }
        }
        for (int j = 0; j < size - 1; j++) {
            descent[j] -= ridge * weights[j];
            hessian[j][j] += ridge;
        }
        return solved(hessian, descent);
    }

    /** Solves a symmetric positive definite system by Cholesky decomposition in place. */
    private static double[] solved(double[][] matrix, double[] right) {
        int size = right.length;
        for (int j = 0; j < size; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = matrix[j][k];
                for (int m = 0; m < k; m++) {
                    sum -= matrix[j][m] * matrix[k][m];
                }
                matrix[j][k] = j == k ? Math.sqrt(sum) : sum / matrix[k][k];
            }
        }
        double[] x = right.clone();
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < j; k++) {
                x[j] -= matrix[j][k] * x[k];
            }
            x[j] /= matrix[j][j];
        }
        for (int j = size - 1; j >= 0; j--) {
            for (int k = j + 1; k < size; k++) {
                x[j] -= matrix[k][j] * x[k];
            }
            x[j] /= matrix[j][j];
        }
        return x;
    }

    /**
     * The probability of a positive label.
     *
     * @param features as many as the model was fitted to
     * @return a probability in [0, 1]
     * @throws IllegalArgumentException if the number of features differs or one is NaN
     */
    public double probability(double... features) {
        if (features.length != means.length) {
            throw new IllegalArgumentException("the model takes " + means.length + " features, got " + features.length);
        }
        double p = sigmoid(linear(scaled(features, means, deviations), weights));
        if (Double.isNaN(p)) {
            throw new IllegalArgumentException("a feature is NaN: " + Arrays.toString(features));
        }
        return p;
    }

    /** {@return the weights of the features as given, not scaled, and the intercept last} */
    public double[] coefficients() {
        double[] coefficients = weights.clone();
        for (int j = 0; j < means.length; j++) {
            coefficients[j] = deviations[j] > 0 ? weights[j] / deviations[j] : 0;
            coefficients[means.length] -= coefficients[j] * means[j];
        }
        return coefficients;
    }
}
