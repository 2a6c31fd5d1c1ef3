package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;

/**
 * The values of a statistic on the resamples of a bootstrap, with standard error, bias and confidence intervals.
 *
 * <p>Values that are NaN or infinite (a resample without a diseased subject has no AUC) are dropped and counted: see
 * {@link #resamplesUsed}. If none is left, everything but the estimate is NaN. If all values are equal, the percentile, basic
 * and BCa methods give that value as both limits (the basic one reflected at the estimate).
 *
 * <p>The default of the quantiles is {@link QuantileType#TYPE_7}; R's boot uses {@link QuantileType#NORMAL_SCORES}. For areas
 * near 1 the BCa interval covers best, then {@link Auc.IntervalMethod#LOGIT}.
 *
 * <p>References: Efron (1987), JASA 82, 171-185,
 * <a href="https://doi.org/10.1080/01621459.1987.10478410">doi:10.1080/01621459.1987.10478410</a>; Davison and Hinkley (1997),
 * Bootstrap Methods and their Application, chapter 5,
 * <a href="https://doi.org/10.1017/CBO9780511802843">doi:10.1017/CBO9780511802843</a>. Instances are immutable.
 *
 * @since 0.1.0
 */
public final class BootstrapDistribution {

    private final double estimate;
    private final double[] replicates;
    private final double varianceOfEstimate;
    private final double[] variances;
    private final double[] sorted;

    /** How the median bias z0 of BCa counts values that equal the estimate. */
    public enum BiasCorrection {
        /** Half of them count as below: (#{t &lt; t0} + #{t &lt;= t0}) / 2R, for discrete statistics such as an AUC. */
        MID,
        /** None of them counts as below: #{t &lt; t0} / R, as R's boot does. */
        STRICT
    }

    BootstrapDistribution(double estimate, double[] replicates) {
        this(estimate, replicates, Double.NaN, null);
    }

    BootstrapDistribution(double estimate, double[] replicates, double varianceOfEstimate, double[] variances) {
        this.estimate = estimate;
        this.replicates = replicates;
        this.varianceOfEstimate = varianceOfEstimate;
        this.variances = variances;
        this.sorted = sortedFinite(replicates);
    }

    /**
     * Wraps values computed elsewhere.
     *
     * @param estimate the statistic of the original sample
     * @param replicates its value on each resample; NaN and infinite values are dropped and counted
     * @return the distribution
     * @throws NullPointerException if the replicates are null
     * @throws IllegalArgumentException if there are no replicates
     */
    public static BootstrapDistribution of(double estimate, double[] replicates) {
        Objects.requireNonNull(replicates, "replicates");
        Arguments.requireAtLeast(1, replicates.length, "number of replicates");
        return new BootstrapDistribution(estimate, replicates.clone());
    }

    private static double[] sortedFinite(double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        Arrays.sort(finite);
        return finite;
    }

    /**
     * The statistic of the original sample.
     *
     * @return the value t0
     */
    public double estimate() {
        return estimate;
    }

    /**
     * The number of resamples drawn.
     *
     * @return at least 1
     */
    public int resamples() {
        return replicates.length;
    }

    /**
     * The number of resamples with a finite value, which are the ones used.
     *
     * @return 0 to {@link #resamples}
     */
    public int resamplesUsed() {
        return sorted.length;
    }

    /**
     * The value on each resample.
     *
     * @return a copy, in the order of the plan, with NaN where the statistic was undefined
     */
    public double[] replicates() {
        return replicates.clone();
    }

    /**
     * The values used, in ascending order.
     *
     * @return a copy
     */
    public double[] sorted() {
        return sorted.clone();
    }

    /**
     * The mean of the values used.
     *
     * @return mean; NaN without values
     */
    public double mean() {
        double mean = sum(0, 1) / sorted.length;
        return mean + sum(mean, 1) / sorted.length;
    }

