package io.github.spectcad.stats;

/**
 * Tests of non-inferiority and equivalence of an estimated difference: is the first not worse than the second by more than a margin,
 * or do they differ by less than it? The margin is to be fixed before the data are seen.
 *
 * <p>The difference is first minus second of a measure for which more is better, with its standard error: of two areas from
 * {@link DeLongTest}, of readers' means from {@link ReaderAnalysis.Difference} (with its degrees of freedom). For two shares of the
 * same subjects {@link PairedProportions} has score tests, which keep their level better.
 *
 * <p>Reference: Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657-680,
 * <a href="https://doi.org/10.1007/BF01068419">doi:10.1007/BF01068419</a>.
 *
 * @since 0.1.0
 */
public final class MarginTest {

    private MarginTest() {}

    /**
     * The result of a test against a margin.
     *
     * @param margin the margin
     * @param statistic distance of the difference from the margin in standard errors; for equivalence the smaller of both
     * @param pValue one-sided p-value: below alpha if the interval of level 1 - 2 alpha lies beyond (for equivalence, within) the
     *     margin
     */
    public record Result(double margin, double statistic, double pValue) implements SignificanceResult {}

    /**
     * Non-inferiority with a normal statistic.
     *
     * @param difference first minus second
     * @param standardError its standard error, not negative
     * @param margin largest acceptable loss, positive
     * @return the test of difference = -margin against a larger one
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Result nonInferiority(double difference, double standardError, double margin) {
        return nonInferiority(difference, standardError, margin, Double.POSITIVE_INFINITY);
    }

    /**
     * Non-inferiority with Student's t.
     *
     * @param difference first minus second
     * @param standardError its standard error, not negative
     * @param margin largest acceptable loss, positive
     * @param degreesOfFreedom degrees of freedom of the standard error, positive, may be infinite
     * @return the test of difference = -margin against a larger one
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Result nonInferiority(
            double difference, double standardError, double margin, double degreesOfFreedom) {
        check(difference, standardError, margin, degreesOfFreedom);
        return result(margin, difference + margin, standardError, degreesOfFreedom);
    }

    /**
     * Equivalence with a normal statistic, by two one-sided tests.
     *
     * @param difference first minus second
     * @param standardError its standard error, not negative
     * @param margin largest acceptable difference, positive
     * @return the test of |difference| = margin against a smaller one
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Result equivalence(double difference, double standardError, double margin) {
        return equivalence(difference, standardError, margin, Double.POSITIVE_INFINITY);
    }

    /**
     * Equivalence with Student's t, by two one-sided tests.
     *
     * @param difference first minus second
     * @param standardError its standard error, not negative
     * @param margin largest acceptable difference, positive
     * @param degreesOfFreedom degrees of freedom of the standard error, positive, may be infinite
     * @return the test of |difference| = margin against a smaller one
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Result equivalence(double difference, double standardError, double margin, double degreesOfFreedom) {
        check(difference, standardError, margin, degreesOfFreedom);
        return result(margin, margin - Math.abs(difference), standardError, degreesOfFreedom);
    }

    private static void check(double difference, double standardError, double margin, double degreesOfFreedom) {
        if (!Double.isFinite(difference)) {
            throw new IllegalArgumentException("difference must be finite, got " + difference);
        }
        if (!(standardError >= 0 && standardError < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("standard error must be 0 or more and finite, got " + standardError);
        }
        Arguments.requirePositive(margin, "margin");
        if (!(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException("degrees of freedom must be positive, got " + degreesOfFreedom);
        }
    }

    private static Result result(double margin, double distance, double standardError, double df) {
        double t = DeLongTest.standardize(distance, standardError * standardError);
        return new Result(margin, t, StudentT.above(t, df));
    }
}
