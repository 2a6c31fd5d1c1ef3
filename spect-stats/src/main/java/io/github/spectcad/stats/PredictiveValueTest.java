package io.github.spectcad.stats;

import java.util.Objects;

/**
 * Compares the predictive values of two tests on the same subjects by the weighted generalised score statistic.
 *
 * <p>With PPV1 and PPV2 of n1 and n2 subjects called diseased, p their pooled value and C = sum of (label - p)^2 over the subjects
 * that both call diseased, divided by n1 + n2: chi-square = (PPV1 - PPV2)^2 / ((p (1 - p) - 2 C) (1 / n1 + 1 / n2)) on one degree
 * of freedom; likewise for negative predictive values. The interval of the difference is Wald's with the unpooled variance.
 * Leisenring's score test (2000) differs from it by the weights.
 *
 * <p>References: Leisenring, Alonzo and Pepe (2000), Biometrics 56, 345-351,
 * <a href="https://doi.org/10.1111/j.0006-341X.2000.00345.x">doi:10.1111/j.0006-341X.2000.00345.x</a>; Kosinski (2013), Statistics
 * in Medicine 32, 964-977, <a href="https://doi.org/10.1002/sim.5587">doi:10.1002/sim.5587</a>.
 *
 * @since 0.1.0
 */
public final class PredictiveValueTest {

    private PredictiveValueTest() {}

    /**
     * The comparison of one predictive value.
     *
     * @param first value of the first test; NaN if it calls nobody so
     * @param second value of the second test
     * @param difference first minus second
     * @param statistic chi-square on one degree of freedom; 0 if the values are equal
     * @param pValue its p-value
     * @param interval interval of the difference, cut to [-1, 1]
     */
    public record Result(
            double first,
            double second,
            double difference,
            double statistic,
            double pValue,
            ConfidenceInterval interval)
            implements SignificanceResult {}

    /**
     * Compares the positive predictive values.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param first decisions of the first test, 0 or 1
     * @param second decisions of the second test, 0 or 1
     * @param level confidence level of the interval, in (0, 1)
     * @return the test; NaN if a test calls nobody diseased
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if the lengths differ, a value is neither 0 nor 1 or the level is outside (0, 1)
     */
    public static Result positive(int[] labels, int[] first, int[] second, double level) {
        return compare(labels, first, second, 1, level);
    }

    /**
     * Compares the negative predictive values.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param first decisions of the first test, 0 or 1
     * @param second decisions of the second test, 0 or 1
     * @param level confidence level of the interval, in (0, 1)
     * @return the test; NaN if a test calls nobody healthy
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if the lengths differ, a value is neither 0 nor 1 or the level is outside (0, 1)
     */
    public static Result negative(int[] labels, int[] first, int[] second, double level) {
        return compare(labels, first, second, 0, level);
    }

    private static Result compare(int[] labels, int[] first, int[] second, int call, double level) {
        Arguments.countPositives(labels);
        ConfusionMatrix.of(labels, Objects.requireNonNull(first, "first")); // checks
        ConfusionMatrix.of(labels, Objects.requireNonNull(second, "second"));
        Arguments.requireLevel(level);
        double n1 = 0;
        double n2 = 0;
        double right1 = 0;
        double right2 = 0;
        for (int i = 0; i < labels.length; i++) {
            n1 += first[i] == call ? 1 : 0;
            n2 += second[i] == call ? 1 : 0;
            right1 += first[i] == call && labels[i] == call ? 1 : 0;
            right2 += second[i] == call && labels[i] == call ? 1 : 0;
        }
        double value1 = right1 / n1;
        double value2 = right2 / n2;
        double pooled = (right1 + right2) / (n1 + n2);
        double common = 0;
        double variance = 0;
        for (int i = 0; i < labels.length; i++) {
            int right = labels[i] == call ? 1 : 0;
            if (first[i] == call && second[i] == call) {
                common += (right - pooled) * (right - pooled);
            }
            double influence =
                    (first[i] == call ? (right - value1) / n1 : 0) - (second[i] == call ? (right - value2) / n2 : 0);
            variance += influence * influence;
        }
        double difference = value1 - value2;
        double nullVariance = Math.max(0, (pooled * (1 - pooled) - 2 * common / (n1 + n2)) * (1 / n1 + 1 / n2));
        double z = DeLongTest.standardize(difference, nullVariance);
        double half = Gaussian.twoSidedQuantile(level) * Math.sqrt(variance);
        ConfidenceInterval interval = Double.isNaN(difference)
                ? new ConfidenceInterval(Double.NaN, Double.NaN, level)
                : new ConfidenceInterval(Math.max(-1, difference - half), Math.min(1, difference + half), level);
        return new Result(value1, value2, difference, z * z, Gaussian.pValue(z, Alternative.TWO_SIDED), interval);
    }
}
