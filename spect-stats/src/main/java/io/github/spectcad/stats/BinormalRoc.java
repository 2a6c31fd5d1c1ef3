package io.github.spectcad.stats;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * A smooth ROC curve: sensitivity = Phi(a + b Phi^-1(1 - specificity)), the curve of scores that some monotone transformation makes
 * normal in both classes, by maximum likelihood.
 *
 * <p>Only the order of the scores counts. Runs of subjects between changes of the label are the categories (Metz, Herman and Shen
 * 1998); with more than 40, neighbours are merged to 40 of about equal size, which moves area and errors by little. The fit is
 * Dorfman and Alf's (1969) by Fisher's scoring. Where the classes are separated, or a hook makes b run to 0 or infinity, no fit
 * exists and the data are refused.
 *
 * <p>References: Dorfman and Alf (1969), Journal of Mathematical Psychology 6, 487-496,
 * <a href="https://doi.org/10.1016/0022-2496(69)90019-4">doi:10.1016/0022-2496(69)90019-4</a>; Metz, Herman and Shen (1998),
 * Statistics in Medicine 17, 1033-1053,
 * <a href="https://doi.org/10.1002/(SICI)1097-0258(19980515)17:9%3C1033::AID-SIM784%3E3.0.CO;2-Z">doi:10.1002/(SICI)1097-0258(19980515)17:9&lt;1033::AID-SIM784&gt;3.0.CO;2-Z</a>.
 *
 * <p>Cost: one sort, then at most 200 steps that each invert a matrix of at most 41 rows.
 *
 * @param a intercept: distance of the class means in standard deviations of the diseased
 * @param b slope: standard deviation of the healthy over that of the diseased, positive
 * @param varianceA variance of a
 * @param varianceB variance of b
 * @param covariance covariance of a and b
 * @since 0.1.0
 */
public record BinormalRoc(double a, double b, double varianceA, double varianceB, double covariance) {

    private static final int MOST_CATEGORIES = 40;
    private static final int MOST_ITERATIONS = 200;
    private static final double LEAST_PROBABILITY = 1e-300;

