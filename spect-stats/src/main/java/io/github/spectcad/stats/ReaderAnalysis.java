package io.github.spectcad.stats;

import java.util.List;

/**
 * The result of a multi-reader analysis.
 *
 * @param population what the conclusions are about
 * @param statistic F of the hypothesis that all tests have the same mean; NaN with one test
 * @param degreesOfFreedom tests - 1
 * @param errorDegreesOfFreedom degrees of freedom of the error; infinite where the statistic is chi-square over tests - 1
 * @param pValue probability of a larger statistic; NaN with one test
 * @param means the mean of each test over the readers, from the data of that test alone
 * @param differences all pairs of tests: first with second, first with third, ..., second with third, ...
 * @since 0.1.0
 */
public record ReaderAnalysis(
        ReaderPopulation population,
        double statistic,
        double degreesOfFreedom,
        double errorDegreesOfFreedom,
        double pValue,
        List<Mean> means,
        List<Difference> differences)
        implements SignificanceResult {

    /** Copies the lists. */
    public ReaderAnalysis {
        means = List.copyOf(means);
        differences = List.copyOf(differences);
    }

    /**
     * The mean of one test.
     *
     * @param test index of the test
     * @param estimate mean measure over the readers
     * @param standardError its standard error
     * @param degreesOfFreedom degrees of freedom of the interval, infinite for a normal one
     * @param interval confidence interval, not cut to [0, 1]
     */
    public record Mean(
            int test, double estimate, double standardError, double degreesOfFreedom, ConfidenceInterval interval) {}

    /**
     * The difference of two tests.
     *
     * @param first index of a test
     * @param second index of another test
     * @param estimate mean of the first minus mean of the second
     * @param standardError its standard error
     * @param degreesOfFreedom degrees of freedom of t, infinite for a normal statistic
     * @param statistic t
     * @param pValue two-sided p-value, not adjusted for the number of pairs
     * @param interval confidence interval
     */
    public record Difference(
            int first,
            int second,
            double estimate,
            double standardError,
            double degreesOfFreedom,
            double statistic,
            double pValue,
            ConfidenceInterval interval)
            implements SignificanceResult {

        static Difference of(int first, int second, double estimate, double standardError, double df, double level) {
            double t = DeLongTest.standardize(estimate, standardError * standardError);
            return new Difference(
                    first,
                    second,
                    estimate,
                    standardError,
                    df,
                    t,
                    StudentT.twoSided(t, df),
                    StudentT.interval(estimate, standardError, df, level));
        }
    }
}
