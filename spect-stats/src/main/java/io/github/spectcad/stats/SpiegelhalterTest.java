package io.github.spectcad.stats;

/**
 * Spiegelhalter's test of calibration: z = sum((label - p) (1 - 2 p)) / sqrt(sum((1 - 2 p)^2 p (1 - p))), standard normal if the
 * probabilities are right. It asks whether the Brier score is what the probabilities promise. Cost: one pass over the subjects.
 *
 * <p>Reference: Spiegelhalter (1986), Statistics in Medicine 5, 421-433,
 * <a href="https://doi.org/10.1002/sim.4780050506">doi:10.1002/sim.4780050506</a>. Instances are immutable.
 *
 * @since 0.1.0
 */
public final class SpiegelhalterTest {

    private static final SpiegelhalterTest DEFAULT = new SpiegelhalterTest();

    private SpiegelhalterTest() {}

    /**
     * The result of the test.
     *
     * @param statistic z, positive where the Brier score is larger than promised; infinite for a wrong certainty among probabilities
     *     of 0, 0.5 and 1 alone, 0 if all of these are right
     * @param pValue two-sided p-value
     */
    public record Result(double statistic, double pValue) implements SignificanceResult {}

    /**
     * The test; it has no options.
     *
     * @return the test
     */
    public static SpiegelhalterTest withDefaults() {
        return DEFAULT;
    }

    /**
     * Tests probabilities.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of disease of each subject, in [0, 1]
     * @return the two-sided test
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are no subjects, the lengths differ, a label is neither 0 nor 1 or a probability is
     *     outside [0, 1]
     */
    public Result test(int[] labels, double[] probabilities) {
        ProbabilityScore.check(labels, probabilities);
        double sum = 0;
        double variance = 0;
        for (int i = 0; i < labels.length; i++) {
            double p = probabilities[i];
            sum += (labels[i] - p) * (1 - 2 * p);
            variance += (1 - 2 * p) * (1 - 2 * p) * p * (1 - p);
        }
        double z = DeLongTest.standardize(sum, variance);
        return new Result(z, Gaussian.pValue(z, Alternative.TWO_SIDED));
    }
}
