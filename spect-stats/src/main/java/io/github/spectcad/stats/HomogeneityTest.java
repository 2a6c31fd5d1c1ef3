package io.github.spectcad.stats;

import java.util.Objects;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether independent groups share one value: Cochran's Q for estimates, Pearson's chi-square for proportions. Cost: one pass over
 * the groups.
 *
 * <p>Reference: Cochran (1954), Biometrics 10, 101-129, <a href="https://doi.org/10.2307/3001666">doi:10.2307/3001666</a>.
 *
 * @since 0.1.0
 */
public final class HomogeneityTest {

    private static final HomogeneityTest DEFAULT = new HomogeneityTest();
    private static final Result UNDEFINED = new Result(Double.NaN, 0, Double.NaN);

    private HomogeneityTest() {}

    /**
     * The result of the test.
     *
     * @param statistic chi-square, 0 or more
     * @param degreesOfFreedom number of groups compared, less one
     * @param pValue its p-value; NaN where fewer than two groups can be compared
     */
    public record Result(double statistic, int degreesOfFreedom, double pValue) implements SignificanceResult {}

    /**
     * The test; it has no options.
     *
     * @return the test
     */
    public static HomogeneityTest withDefaults() {
        return DEFAULT;
    }

    /**
     * Cochran's Q for estimates with known variances, such as areas under ROC curves.
     *
     * @param estimates one for each group
     * @param variances their variances; groups whose estimate or variance is NaN or whose variance is 0 are left out
     * @return the test
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if the lengths differ or a variance is negative
     */
    public Result test(double[] estimates, double[] variances) {
        Objects.requireNonNull(estimates, "estimates");
        Objects.requireNonNull(variances, "variances");
        Arguments.requireSameLength(estimates.length, "estimates", variances.length, "variances");
        double weights = 0;
        double sum = 0;
        int groups = 0;
        for (int i = 0; i < estimates.length; i++) {
            if (variances[i] < 0) {
                throw new IllegalArgumentException("variances[" + i + "] is " + variances[i] + ": must be at least 0");
            }
            if (usable(estimates[i], variances[i])) {
                weights += 1 / variances[i];
                sum += estimates[i] / variances[i];
                groups++;
            }
        }
        if (groups < 2) {
            return UNDEFINED;
        }
        double mean = sum / weights;
        double q = 0;
        for (int i = 0; i < estimates.length; i++) {
            if (usable(estimates[i], variances[i])) {
                q += (estimates[i] - mean) * (estimates[i] - mean) / variances[i];
            }
        }
        return of(q, groups - 1);
    }

    private static boolean usable(double estimate, double variance) {
        return !Double.isNaN(estimate) && variance > 0 && variance < Double.POSITIVE_INFINITY;
    }

    /**
     * Pearson's chi-square for proportions, without correction for continuity. It needs about five expected cases in each cell.
     *
     * @param successes one count for each group
     * @param trials the groups' sizes; groups without trials are left out
     * @return the test; a statistic of 0 where all trials or none succeeded
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if the lengths differ, or a count is negative or exceeds its trials
     */
    public Result test(long[] successes, long[] trials) {
        Objects.requireNonNull(successes, "successes");
        Objects.requireNonNull(trials, "trials");
        Arguments.requireSameLength(successes.length, "successes", trials.length, "trials");
        double all = 0;
        double good = 0;
        int groups = 0;
        for (int i = 0; i < trials.length; i++) {
            if (!(successes[i] >= 0 && successes[i] <= trials[i])) {
                throw new IllegalArgumentException(
                        "successes[" + i + "] is " + successes[i] + " of " + trials[i] + " trials");
            }
            all += trials[i];
            good += successes[i];
            groups += trials[i] > 0 ? 1 : 0;
        }
        if (groups < 2) {
            return UNDEFINED;
        }
        double share = good / all;
        double chiSquare = 0;
        for (int i = 0; i < trials.length && share > 0 && share < 1; i++) {
            if (trials[i] > 0) {
                double excess = successes[i] - trials[i] * share;
                chiSquare += excess * excess / (trials[i] * share * (1 - share));
            }
        }
        return of(chiSquare, groups - 1);
    }

    private static Result of(double statistic, int df) {
        return new Result(statistic, df, ChiSquaredDistribution.of(df).survivalProbability(statistic));
    }
}
