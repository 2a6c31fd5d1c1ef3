package io.github.spectcad.stats;

/**
 * Agreement of two measurements of the same subjects: mean difference and limits of agreement.
 *
 * <p>About 95 % of differences first minus second are expected between mean -+ 1.96 standard deviations, if they are normal and do
 * not depend on the size of the measurement (plot them against their mean).
 *
 * <p>Reference: Bland and Altman (1986), The Lancet 327, 307-310,
 * <a href="https://doi.org/10.1016/S0140-6736(86)90837-8">doi:10.1016/S0140-6736(86)90837-8</a>.
 *
 * @param bias mean difference, first minus second
 * @param standardDeviation standard deviation of the differences
 * @param subjects number of subjects, at least 2
 * @param lowerLimit lower limit of agreement
 * @param upperLimit upper limit of agreement
 * @since 0.1.0
 */
public record BlandAltman(double bias, double standardDeviation, int subjects, double lowerLimit, double upperLimit) {

    /** The factor of the limits of agreement: the normal quantile at 0.975. */
    private static final double FACTOR = 1.959963984540054;

    /**
     * Compares measurements.
     *
     * @param first first measurement of each subject, finite
     * @param second second measurement of each subject
     * @return bias and limits
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are fewer than 2 subjects, the lengths differ or a value is not finite
     */
    public static BlandAltman of(double[] first, double[] second) {
        Arguments.requireFinite(first, "first");
        Arguments.requireFinite(second, "second");
        Arguments.requireSameLength(first.length, "first", second.length, "second");
        int n = Arguments.requireAtLeast(2, first.length, "number of subjects");
        double bias = 0;
        for (int i = 0; i < n; i++) {
            bias += (first[i] - second[i]) / n;
        }
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double d = first[i] - second[i] - bias;
            squares += d * d;
        }
        double s = Math.sqrt(squares / (n - 1));
        return new BlandAltman(bias, s, n, bias - FACTOR * s, bias + FACTOR * s);
    }

    /**
     * An interval of the bias by Student's t.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval biasInterval(double level) {
        return StudentT.interval(
                bias, standardDeviation / Math.sqrt(subjects), subjects - 1, Arguments.requireLevel(level));
    }

    /**
     * An interval of the lower limit of agreement, by Bland and Altman's approximate standard error sqrt(3 s^2 / n) and t.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval lowerLimitInterval(double level) {
        return limit(lowerLimit, Arguments.requireLevel(level));
    }

    /**
     * An interval of the upper limit of agreement, likewise.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval upperLimitInterval(double level) {
        return limit(upperLimit, Arguments.requireLevel(level));
    }

    private ConfidenceInterval limit(double value, double level) {
        return StudentT.interval(value, standardDeviation * Math.sqrt(3.0 / subjects), subjects - 1, level);
    }
}
