package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;

/**
 * The Wilcoxon signed rank test of paired samples.
 *
 * <p>V is the sum of the ranks of |x - y| over the pairs with x &gt; y, R's statistic; pairs with x = y are dropped (Wilcoxon's
 * treatment of zeros), tied absolute differences get midranks. {@link Alternative#GREATER} claims that x tends to exceed y.
 *
 * <p><b>Normal:</b> z = (V - n (n + 1) / 4 - c) / sigma with sigma^2 = n (n + 1) (2 n + 1) / 24 - sum(t^3 - t) / 48 and the
 * continuity correction c = 1/2 towards the centre. <b>Exact:</b> all signs equally likely, given the ties. If all pairs are
 * equal there is nothing to test: V is 0 and p is NaN (normal) or 1 (exact).
 *
 * <p>Reference: Wilcoxon (1945), Biometrics Bulletin 1, 80-83,
 * <a href="https://doi.org/10.2307/3001968">doi:10.2307/3001968</a>. Instances are immutable.
 *
 * @since 0.1.0
 */
public final class WilcoxonSignedRankTest {

    private static final WilcoxonSignedRankTest DEFAULT =
            new WilcoxonSignedRankTest(Alternative.TWO_SIDED, PValueMethod.AUTO, ContinuityCorrection.APPLY, 0);
    private static final int EXACT_LIMIT = 50;

    private final Alternative alternative;
    private final PValueMethod method;
    private final ContinuityCorrection continuity;
    private final double tolerance;

    private WilcoxonSignedRankTest(
            Alternative alternative, PValueMethod method, ContinuityCorrection continuity, double tolerance) {
        this.alternative = alternative;
        this.method = method;
        this.continuity = continuity;
        this.tolerance = tolerance;
    }

    /**
     * The result of the test.
     *
     * @param v sum of the ranks of positive differences
     * @param pairs number of pairs
     * @param nonZero number of pairs that differ
     * @param ties whether absolute differences tie
     * @param statistic z of the method {@link PValueMethod#NORMAL}; NaN if all pairs are equal
     * @param pValue p-value for the alternative of the test
     * @param rankBiserial matched-pairs rank-biserial correlation: (V - rank sum of the negative differences) / total rank sum,
     *     in [-1, 1]; NaN if all pairs are equal
     * @param method {@link PValueMethod#EXACT} or {@link PValueMethod#NORMAL}
     * @param alternative the alternative that was tested
     */
    public record Result(
            double v,
            int pairs,
            int nonZero,
            boolean ties,
            double statistic,
            double pValue,
            double rankBiserial,
            PValueMethod method,
            Alternative alternative)
            implements SignificanceResult {}

    /**
     * The two-sided test with R's choice of the method and the continuity correction.
     *
     * @return the test
     */
    public static WilcoxonSignedRankTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The same test with another alternative.
     *
     * @param alternative the alternative
     * @return a test
     * @throws NullPointerException if the alternative is null
     */
    public WilcoxonSignedRankTest with(Alternative alternative) {
        return new WilcoxonSignedRankTest(
                Objects.requireNonNull(alternative, "alternative"), method, continuity, tolerance);
    }

    /**
     * The same test with another method.
     *
     * @param method how the p-value is computed
     * @return a test
     * @throws NullPointerException if the method is null
     */
    public WilcoxonSignedRankTest with(PValueMethod method) {
        return new WilcoxonSignedRankTest(alternative, Objects.requireNonNull(method, "method"), continuity, tolerance);
    }

    /**
     * The same test with or without the continuity correction of the normal approximation.
     *
     * @param correction whether to correct
     * @return a test
     * @throws NullPointerException if the correction is null
     */
    public WilcoxonSignedRankTest with(ContinuityCorrection correction) {
        return new WilcoxonSignedRankTest(
                alternative, method, Objects.requireNonNull(correction, "correction"), tolerance);
    }

