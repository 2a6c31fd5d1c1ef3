package io.github.spectcad.stats;

import java.util.Objects;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * DeLong's test of the equality of two areas under ROC curves, paired (two models on the same subjects) and unpaired (two
 * samples of subjects).
 *
 * <p>The effect is AUC of the first minus AUC of the second, for every alternative.
 *
 * <p><b>Paired.</b> z = (A1 - A2) / sqrt(var(A1 - A2)). The variance is computed from the differences of the two models'
 * placements subject by subject, in integers, and not as v1 + v2 - 2 cov: nearly identical models lose no digits and a
 * variance of zero is exactly zero. If the variance is zero, then z = 0 and p = 1 (one-sided 0.5) if the areas are equal, and
 * z is infinite and p = 0 (or 1 against the wrong alternative) if they differ. If a class has a single subject the variance
 * and all that depends on it is NaN.
 *
 * <p><b>Unpaired.</b> D = (A1 - A2) / sqrt(v1 + v2) is compared with Student's t distribution with the degrees of freedom of
 * Welch and Satterthwaite, (v1 + v2)^2 / (v1^2 / (N1 - 1) + v2^2 / (N2 - 1)), where N is the number of all subjects of a
 * sample (the rule of R's pROC). If both variances are zero, D and p are as in the paired case and df is NaN.
 *
 * <p>The subjects must be independent. The three vessels of one patient are not: {@link #test(int[], double[], double[], int[])}
 * takes the patient of each vessel and Obuchowski's variance (1997,
 * <a href="https://doi.org/10.2307/2533958">doi:10.2307/2533958</a>; see {@link Auc#of(int[], double[], int[])}). The unpaired
 * test takes such areas as well.
 *
 * <p>Reference: DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44, 837-845,
 * <a href="https://doi.org/10.2307/2531595">doi:10.2307/2531595</a>. Instances are immutable and safe for use by several
 * threads; no argument is modified.
 *
 * <p>Cost: one sort of the scores of each class and model.
 *
 * @since 0.1.0
 */
public final class DeLongTest {

    private static final DeLongTest DEFAULT = new DeLongTest(Alternative.TWO_SIDED, 0.95);

    private final Alternative alternative;
    private final double confidence;

    private DeLongTest(Alternative alternative, double confidence) {
        this.alternative = alternative;
        this.confidence = confidence;
    }

    /**
     * The result of the paired test.
     *
     * @param first area of the first model
     * @param second area of the second model
     * @param covariance covariance of the two areas
     * @param difference first minus second area
     * @param varianceOfDifference variance of the difference
     * @param statistic z, standard normal under the hypothesis of equal areas
     * @param pValue p-value for the alternative of the test
     * @param log10PValue its base-10 logarithm, finite where the p-value itself underflows to 0
     * @param interval two-sided Wald interval for the difference
     * @param alternative the alternative that was tested
     */
    public record Paired(
            Auc first,
            Auc second,
            double covariance,
            double difference,
            double varianceOfDifference,
            double statistic,
            double pValue,
            double log10PValue,
            ConfidenceInterval interval,
            Alternative alternative)
            implements SignificanceResult {}

    /**
     * The result of the unpaired test.
     *
     * @param first area in the first sample
     * @param second area in the second sample
     * @param difference first minus second area
     * @param varianceOfDifference sum of the two variances
     * @param statistic D, Student's t under the hypothesis of equal areas
     * @param degreesOfFreedom degrees of freedom; NaN if both variances are 0
     * @param pValue p-value for the alternative of the test
     * @param interval two-sided interval for the difference by the same t distribution
     * @param alternative the alternative that was tested
     */
    public record Unpaired(
            Auc first,
            Auc second,
            double difference,
            double varianceOfDifference,
            double statistic,
            double degreesOfFreedom,
            double pValue,
            ConfidenceInterval interval,
            Alternative alternative)
            implements SignificanceResult {}

    /**
     * The two-sided test with 95 % intervals.
     *
     * @return the test
     */
    public static DeLongTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The same test with another alternative.
     *
     * @param alternative the alternative
     * @return a test
     * @throws NullPointerException if the alternative is null
     */
    public DeLongTest with(Alternative alternative) {
        return new DeLongTest(Objects.requireNonNull(alternative, "alternative"), confidence);
    }

    /**
     * The same test with another level of its intervals.
     *
     * @param level confidence level, in (0, 1)
     * @return a test
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public DeLongTest withConfidence(double level) {
        return new DeLongTest(alternative, Arguments.requireLevel(level));
    }

    /**
     * Compares two models on the same subjects.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param first scores of the first model, one for each subject, higher for more diseased
     * @param second scores of the second model for the same subjects in the same order
     * @return areas, difference and test
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    public Paired test(int[] labels, double[] first, double[] second) {
        return test(PlacementCovariance.INDEPENDENT, Placements.of(labels, first), Placements.of(labels, second));
    }

    /**
     * Compares two models on the same clustered observations, such as the three vessels of each patient.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each observation
     * @param first scores of the first model, one for each observation, higher for more diseased
     * @param second scores of the second model for the same observations in the same order
     * @param clusters the cluster of each observation
     * @return areas, difference and test with Obuchowski's variances; NaN if only one cluster has a diseased or a healthy
     *     observation
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    public Paired test(int[] labels, double[] first, double[] second, int[] clusters) {
        return test(
                ClusterCovariance.of(labels, clusters), Placements.of(labels, first), Placements.of(labels, second));
    }

    private Paired test(PlacementCovariance covariances, Placements a, Placements b) {
        Placements contrast = Placements.difference(a, b);
        double difference = contrast.auc();
        double variance = covariances.of(contrast, contrast);
        double z = standardize(difference, variance);
        double half = Gaussian.twoSidedQuantile(confidence) * Math.sqrt(variance);
        return new Paired(
                covariances.auc(a),
                covariances.auc(b),
                covariances.of(a, b),
                difference,
                variance,
                z,
                Gaussian.pValue(z, alternative),
                Gaussian.log10PValue(z, alternative),
                new ConfidenceInterval(difference - half, difference + half, confidence),
                alternative);
    }

    /**
     * Compares the areas of two independent samples.
     *
     * @param first area in the first sample
     * @param second area in the second sample
     * @return difference and test
     * @throws NullPointerException if an argument is null
     */
    public Unpaired test(Auc first, Auc second) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        double difference = first.value() - second.value();
        double v1 = first.variance();
        double v2 = second.variance();
        double variance = v1 + v2;
        double statistic = standardize(difference, variance);
        double df = variance
                * variance
                / (v1 * v1 / (first.positives() + first.negatives() - 1.0)
                        + v2 * v2 / (second.positives() + second.negatives() - 1.0));
        double p;
        double half;
        if (variance > 0) {
            TDistribution t = TDistribution.of(df);
            p = switch (alternative) {
                case TWO_SIDED -> Math.min(1, 2 * t.survivalProbability(Math.abs(statistic)));
                case LESS -> t.cumulativeProbability(statistic);
                case GREATER -> t.survivalProbability(statistic);
            };
            half = t.inverseSurvivalProbability((1 - confidence) / 2) * Math.sqrt(variance);
        } else {
            p = Gaussian.pValue(statistic, alternative);
            half = variance; // 0 or NaN
        }
        return new Unpaired(
                first,
                second,
                difference,
                variance,
                statistic,
                df,
                p,
                new ConfidenceInterval(difference - half, difference + half, confidence),
                alternative);
    }

    /** Effect over its standard error, 0 for 0/0. */
    static double standardize(double effect, double variance) {
        return effect == 0 && variance == 0 ? 0 : effect / Math.sqrt(variance);
    }
}