    private double sum(double centre, int power) {
        double sum = 0;
        for (double value : sorted) {
            sum += power == 1 ? value - centre : (value - centre) * (value - centre);
        }
        return sum;
    }

    /**
     * The bootstrap estimate of the standard error: the standard deviation of the values used.
     *
     * @return standard error; NaN with fewer than 2 values
     */
    public double standardError() {
        return sorted.length < 2 ? Double.NaN : Math.sqrt(sum(mean(), 2) / (sorted.length - 1));
    }

    /**
     * The bootstrap estimate of the bias.
     *
     * @return mean minus estimate
     */
    public double bias() {
        return mean() - estimate;
    }

    /**
     * The normal interval with bias correction: estimate - bias -+ z standard errors.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval; NaN with fewer than 2 values
     */
    public ConfidenceInterval normal(double level) {
        double half = Gaussian.twoSidedQuantile(Arguments.requireLevel(level)) * standardError();
        double centre = estimate - bias();
        return new ConfidenceInterval(centre - half, centre + half, level);
    }

    /**
     * The percentile interval with quantiles of type 7.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval; NaN without values
     */
    public ConfidenceInterval percentile(double level) {
        return percentile(level, QuantileType.TYPE_7);
    }

    /**
     * The percentile interval.
     *
     * @param level confidence level, in (0, 1)
     * @param type definition of the quantiles
     * @return the interval; NaN without values
     */
    public ConfidenceInterval percentile(double level, QuantileType type) {
        Arguments.requireLevel(level);
        Objects.requireNonNull(type, "type");
        return quantiles(sorted, (1 - level) / 2, (1 + level) / 2, level, type);
    }

    /**
     * The basic interval (reflected percentiles) with quantiles of type 7.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval; NaN without values
     */
    public ConfidenceInterval basic(double level) {
        return basic(level, QuantileType.TYPE_7);
    }

    /**
     * The basic interval: twice the estimate minus the percentiles.
     *
     * @param level confidence level, in (0, 1)
     * @param type definition of the quantiles
     * @return the interval; NaN without values
     */
    public ConfidenceInterval basic(double level, QuantileType type) {
        ConfidenceInterval percentile = percentile(level, type);
        return new ConfidenceInterval(2 * estimate - percentile.upper(), 2 * estimate - percentile.lower(), level);
    }

    /**
     * The studentised interval: estimate minus quantiles of (t - t0) / sqrt(v) times the standard error of the estimate.
     * Resamples whose variance v is 0 are dropped, because their ratio is not finite.
     *
     * @param level confidence level, in (0, 1)
     * @param type definition of the quantiles
     * @return the interval; NaN without values
     * @throws IllegalStateException if the bootstrap was run without a variance
     */
    public ConfidenceInterval studentized(double level, QuantileType type) {
        Arguments.requireLevel(level);
        Objects.requireNonNull(type, "type");
        if (variances == null) {
            throw new IllegalStateException(
                    "a studentised interval needs the variance of the statistic on each resample: use Bootstrap.run with a variance");
        }
        double[] ratios = new double[replicates.length];
        for (int b = 0; b < ratios.length; b++) {
            ratios[b] = (replicates[b] - estimate) / Math.sqrt(variances[b]);
        }
        ConfidenceInterval z = quantiles(sortedFinite(ratios), (1 - level) / 2, (1 + level) / 2, level, type);
        double se = Math.sqrt(varianceOfEstimate);
        return new ConfidenceInterval(estimate - se * z.upper(), estimate - se * z.lower(), level);
    }

    /**
     * The bias-corrected and accelerated interval with {@link BiasCorrection#MID} and quantiles of type 7.
     *
     * @param level confidence level, in (0, 1)
     * @param influence influence of each subject (or cluster) on the statistic, see {@link Influence}
     * @return the interval; NaN if z0 or the acceleration is not finite
     */
    public ConfidenceInterval bca(double level, double[] influence) {
        return bca(level, influence, BiasCorrection.MID, QuantileType.TYPE_7);
    }