    /**
     * The same test with a tolerance for ties. Differences of rounded numbers are rounded again: 0.3 - 0.1 and 0.2 - 0 should tie
     * and do not. With a tolerance, differences up to it count as zero, and absolute differences count as tied with the smallest
     * of their group as long as they exceed it by no more than the tolerance.
     *
     * @param absolute largest distance of two equal absolute differences, 0 (the default: exact comparison) or more
     * @return a test
     * @throws IllegalArgumentException if the tolerance is negative or not finite
     */
    public WilcoxonSignedRankTest withTieTolerance(double absolute) {
        if (!(absolute >= 0 && absolute < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tolerance must be 0 or more and finite, got " + absolute);
        }
        return new WilcoxonSignedRankTest(alternative, method, continuity, absolute);
    }

    /**
     * Compares paired values.
     *
     * @param x first value of each pair, finite
     * @param y second value of each pair, finite
     * @return the test
     * @throws NullPointerException if a sample is null
     * @throws IllegalArgumentException if there are no pairs, the lengths differ or a value is not finite, or if the method is
     *     {@link PValueMethod#EXACT} and there are too many pairs for it
     */
    public Result test(double[] x, double[] y) {
        Arguments.requireFinite(x, "x");
        Arguments.requireFinite(y, "y");
        Arguments.requireSameLength(x.length, "x", y.length, "y");
        Arguments.requireAtLeast(1, x.length, "number of pairs");
        double[] differences = new double[x.length];
        int n = 0;
        for (int i = 0; i < x.length; i++) {
            double d = x[i] - y[i];
            if (Math.abs(d) > tolerance) {
                differences[n++] = d;
            }
        }
        double[] sizes = new double[n];
        for (int i = 0; i < n; i++) {
            sizes[i] = Math.abs(differences[i]);
        }
        Arrays.sort(sizes);
        double[] distinct = tied(sizes);
        for (int i = 0; i < n; i++) {
            double group = distinct[Sorting.countUpTo(distinct, Math.abs(differences[i])) - 1];
            differences[i] = Math.copySign(group, differences[i]);
        }
        double twiceV = 0;
        for (int i = 0; i < n; i++) {
            if (differences[i] > 0) {
                twiceV += Sorting.countBelow(sizes, differences[i]) + Sorting.countUpTo(sizes, differences[i]) + 1;
            }
        }
        int[] tieCounts = WilcoxonRankSumTest.tieCounts(sizes);
        boolean ties = tieCounts.length < n;
        double v = twiceV / 2;
        double rankSum = n * (n + 1.0) / 2;
        double z = normalStatistic(v - rankSum / 2, tieCounts, n);
        boolean exact = method == PValueMethod.EXACT
                || (method == PValueMethod.AUTO && n < EXACT_LIMIT && !ties && n == x.length);
        double p = exact
                ? RankSumDistribution.signedRank(tieCounts, n).pValue(v, alternative)
                : Gaussian.pValue(z, alternative);
        return new Result(
                v,
                x.length,
                n,
                ties,
                z,
                p,
                (2 * v - rankSum) / rankSum,
                exact ? PValueMethod.EXACT : PValueMethod.NORMAL,
                alternative);
    }

    /** Replaces each ascending value by the smallest one of its group of ties. */
    private double[] tied(double[] sorted) {
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] - sorted[i - 1] <= tolerance) {
                sorted[i] = sorted[i - 1];
            }
        }
        return Arrays.stream(sorted).distinct().toArray();
    }

    private double normalStatistic(double deviation, int[] tieCounts, double n) {
        double tieSum = 0;
        for (double t : tieCounts) {
            tieSum += t * t * t - t;
        }
        double sigma = Math.sqrt(n * (n + 1) * (2 * n + 1) / 24 - tieSum / 48);
        double correction = 0;
        if (continuity == ContinuityCorrection.APPLY) {
            correction = switch (alternative) {
                case TWO_SIDED -> 0.5 * Math.signum(deviation);
                case LESS -> -0.5;
                case GREATER -> 0.5;
            };
        }
        return n == 0 ? Double.NaN : (deviation - correction) / sigma;
    }
}
