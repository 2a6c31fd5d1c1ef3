package io.github.spectcad.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * McNemar's test of two classifiers on the same subjects, from the subjects on which exactly one of them is right.
 *
 * <p>Chi-square is (b - c)^2 / (b + c) on one degree of freedom, with continuity correction (|b - c| - 1)^2 / (b + c) unless
 * b = c. The exact p-value is twice the smaller binomial tail at probability 1/2, at most 1. Without discordant subjects there is
 * nothing to test: the chi-squares and all p-values are NaN.
 *
 * <p>Reference: McNemar (1947), Psychometrika 12, 153-157,
 * <a href="https://doi.org/10.1007/BF02295996">doi:10.1007/BF02295996</a>.
 *
 * <p>Cost: one pass over the subjects, and one incomplete beta function for each exact p-value; counts go up to 2^63 - 1.
 *
 * @since 0.1.0
 */
public final class McNemarTest {

    private static final McNemarTest DEFAULT = new McNemarTest();

    private McNemarTest() {}

    /**
     * The test; its result has every p-value, so it has no options.
     *
     * @return the test
     */
    public static McNemarTest withDefaults() {
        return DEFAULT;
    }

    /**
     * Compares decisions of two classifiers on the same subjects.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param first decisions of the first classifier, 0 or 1
     * @param second decisions of the second classifier, 0 or 1
     * @return the test
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ or a value is neither 0 nor 1
     */
    public Result test(int[] labels, int[] first, int[] second) {
        Arguments.countPositives(labels);
        Arguments.countPositives(first);
        Arguments.countPositives(second);
        Arguments.requireSameLength(labels.length, "labels", first.length, "first");
        Arguments.requireSameLength(labels.length, "labels", second.length, "second");
        long b = 0;
        long c = 0;
        for (int i = 0; i < labels.length; i++) {
            if (first[i] != second[i]) {
                if (first[i] == labels[i]) {
                    b++;
                } else {
                    c++;
                }
            }
        }
        return new Result(b, c);
    }

    /**
     * Tests counts.
     *
     * @param firstOnly number b of subjects on which only the first classifier is right
     * @param secondOnly number c of subjects on which only the second classifier is right
     * @return the test
     * @throws IllegalArgumentException if a count is negative
     */
    public Result test(long firstOnly, long secondOnly) {
        return new Result(firstOnly, secondOnly);
    }

    /**
     * The result of the test. As a {@link SignificanceResult} it is chi-square without continuity correction.
     *
     * @param firstOnly number b of subjects on which only the first classifier is right
     * @param secondOnly number c of subjects on which only the second classifier is right
     */
    public record Result(long firstOnly, long secondOnly) implements SignificanceResult {

        /** From here on the binomial distribution is a normal one with continuity correction, to a part in 10^11. */
        private static final double LARGE = 0x1p38;

        /**
         * Checks the counts.
         *
         * @throws IllegalArgumentException if a count is negative
         */
        public Result {
            Arguments.requireCount(firstOnly, "number of subjects on which only the first is right");
            Arguments.requireCount(secondOnly, "number of subjects on which only the second is right");
        }

        private double discordant() {
            return (double) firstOnly + secondOnly;
        }

        /** {@return {@link #chiSquare}} */
        @Override
        public double statistic() {
            return chiSquare();
        }

        /**
         * Chi-square without continuity correction.
         *
         * @return (b - c)^2 / (b + c); NaN without discordant subjects
         */
        public double chiSquare() {
            double difference = (double) firstOnly - secondOnly;
            return difference * difference / discordant();
        }

        /**
         * Chi-square with continuity correction.
         *
         * @return (|b - c| - 1)^2 / (b + c), 0 if b = c; NaN without discordant subjects
         */
        public double correctedChiSquare() {
            double difference = firstOnly == secondOnly ? 0 : Math.abs((double) firstOnly - secondOnly) - 1;
            return difference * difference / discordant();
        }

        /**
         * The p-value of {@link #chiSquare}.
         *
         * @return p-value; NaN without discordant subjects
         */
        @Override
        public double pValue() {
            return Gaussian.pValue(Math.sqrt(chiSquare()), Alternative.TWO_SIDED);
        }

        /**
         * The p-value of {@link #correctedChiSquare}.
         *
         * @return p-value; NaN without discordant subjects
         */
        public double correctedPValue() {
            return Gaussian.pValue(Math.sqrt(correctedChiSquare()), Alternative.TWO_SIDED);
        }

        /**
         * The exact binomial p-value.
         *
         * @return p-value; NaN without discordant subjects
         */
        public double exactPValue() {
            double n = discordant();
            if (n == 0) {
                return Double.NaN;
            }
            double k = Math.min(firstOnly, secondOnly);
            return Math.min(1, 2 * binomialTail(k, n));
        }

        /** P(Binomial(n, 1/2) &lt;= k). */
        private static double binomialTail(double k, double n) {
            if (n >= LARGE) {
                return Gaussian.below((2 * k + 1 - n) / Math.sqrt(n));
            }
            // the regularised incomplete beta function I(1/2; n - k, k + 1)
            return k < n ? BetaDistribution.of(n - k, k + 1).cumulativeProbability(0.5) : 1;
        }

        /**
         * The mid-p value: the exact p-value with the observed table counted half. It is closer to the nominal level than the exact
         * one, which is conservative.
         *
         * <p>Reference: Fagerland, Lydersen and Laake (2013), BMC Medical Research Methodology 13, 91,
         * <a href="https://doi.org/10.1186/1471-2288-13-91">doi:10.1186/1471-2288-13-91</a>.
         *
         * @return p-value, 1 if b = c; NaN without discordant subjects
         */
        public double midPValue() {
            double n = discordant();
            if (n == 0) {
                return Double.NaN;
            }
            double k = Math.min(firstOnly, secondOnly);
            double below = k == 0 ? 0 : binomialTail(k - 1, n);
            return firstOnly == secondOnly
                    ? 1
                    : Math.min(1, below + binomialTail(k, n)); // 2 tail - P(k), P(k) = tail - below
        }
    }
}
