package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;

/**
 * A study in which several readers read the same cases with several tests (modalities, or without and with a model): the measure
 * of each reader with each test, and the covariances of these measures that come from the cases.
 *
 * <p>A rating that is NaN was not made. So the same class holds factorial designs, cases nested in readers or in tests, and split
 * plots in which groups of readers read different groups of cases; each reader with each test needs 2 diseased and 2 healthy
 * cases (2 diseased for sensitivity alone, 2 healthy for specificity).
 *
 * <p>Analyse it by {@link ObuchowskiRockette} or {@link DorfmanBerbaumMetz}. Cost: one sort for each reader and test, and one
 * product of two vectors for each pair of these. Instances are immutable.
 *
 * @since 0.1.0
 */
public final class ReaderStudy {

    private final ReaderMeasure measure;
    private final int tests;
    private final int readers;
    private final int cases;
    /** Measure of each test and reader. */
    final double[][] values;
    /** For each test, reader and case: how far the case's placement (or decision) is from the measure; NaN if not read. */
    private final double[][][] deviations;

    private final int[] labels;

    private ReaderStudy(ReaderMeasure measure, int[] labels, double[][] values, double[][][] deviations) {
        this.measure = measure;
        this.labels = labels;
        this.values = values;
        this.deviations = deviations;
        tests = values.length;
        readers = values[0].length;
        cases = (int) Arrays.stream(labels).filter(this::counts).count();
    }

    /**
     * Takes the ratings of a study.
     *
     * @param measure what is measured
     * @param labels 1 for diseased, 0 for healthy, one for each case
     * @param ratings one matrix for each test (at least 1), one row for each reader (at least 1), one rating for each case: higher
     *     for more diseased for {@link ReaderMeasure#AUC}, otherwise a decision 0 or 1; NaN if not made
     * @return the study
     * @throws NullPointerException if an argument, a matrix or a row is null
     * @throws IllegalArgumentException if there is no test or reader, lengths differ, a label is neither 0 nor 1, a decision is
     *     neither 0, 1 nor NaN, or a reader read too few cases with a test
     */
    public static ReaderStudy of(ReaderMeasure measure, int[] labels, double[][][] ratings) {
        Objects.requireNonNull(measure, "measure");
        Objects.requireNonNull(ratings, "ratings");
        Arguments.countPositives(labels);
        int tests = Arguments.requireAtLeast(1, ratings.length, "number of tests");
        int readers = Arguments.requireAtLeast(
                1, Objects.requireNonNull(ratings[0], "ratings[0]").length, "number of readers");
        double[][] values = new double[tests][readers];
        double[][][] deviations = new double[tests][readers][];
        for (int t = 0; t < tests; t++) {
            Objects.requireNonNull(ratings[t], "ratings[" + t + "]");
            Arguments.requireSameLength(ratings[t].length, "readers of ratings[" + t + "]", readers, "ratings[0]");
            for (int r = 0; r < readers; r++) {
                String name = "ratings[" + t + "][" + r + "]";
                Objects.requireNonNull(ratings[t][r], name);
                Arguments.requireSameLength(labels.length, "labels", ratings[t][r].length, name);
                ReaderCell cell = ReaderCell.of(measure, labels, ratings[t][r], name);
                values[t][r] = cell.value;
                deviations[t][r] = cell.deviations;
            }
        }
        return new ReaderStudy(measure, labels.clone(), values, deviations);
    }

    /** {@return what is measured} */
    public ReaderMeasure measure() {
        return measure;
    }

    /** {@return the number of tests} */
    public int tests() {
        return tests;
    }

    /** {@return the number of readers} */
    public int readers() {
        return readers;
    }

    /** {@return the number of cases that the measure is about: all for areas, the diseased or healthy ones otherwise} */
    public int cases() {
        return cases;
    }

    /**
     * The measure of a reader with a test.
     *
     * @param test index of the test
     * @param reader index of the reader
     * @return the measure, in [0, 1]
     * @throws IndexOutOfBoundsException if there is no such test or reader
     */
    public double value(int test, int reader) {
        Objects.checkIndex(test, tests);
        return values[test][Objects.checkIndex(reader, readers)];
    }

    /**
     * The mean of a test over the readers.
     *
     * @param test index of the test
     * @return mean measure
     * @throws IndexOutOfBoundsException if there is no such test
     */
    public double mean(int test) {
        return Arrays.stream(values[Objects.checkIndex(test, tests)]).average().orElseThrow();
    }

    private boolean counts(int label) {
        return measure == ReaderMeasure.AUC || label == (measure == ReaderMeasure.SENSITIVITY ? 1 : 0);
    }

    /** The covariance of two measures, which comes from the cases that both read. */
    double covariance(ReaderCovariance method, int testA, int readerA, int testB, int readerB) {
        double[] a = deviations[testA][readerA];
        double[] b = deviations[testB][readerB];
        return method == ReaderCovariance.DELONG
                ? covariance(a, b, 1) + covariance(a, b, 0)
                : jackknife(pseudovalues(testA, readerA), pseudovalues(testB, readerB));
    }

    private double covariance(double[] a, double[] b, int label) {
        double sum = 0;
        int ofA = 0;
        int ofB = 0;
        int common = 0;
        for (int k = 0; k < labels.length; k++) {
            if (labels[k] == label && counts(label)) {
                boolean inA = !Double.isNaN(a[k]);
                boolean inB = !Double.isNaN(b[k]);
                ofA += inA ? 1 : 0;
                ofB += inB ? 1 : 0;
                if (inA && inB) {
                    common++;
                    sum += a[k] * b[k];
                }
            }
        }
        return common < 2 ? 0 : sum / ofA / ofB * common / (common - 1.0);
    }

    /**
     * The jackknife pseudovalues of a measure, one for each case that counts: their mean is the measure. Leaving out a case that was
     * not read changes nothing.
     */
    double[] pseudovalues(int test, int reader) {
        double[] pseudovalues = new double[cases];
        double[] deviation = deviations[test][reader];
        int[] read = {0, 0};
        for (int k = 0; k < labels.length; k++) {
            read[labels[k]] += Double.isNaN(deviation[k]) ? 0 : 1;
        }
        int next = 0;
        for (int k = 0; k < labels.length; k++) {
            if (counts(labels[k])) {
                // leaving out a case of a class of m moves the measure by its deviation over m - 1
                double moved = Double.isNaN(deviation[k]) ? 0 : deviation[k] / (read[labels[k]] - 1);
                pseudovalues[next++] = values[test][reader] + (cases - 1) * moved;
            }
        }
        return pseudovalues;
    }

    /** Refuses a study in which a case was not read by every reader with every test. */
    void requireEveryReading() {
        for (int t = 0; t < tests; t++) {
            for (int r = 0; r < readers; r++) {
                for (int k = 0; k < labels.length; k++) {
                    if (counts(labels[k]) && Double.isNaN(deviations[t][r][k])) {
                        throw new IllegalArgumentException(
                                "test " + t + ", reader " + r + ", case " + k
                                        + " was not read: an analysis of variance of pseudovalues needs every reading, use ObuchowskiRockette");
                    }
                }
            }
        }
    }

    private static double jackknife(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - meanA) * (b[k] - meanB);
        }
        return sum / a.length / (a.length - 1);
    }
}
