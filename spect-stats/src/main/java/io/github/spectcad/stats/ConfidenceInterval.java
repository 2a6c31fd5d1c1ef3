package io.github.spectcad.stats;

/**
 * A confidence interval.
 *
 * @param lower lower limit; NaN where the method that made the interval documents that it is undefined
 * @param upper upper limit; NaN exactly where the lower limit is NaN
 * @param level confidence level, in (0, 1)
 * @since 0.1.0
 */
public record ConfidenceInterval(double lower, double upper, double level) {

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if the level is outside (0, 1), the lower limit exceeds the upper one, or only one
     *     limit is NaN
     */
    public ConfidenceInterval {
        Arguments.requireLevel(level);
        if (!(lower <= upper) && !(Double.isNaN(lower) && Double.isNaN(upper))) {
            throw new IllegalArgumentException("interval limits must be ordered or both NaN, got lower " + lower
                    + " and upper " + upper + ": pass the smaller limit first");
        }
    }

    /**
     * The width of the interval.
     *
     * @return upper minus lower limit
     */
    public double width() {
        return upper - lower;
    }

    /**
     * Tells whether a value lies in the closed interval.
     *
     * @param value the value
     * @return true if lower &lt;= value &lt;= upper; false for NaN
     */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }
}
