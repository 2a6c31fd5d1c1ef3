package io.github.spectcad.stats;

/**
 * Confidence intervals for a binomial proportion.
 *
 * @since 0.1.0
 */
public enum ProportionInterval {
    /**
     * Wilson's score interval without continuity correction. Its mean coverage is close to the nominal level.
     *
     * <p>Reference: Wilson (1927), JASA 22, 209-212,
     * <a href="https://doi.org/10.1080/01621459.1927.10502953">doi:10.1080/01621459.1927.10502953</a>.
     */
    WILSON {
        @Override
        ConfidenceInterval compute(double x, double n, double level) {
            double z = Gaussian.twoSidedQuantile(level);
            double z2 = z * z;
            double centre = x + z2 / 2;
            double half = z * Math.sqrt(x * (n - x) / n + z2 / 4);
            double lower = x == 0 ? 0 : Math.max(0, (centre - half) / (n + z2));
            double upper = x == n ? 1 : Math.min(1, (centre + half) / (n + z2));
            return new ConfidenceInterval(lower, upper, level);
        }
    },
    /**
     * Clopper and Pearson's "exact" interval from quantiles of the beta distribution. Its coverage is never below the nominal
     * level.
     *
     * <p>Reference: Clopper and Pearson (1934), Biometrika 26, 404-413,
     * <a href="https://doi.org/10.1093/biomet/26.4.404">doi:10.1093/biomet/26.4.404</a>.
     */
    CLOPPER_PEARSON {
        @Override
        ConfidenceInterval compute(double x, double n, double level) {
            double tail = (1 - level) / 2;
            double lower = x == 0 ? 0 : BetaQuantiles.lower(x, n - x + 1, tail);
            double upper = x == n ? 1 : BetaQuantiles.upper(x + 1, n - x, tail);
            return new ConfidenceInterval(lower, upper, level);
        }
    };

    abstract ConfidenceInterval compute(double x, double n, double level);

    /**
     * The interval for x successes in n trials.
     *
     * @param successes number of successes, 0 to trials
     * @param trials number of trials
     * @param level confidence level, in (0, 1)
     * @return the interval within [0, 1]; both limits NaN if there are no trials
     * @throws IllegalArgumentException if a count is negative, the successes exceed the trials or the level is outside (0, 1)
     */
    public ConfidenceInterval interval(long successes, long trials, double level) {
        Arguments.requireCount(successes, "number of successes");
        Arguments.requireCount(trials, "number of trials");
        Arguments.requireLevel(level);
        if (successes > trials) {
            throw new IllegalArgumentException(
                    "number of successes must not exceed the " + trials + " trials, got " + successes);
        }
        if (trials == 0) {
            return new ConfidenceInterval(Double.NaN, Double.NaN, level);
        }
        return compute((double) successes, (double) trials, level);
    }
}