    /**
     * Fits the curve.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param scores one score for each subject, higher for more diseased; infinite values are ranked
     * @return the curve
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing, a score is NaN, or no
     *     fit exists
     */
    public static BinormalRoc of(int[] labels, double[] scores) {
        int[][] counts = BinormalCategories.of(labels, scores, MOST_CATEGORIES);
        if (counts.length < 3) {
            throw unfit("the scores make fewer than 3 categories");
        }
        double[] theta = start(counts, Auc.of(labels, scores).value());
        double likelihood = logLikelihood(theta, counts);
        RealMatrix inverse = new Array2DRowRealMatrix(1, 1);
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            double[] score = new double[theta.length];
            double[][] information = information(theta, counts, score);
            try {
                inverse = new LUDecomposition(new Array2DRowRealMatrix(information, false), 1e-100)
                        .getSolver()
                        .getInverse();
            } catch (SingularMatrixException e) {
                throw unfit("the data do not determine it");
            }
            double[] step = inverse.operate(score);
            double length = 1;
            double[] next = moved(theta, step, length);
            double nextLikelihood = logLikelihood(next, counts);
            while (!(nextLikelihood >= likelihood) && length > 1e-9) {
                length /= 2;
                next = moved(theta, step, length);
                nextLikelihood = logLikelihood(next, counts);
            }
            if (!(nextLikelihood > likelihood + 1e-11 * Math.abs(likelihood))) {
                double[] estimate = nextLikelihood >= likelihood ? next : theta;
                return new BinormalRoc(
                        estimate[0],
                        estimate[1],
                        inverse.getEntry(0, 0),
                        inverse.getEntry(1, 1),
                        inverse.getEntry(0, 1));
            }
            theta = next;
            likelihood = nextLikelihood;
            if (!(theta[1] > 1e-3 && theta[1] < 1e3)) {
                break;
            }
        }
        throw unfit("the slope runs to 0 or infinity: the classes are separated or the curve has a hook");
    }

    private static IllegalArgumentException unfit(String why) {
        return new IllegalArgumentException("no binormal curve fits the scores: " + why + "; use RocCurve");
    }

    /** Cut points at the mixed normal quantiles of both classes, b = 1, and a from the area, which is inside (0, 1) here. */
    private static double[] start(int[][] counts, double area) {
        double[] theta = new double[counts.length + 1];
        theta[0] = Math.sqrt(2) * Gaussian.quantile(area);
        theta[1] = 1;
        double subjects = 0;
        for (int[] category : counts) {
            subjects += category[0] + category[1];
        }
        double below = 0;
        for (int c = 0; c + 1 < counts.length; c++) {
            // ascend strictly, since each category has a subject
            below += (counts[c][0] + counts[c][1]) / subjects;
            theta[c + 2] = Gaussian.quantile(below) + theta[0] / 2;
        }
        return theta;
    }

    private static double[] moved(double[] theta, double[] step, double length) {
        double[] moved = theta.clone();
        Arrays.setAll(moved, k -> theta[k] + length * step[k]);
        return moved;
    }

    private static double[] probabilities(double[] theta, int categories, int label) {
        double[] p = new double[categories];
        double before = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < categories; c++) {
            double cut = c + 1 < categories ? theta[c + 2] : Double.POSITIVE_INFINITY;
            double upper = label == 1 ? theta[1] * cut - theta[0] : cut;
            p[c] = upper <= 0 || before <= 0
                    ? Gaussian.below(upper) - Gaussian.below(before)
                    : Gaussian.above(before) - Gaussian.above(upper);
            before = upper;
        }
        return p;
    }

    private static double logLikelihood(double[] theta, int[][] counts) {
        if (!(theta[1] > 0)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int label = 0; label < 2; label++) {
            double[] p = probabilities(theta, counts.length, label);
            for (int c = 0; c < counts.length; c++) {
                if (!(p[c] > 0)) {
                    return Double.NaN; // cut points out of order
                }
                sum += counts[c][label] * Math.log(p[c]);
            }
        }
        return sum;
    }

    /** The expected information; writes the score. */
    private static double[][] information(double[] theta, int[][] counts, double[] score) {
        int size = theta.length;
        int categories = counts.length;
        double[][] information = new double[size][size];
        for (int label = 0; label < 2; label++) {
            double[] p = probabilities(theta, categories, label);
            double total = 0;
            for (int[] category : counts) {
                total += category[label];
            }
            double[][] gradient = new double[categories][size];
            for (int c = 0; c + 1 < categories; c++) {
                double cut = theta[c + 2];
                double x = label == 1 ? theta[1] * cut - theta[0] : cut;
                double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
                double[] move = new double[size];
                move[0] = label == 1 ? -density : 0;
                move[1] = label == 1 ? cut * density : 0;
                move[c + 2] = label == 1 ? theta[1] * density : density;
                for (int k : new int[] {0, 1, c + 2}) {
                    gradient[c][k] += move[k];
                    gradient[c + 1][k] -= move[k];
                }
            }
            for (int c = 0; c < categories; c++) {
                double probability = Math.max(LEAST_PROBABILITY, p[c]);
                for (int k = 0; k < size; k++) {
                    score[k] += counts[c][label] * gradient[c][k] / probability;
                    for (int l = 0; l < size && gradient[c][k] != 0; l++) {
                        information[k][l] += total * gradient[c][k] * gradient[c][l] / probability;
                    }
                }
            }
        }
        return information;
    }

    /** {@return the area under the curve, Phi(a / sqrt(1 + b^2))} */
    public double auc() {
        return Gaussian.below(distance());
    }

    /** {@return the standard error of the area by the delta method} */
    public double aucStandardError() {
        double z = distance();
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * distanceError();
    }

    /** The distance of the class means in standard deviations of a difference, whose normal probability is the area. */
    private double distance() {
        return a / Math.sqrt(1 + b * b);
    }

    private double distanceError() {
        double root = Math.sqrt(1 + b * b);
        double byA = 1 / root;
        double byB = -a * b / (root * root * root);
        return Math.sqrt(byA * byA * varianceA + byB * byB * varianceB + 2 * byA * byB * covariance);
    }

    /**
     * An interval of the area, Wald's for a / sqrt(1 + b^2), transformed.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval within [0, 1]
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval aucInterval(double level) {
        double z = distance();
        double half = Gaussian.twoSidedQuantile(Arguments.requireLevel(level)) * distanceError();
        return new ConfidenceInterval(Gaussian.below(z - half), Gaussian.below(z + half), level);
    }

    /**
     * The sensitivity at a specificity.
     *
     * @param specificity specificity, in [0, 1]
     * @return sensitivity of the smooth curve
     * @throws IllegalArgumentException if the specificity is outside [0, 1]
     */
    public double sensitivityAt(double specificity) {
        Arguments.requireProportion(specificity, "specificity");
        if (specificity == 0 || specificity == 1) {
            return 1 - specificity;
        }
        return Gaussian.below(a - b * Gaussian.quantile(specificity));
    }
}
