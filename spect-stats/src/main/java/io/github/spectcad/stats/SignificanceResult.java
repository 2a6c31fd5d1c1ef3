package io.github.spectcad.stats;

/**
 * The result of a test of significance: what every test of this module has in common.
 *
 * @since 0.1.0
 */
public interface SignificanceResult {

    /**
     * The value of the test statistic.
     *
     * @return the statistic; may be infinite, NaN where the test is not defined
     */
    double statistic();

    /**
     * The p-value for the alternative that was tested.
     *
     * @return p-value in [0, 1]; NaN where the test is not defined
     */
    double pValue();

    /**
     * Tells whether the hypothesis is rejected.
     *
     * @param alpha level of significance, in (0, 0.5]
     * @return true if the p-value is less than alpha; false for a p-value that is NaN
     * @throws IllegalArgumentException if alpha is outside (0, 0.5]
     */
    default boolean reject(double alpha) {
        if (!(alpha > 0 && alpha <= 0.5)) {
            throw new IllegalArgumentException("level of significance must lie in (0, 0.5], got " + alpha);
        }
        return pValue() < alpha;
    }
}
