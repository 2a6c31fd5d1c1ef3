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
 * <p>Cost: one tail of a normal or t distribution.
 *
 * @since 0.1.0
 */
public final class MarginTest {

    private enum Claim {
        NON_INFERIORITY,
        EQUIVALENCE
    }

    private final Claim claim;
    private final double margin;

    private MarginTest(Claim claim, double margin) {
        this.claim = claim;
        this.margin = Arguments.requirePositive(margin, "margin");
    }

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
     * The test of difference = -margin against a larger one.
     *
     * @param margin largest acceptable loss, positive
     * @return the test
     * @throws IllegalArgumentException if the margin is not positive
     */
    public static MarginTest nonInferiority(double margin) {
        return new MarginTest(Claim.NON_INFERIORITY, margin);
    }

    /**
     * The test of |difference| = margin against a smaller one, by two one-sided tests.
     *
     * @param margin largest acceptable difference, positive
     * @return the test
     * @throws IllegalArgumentException if the margin is not positive
     */
    public static MarginTest equivalence(double margin) {
        return new MarginTest(Claim.EQUIVALENCE, margin);
    }

    /** How far an expected difference lies above minus the margin, which a study of non-inferiority is planned for. */
    static double expectedDistance(double difference, double margin) {
        double distance = difference + Arguments.requirePositive(margin, "margin");
        if (!(distance > 0)) {
            throw new IllegalArgumentException("the expected loss " + -difference + " reaches the margin " + margin
                    + ": non-inferiority cannot be shown");
        }
        return distance;
    }

    /**
     * Tests with a normal statistic.
     *
     * @param difference first minus second
     * @param standardError its standard error, not negative
     * @return the test
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public Result test(double difference, double standardError) {
        return test(difference, standardError, Double.POSITIVE_INFINITY);
    }

    /**
     * Tests with Student's t.
     *
     * @param difference first minus second
     * @param standardError its standard error, not negative
     * @param degreesOfFreedom degrees of freedom of the standard error, positive, may be infinite
     * @return the test
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public Result test(double difference, double standardError, double degreesOfFreedom) {
        if (!Double.isFinite(difference)) {
            throw new IllegalArgumentException("difference must be finite, got " + difference);
        }
        if (!(standardError >= 0 && standardError < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("standard error must be 0 or more and finite, got " + standardError);
        }
        if (!(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException("degrees of freedom must be positive, got " + degreesOfFreedom);
        }
        double distance = claim == Claim.NON_INFERIORITY ? difference + margin : margin - Math.abs(difference);
        double t = DeLongTest.standardize(distance, standardError * standardError);
        return new Result(margin, t, StudentT.above(t, degreesOfFreedom));
    }
}