    /**
     * The bias-corrected and accelerated interval: quantiles at Phi(z0 + (z0 + z) / (1 - a (z0 + z))). Where the acceleration a
     * is so large that a (z0 + z) reaches 1, that limit is the largest (or smallest) value: the formula's own limit there.
     * (Other packages go on past the pole, where the quantile jumps to the other end.)
     *
     * @param level confidence level, in (0, 1)
     * @param influence influence of each subject (or cluster) on the statistic, see {@link Influence}
     * @param correction how z0 counts values that equal the estimate
     * @param type definition of the quantiles
     * @return the interval; both limits the common value if all values are equal; NaN without values or if z0 (all values on
     *     one side of the estimate) or the acceleration (no subject has influence) is not finite
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the level is outside (0, 1) or an influence is NaN
     */
    public ConfidenceInterval bca(double level, double[] influence, BiasCorrection correction, QuantileType type) {
        Arguments.requireLevel(level);
        Objects.requireNonNull(type, "type");
        if (sorted.length > 0 && sorted[0] == sorted[sorted.length - 1]) {
            return new ConfidenceInterval(sorted[0], sorted[0], level);
        }
        double a = Influence.acceleration(influence);
        double z0 = medianBias(correction);
        if (!Double.isFinite(a) || !Double.isFinite(z0)) {
            return new ConfidenceInterval(Double.NaN, Double.NaN, level);
        }
        double z = Gaussian.twoSidedQuantile(level);
        return quantiles(sorted, adjusted(z0 - z, a, z0), adjusted(z0 + z, a, z0), level, type);
    }

    /** Where 1 - a z reaches 0 the formula has a pole; beyond it the probability stays at its limit, 0 or 1. */
    private static double adjusted(double z, double a, double z0) {
        double denominator = 1 - a * z;
        if (!(denominator > 0)) {
            return z > 0 ? 1 : 0;
        }
        return Gaussian.below(z0 + z / denominator);
    }

    /**
     * The median bias z0 of the BCa interval.
     *
     * @param correction how values that equal the estimate count
     * @return normal quantile of the share of values below the estimate; infinite if all lie on one side, NaN without values
     * @throws NullPointerException if the correction is null
     */
    public double medianBias(BiasCorrection correction) {
        Objects.requireNonNull(correction, "correction");
        if (sorted.length == 0 || Double.isNaN(estimate)) {
            return Double.NaN;
        }
        double below = Sorting.countBelow(sorted, estimate);
        double share = correction == BiasCorrection.STRICT
                ? below / sorted.length
                : (below + Sorting.countUpTo(sorted, estimate)) / (2.0 * sorted.length);
        return Gaussian.quantile(share);
    }

    /**
     * Tests whether the statistic (for example the difference of two areas) is zero: z = estimate over standard error, as
     * R's pROC does.
     *
     * @param alternative the alternative
     * @return statistic and p-value; for a standard error of 0, z is 0 if the estimate is 0 and infinite otherwise
     * @throws NullPointerException if the alternative is null
     */
    public ZTest zeroTest(Alternative alternative) {
        Objects.requireNonNull(alternative, "alternative");
        double se = standardError();
        double z = DeLongTest.standardize(estimate, se * se);
        return new ZTest(z, Gaussian.pValue(z, alternative), alternative);
    }

    /**
     * The result of a test with a standard normal statistic.
     *
     * @param statistic z
     * @param pValue p-value for the alternative
     * @param alternative the alternative that was tested
     */
    public record ZTest(double statistic, double pValue, Alternative alternative) implements SignificanceResult {}

    private static ConfidenceInterval quantiles(
            double[] sorted, double low, double high, double level, QuantileType type) {
        if (sorted.length == 0) {
            return new ConfidenceInterval(Double.NaN, Double.NaN, level);
        }
        return new ConfidenceInterval(type.ofSorted(sorted, low), type.ofSorted(sorted, high), level);
    }
}
