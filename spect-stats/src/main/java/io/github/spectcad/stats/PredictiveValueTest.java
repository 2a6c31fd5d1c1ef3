package io.github.spectcad.stats;

import java.util.Objects;

/**
 * Compares the predictive values of two tests on the same subjects by the weighted generalised score statistic.
 *
 * <p>With PPV1 and PPV2 of n1 and n2 subjects called diseased, p their pooled value and C = sum of (label - p)^2 over the subjects
 * that both call diseased, divided by n1 + n2: chi-square = (PPV1 - PPV2)^2 / ((p (1 - p) - 2 C) (1 / n1 + 1 / n2)) on one degree
 * of freedom; likewise for negative predictive values. The interval of the difference is Wald's with the unpooled variance.
 * Leisenring's score test (2000) differs from it by the weights. Cost: two passes over the subjects.
 *
 * <p>References: Leisenring, Alonzo and Pepe (2000), Biometrics 56, 345-351,
 * <a href="https://doi.org/10.1111/j.0006-341X.2000.00345.x">doi:10.1111/j.0006-341X.2000.00345.x</a>; Kosinski (2013), Statistics
 * in Medicine 32, 964-977, <a href="https://doi.org/10.1002/sim.5587">doi:10.1002/sim.5587</a>.
 *
 * @since 0.1.0
 */
public final class PredictiveValueTest {

    private static final PredictiveValueTest DEFAULT = new PredictiveValueTest(0.95);

    private final double confidence;

    private PredictiveValueTest(double confidence) {
        this.confidence = confidence;
    }

    /**
     * The comparison of both predictive values.
     *
     * @param positive positive predictive values; NaN if a test calls nobody diseased
     * @param negative negative predictive values; NaN if a test calls nobody healthy
     */
    public record Result(Comparison positive, Comparison negative) {}

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
    public record Comparison(
            double first,
            double second,
            double difference,
            double statistic,
            double pValue,
            ConfidenceInterval interval)
            implements SignificanceResult {}

    /**
     * The test with 95 % intervals.
     *
     * @return the test
     */
    public static PredictiveValueTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The same test with another level of its intervals.
     *
     * @param level confidence level, in (0, 1)
     * @return a test
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public PredictiveValueTest withConfidence(double level) {
        return new PredictiveValueTest(Arguments.requireLevel(level));
    }

    /**
     * Compares the predictive values of two tests.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param first decisions of the first test, 0 or 1
     * @param second decisions of the second test, 0 or 1
     * @return both comparisons
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if the lengths differ or a value is neither 0 nor 1
     */
    public Result test(int[] labels, int[] first, int[] second) {
        Arguments.countPositives(labels);
        ConfusionMatrix.of(labels, Objects.requireNonNull(first, "first")); // checks
        ConfusionMatrix.of(labels, Objects.requireNonNull(second, "second"));
        return new Result(compare(labels, first, second, 1), compare(labels, first, second, 0));
    }

    private Comparison compare(int[] labels, int[] first, int[] second, int call) {
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
        double half = Gaussian.twoSidedQuantile(confidence) * Math.sqrt(variance);
        ConfidenceInterval interval = Double.isNaN(difference)
                ? new ConfidenceInterval(Double.NaN, Double.NaN, confidence)
                : new ConfidenceInterval(Math.max(-1, difference - half), Math.min(1, difference + half), confidence);
        return new Comparison(value1, value2, difference, z * z, Gaussian.pValue(z, Alternative.TWO_SIDED), interval);
    }
}
