package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The Wilcoxon rank sum test (Mann-Whitney U test) of two independent samples.
 *
 * <p>W = #{x &gt; y} + #{x = y} / 2 over all pairs, R's statistic, with values that tie exactly if {@code ==} holds; infinite
 * values are ranked. W / (m n) is the probability that a value of the first sample exceeds one of the second (the area under
 * the ROC curve); 2 W / (m n) - 1 is Cliff's delta, also called the rank-biserial correlation. {@link Alternative#GREATER}
 * claims that the first sample tends to the larger values.
 *
 * <p><b>Normal:</b> z = (W - m n / 2 - c) / sigma with sigma^2 = m n / 12 (N + 1 - sum(t^3 - t) / (N (N - 1))) and the
 * continuity correction c = 1/2 towards the centre (two-sided: none at W = m n / 2 exactly). If all values are equal sigma is
 * 0 and statistic and p are NaN, as in R.
 *
 * <p><b>Exact:</b> the permutation distribution, with ties given the ties. Two-sided p-values are twice the smaller tail, at
 * most 1; {@link TwoSidedRule#DEVIATION} counts all arrangements at least as far from the centre instead. Without ties the two
 * agree.
 *
 * <p>Large values of m and n are no problem: all counts are exact integers. The cost is the sort of either sample and a merge.
 *
 * <p>References: Mann and Whitney (1947), Annals of Mathematical Statistics 18, 50-60,
 * <a href="https://doi.org/10.1214/aoms/1177730491">doi:10.1214/aoms/1177730491</a>; Streitberg and Roehmel (1986), Statistical
 * Software Newsletter 12, 10-17; Vargha and Delaney (2000),
 * <a href="https://doi.org/10.3102/10769986025002101">doi:10.3102/10769986025002101</a>. Instances are immutable.
 *
 * @since 0.1.0
 */
public final class WilcoxonRankSumTest {

    private static final WilcoxonRankSumTest DEFAULT = new WilcoxonRankSumTest(
            Alternative.TWO_SIDED, PValueMethod.AUTO, ContinuityCorrection.APPLY, TwoSidedRule.DOUBLED_SMALLER_TAIL);
    private static final int EXACT_LIMIT = 50;

    private final Alternative alternative;
    private final PValueMethod method;
    private final ContinuityCorrection continuity;
    private final TwoSidedRule twoSidedRule;

    private WilcoxonRankSumTest(
            Alternative alternative, PValueMethod method, ContinuityCorrection continuity, TwoSidedRule twoSidedRule) {
        this.alternative = alternative;
        this.method = method;
        this.continuity = continuity;
        this.twoSidedRule = twoSidedRule;
    }

    /** What a two-sided exact p-value counts; they differ with ties only. */
    public enum TwoSidedRule {
        /** Twice the smaller one-sided p-value, at most 1 (R). */
        DOUBLED_SMALLER_TAIL,
        /** P(|W - mean| &gt;= |w - mean|) (R's package coin). */
        DEVIATION
    }

    /**
     * The result of the test.
     *
     * @param w the statistic: #{x &gt; y} + #{x = y} / 2
     * @param sizeX number m of values of the first sample
     * @param sizeY number n of values of the second sample
     * @param tieSum sum of t^3 - t over all groups of t tied values
     * @param sigma standard deviation of W under the hypothesis, corrected for ties
     * @param statistic z of the method {@link PValueMethod#NORMAL}, with the continuity correction if that is on; NaN if sigma
     *     is 0
     * @param pValue p-value for the alternative of the test; NaN for the method {@link PValueMethod#NORMAL} if sigma is 0
     * @param log10PValue its base-10 logarithm, finite where the p-value underflows to 0
     * @param method {@link PValueMethod#EXACT} or {@link PValueMethod#NORMAL}
     * @param alternative the alternative that was tested
     */
    public record Result(
            double w,
            int sizeX,
            int sizeY,
            double tieSum,
            double sigma,
            double statistic,
            double pValue,
            double log10PValue,
            PValueMethod method,
            Alternative alternative)
            implements SignificanceResult {

        /**
         * The probability that a value of the first sample exceeds one of the second, ties counted half.
         *
         * @return W / (m n), in [0, 1]
         */
        public double effectAuc() {
            return w / ((double) sizeX * sizeY);
        }

        /**
         * Cliff's delta: P(x &gt; y) - P(x &lt; y).
         *
         * @return 2 W / (m n) - 1, in [-1, 1]
         */
        public double cliffsDelta() {
            double pairs = (double) sizeX * sizeY;
            return (2 * w - pairs) / pairs;
        }

        /**
         * The rank-biserial correlation, which for two independent samples equals Cliff's delta.
         *
         * @return {@link #cliffsDelta}
         */
        public double rankBiserial() {
            return cliffsDelta();
        }

        /**
         * The statistic of the second sample.
         *
         * @return m n - W
         */
        public double otherW() {
            return (double) sizeX * sizeY - w;
        }

        /**
         * Whether any two values tie.
         *
         * @return true if there is a tie
         */
        public boolean ties() {
            return tieSum > 0;
        }
    }

    /**
     * The two-sided test with R's choice of the method and the continuity correction.
     *
     * @return the test
     */
    public static WilcoxonRankSumTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The same test with another alternative.
     *
     * @param alternative the alternative
     * @return a test
     * @throws NullPointerException if the alternative is null
     */
    public WilcoxonRankSumTest with(Alternative alternative) {
        return new WilcoxonRankSumTest(
                Objects.requireNonNull(alternative, "alternative"), method, continuity, twoSidedRule);
    }

    /**
     * The same test with another method.
     *
     * @param method how the p-value is computed
     * @return a test
     * @throws NullPointerException if the method is null
     */
    public WilcoxonRankSumTest with(PValueMethod method) {
        return new WilcoxonRankSumTest(alternative, Objects.requireNonNull(method, "method"), continuity, twoSidedRule);
    }

    /**
     * The same test with another rule for two-sided exact p-values.
     *
     * @param rule what is counted
     * @return a test
     * @throws NullPointerException if the rule is null
     */
    public WilcoxonRankSumTest with(TwoSidedRule rule) {
        return new WilcoxonRankSumTest(alternative, method, continuity, Objects.requireNonNull(rule, "rule"));
    }

    /**
     * The same test with or without the continuity correction of the normal approximation.
     *
     * @param correction whether to correct
     * @return a test
     * @throws NullPointerException if the correction is null
     */
    public WilcoxonRankSumTest with(ContinuityCorrection correction) {
        return new WilcoxonRankSumTest(
                alternative, method, Objects.requireNonNull(correction, "correction"), twoSidedRule);
    }

    /**
     * Compares two samples.
     *
     * @param x first sample, without NaN; not modified
     * @param y second sample, without NaN; not modified
     * @return the test
     * @throws NullPointerException if a sample is null
     * @throws IllegalArgumentException if a sample is empty or has a NaN, or if the method is {@link PValueMethod#EXACT} and the
     *     samples are too large for it
     */
    public Result test(double[] x, double[] y) {
        return test(RankCounts.Sample.of(x, "x"), RankCounts.Sample.of(y, "y"));
    }

    Result test(RankCounts.Sample x, RankCounts.Sample y) {
        RankCounts counts = RankCounts.of(x, y);
        double m = x.size;
        double n = y.size;
        double w = counts.twiceU / 2.0;
        double total = m + n;
        double sigma =
                counts.constant ? 0 : Math.sqrt(m * n / 12 * (total + 1 - counts.tieSum / (total * (total - 1))));
        double z = normalStatistic(w - m * n / 2, sigma);
        boolean exact = method == PValueMethod.EXACT
                || (method == PValueMethod.AUTO && m < EXACT_LIMIT && n < EXACT_LIMIT && !counts.ties());
        double p;
        double log10;
        if (exact) {
            p = exactPValue(RankSumDistribution.mannWhitney(tieCounts(x, y), x.size, y.size), w);
            log10 = Math.log10(p);
        } else {
            p = Gaussian.pValue(z, alternative);
            log10 = Gaussian.log10PValue(z, alternative);
        }
        return new Result(
                w,
                x.size,
                y.size,
                counts.tieSum,
                sigma,
                z,
                p,
                log10,
                exact ? PValueMethod.EXACT : PValueMethod.NORMAL,
                alternative);
    }

    private double normalStatistic(double deviation, double sigma) {
        double correction = 0;
        if (continuity == ContinuityCorrection.APPLY) {
            correction = switch (alternative) {
                case TWO_SIDED -> 0.5 * Math.signum(deviation);
                case LESS -> -0.5;
                case GREATER -> 0.5;
            };
        }
        return sigma == 0 ? Double.NaN : (deviation - correction) / sigma;
    }

    private double exactPValue(RankSumDistribution law, double w) {
        return alternative == Alternative.TWO_SIDED && twoSidedRule == TwoSidedRule.DEVIATION
                ? law.deviationPValue(w)
                : law.pValue(w, alternative);
    }

    static int[] tieCounts(RankCounts.Sample x, RankCounts.Sample y) {
        double[] all = IntStream.of(0, 1)
                .mapToObj(k -> k == 0 ? x : y)
                .flatMapToDouble(s -> IntStream.range(0, s.values.length)
                        .flatMap(i -> IntStream.generate(() -> i).limit(s.counts[i]))
                        .mapToDouble(i -> s.values[i]))
                .sorted()
                .toArray();
        return tieCounts(all);
    }

    /** The sizes of the groups of equal values of an ascending sample. */
    static int[] tieCounts(double[] sorted) {
        int[] counts = new int[sorted.length];
        int groups = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                groups++;
            }
            counts[groups - 1]++;
        }
        return Arrays.copyOf(counts, groups);
    }
}
