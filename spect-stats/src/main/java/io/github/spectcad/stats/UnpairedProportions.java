package io.github.spectcad.stats;

/**
 * Two proportions of different subjects, such as the sensitivities of a model at two sites.
 *
 * @param firstSuccesses successes in the first sample
 * @param firstTrials size of the first sample, at least 1
 * @param secondSuccesses successes in the second sample
 * @param secondTrials size of the second sample, at least 1
 * @since 0.1.0
 */
public record UnpairedProportions(long firstSuccesses, long firstTrials, long secondSuccesses, long secondTrials)
        implements SignificanceResult {

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if a count is negative, a sample empty or a success without a trial
     */
    public UnpairedProportions {
        check(firstSuccesses, firstTrials, "first");
        check(secondSuccesses, secondTrials, "second");
    }

    private static void check(long successes, long trials, String name) {
        if (trials < 1) {
            throw new IllegalArgumentException(name + " sample must have at least 1 trial, got " + trials);
        }
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(name + " successes must lie in [0, " + trials + "], got " + successes);
        }
    }

    private double first() {
        return (double) firstSuccesses / firstTrials;
    }

    private double second() {
        return (double) secondSuccesses / secondTrials;
    }

    /** {@return first minus second share} */
    public double difference() {
        return first() - second();
    }

    /**
     * The score statistic that the shares are equal, whose square is Pearson's chi-square.
     *
     * @return z; 0 if all outcomes are equal
     */
    @Override
    public double statistic() {
        double m = firstTrials;
        double n = secondTrials;
        double pooled = ((double) firstSuccesses + secondSuccesses) / (m + n);
        return DeLongTest.standardize(difference(), pooled * (1 - pooled) * (1 / m + 1 / n));
    }

    @Override
    public double pValue() {
        return Gaussian.pValue(statistic(), Alternative.TWO_SIDED);
    }

    /**
     * Newcombe's interval of the difference from Wilson's limits of both shares (his method 10).
     *
     * <p>Reference: Newcombe (1998), Statistics in Medicine 17, 873-890,
     * <a href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I">doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;873::AID-SIM779&gt;3.0.CO;2-I</a>.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval within [-1, 1]
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval newcombeInterval(double level) {
        ConfidenceInterval p = ProportionInterval.WILSON.interval(firstSuccesses, firstTrials, level);
        ConfidenceInterval q = ProportionInterval.WILSON.interval(secondSuccesses, secondTrials, level);
        double d = difference();
        return new ConfidenceInterval(
                Math.max(-1, d - Math.hypot(first() - p.lower(), q.upper() - second())),
                Math.min(1, d + Math.hypot(p.upper() - first(), second() - q.lower())),
                level);
    }
}
