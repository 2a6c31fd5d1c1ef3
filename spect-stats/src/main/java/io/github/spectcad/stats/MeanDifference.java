package io.github.spectcad.stats;

/**
 * The difference of two means of independent groups, from their summaries alone: Welch's t-test, and the difference in standard
 * deviations.
 *
 * <p>Reference: Welch (1947), Biometrika 34, 28-35,
 * <a href="https://doi.org/10.1093/biomet/34.1-2.28">doi:10.1093/biomet/34.1-2.28</a>; Austin (2009), Statistics in Medicine 28,
 * 3083-3107, <a href="https://doi.org/10.1002/sim.3697">doi:10.1002/sim.3697</a>.
 *
 * @param difference first minus second mean
 * @param standardized the difference over the root of the mean of both variances; 0 where the means are equal, infinite where
 *     they differ without any variance
 * @param statistic Welch's t; as the standardised difference where there is no variance
 * @param degreesOfFreedom its degrees of freedom; NaN where there is no variance
 * @param pValue two-sided p-value; 1 or 0 where there is no variance
 * @since 0.1.0
 */
public record MeanDifference(
        double difference, double standardized, double statistic, double degreesOfFreedom, double pValue)
        implements SignificanceResult {

    /**
     * A group's summary.
     *
     * @param size number of subjects, at least 2
     * @param mean their mean, finite
     * @param deviation their standard deviation, with size - 1 as divisor, at least 0
     */
    public record Group(long size, double mean, double deviation) {
        /**
         * Checks the values; NaN fails.
         *
         * @throws IllegalArgumentException if a value is out of range
         */
        public Group {
            if (size < 2) {
                throw new IllegalArgumentException("a group must have at least 2 subjects, got " + size);
            }
            if (!Double.isFinite(mean) || !(deviation >= 0 && Double.isFinite(deviation))) {
                throw new IllegalArgumentException(
                        "mean must be finite and deviation finite and at least 0, got " + mean + " and " + deviation);
            }
        }

        private double squaredError() {
            return deviation * deviation / size;
        }
    }

    /**
     * Compares two groups.
     *
     * @param first one group
     * @param second the other
     * @return the comparison
     * @throws NullPointerException if a group is null
     */
    public static MeanDifference of(Group first, Group second) {
        double difference = first.mean() - second.mean();
        double spread =
                Math.sqrt((first.deviation() * first.deviation() + second.deviation() * second.deviation()) / 2);
        double error = first.squaredError() + second.squaredError();
        if (error == 0) {
            double infinite = difference == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, difference);
            return new MeanDifference(difference, infinite, infinite, Double.NaN, difference == 0 ? 1 : 0);
        }
        double t = difference / Math.sqrt(error);
        double df = error
                * error
                / (first.squaredError() * first.squaredError() / (first.size() - 1)
                        + second.squaredError() * second.squaredError() / (second.size() - 1));
        return new MeanDifference(difference, difference / spread, t, df, StudentT.twoSided(t, df));
    }
}
