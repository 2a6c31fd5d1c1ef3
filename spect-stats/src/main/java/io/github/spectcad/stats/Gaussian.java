package io.github.spectcad.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution: tails, their logarithms and quantiles. */
final class Gaussian {

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
    private static final double LOG10_E = 1 / Math.log(10);
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    /** Above this the logarithm of the tail is taken from its continued fraction. */
    private static final double FAR = 20;

    private Gaussian() {}

    /** P(Z &lt;= z). */
    static double below(double z) {
        return STANDARD.cumulativeProbability(z);
    }

    /** P(Z &gt; z), accurate in the far tail. */
    static double above(double z) {
        return STANDARD.survivalProbability(z);
    }

    static double quantile(double p) {
        return STANDARD.inverseCumulativeProbability(p);
    }

    /** The z with P(Z &gt; z) = tail, accurate for the smallest tails. */
    static double upperQuantile(double tail) {
        return STANDARD.inverseSurvivalProbability(tail);
    }

    /** The factor of a two-sided interval: the quantile at (1 + level) / 2, finite for every level below 1. */
    static double twoSidedQuantile(double level) {
        return upperQuantile((1 - level) / 2);
    }

    /** The p-value of a standard normal statistic; NaN for NaN. */
    static double pValue(double z, Alternative alternative) {
        return switch (alternative) {
            case TWO_SIDED -> Math.min(1, 2 * above(Math.abs(z)));
            case LESS -> below(z);
            case GREATER -> above(z);
        };
    }

    /** The base-10 logarithm of {@link #pValue}, which stays finite where the p-value underflows. */
    static double log10PValue(double z, Alternative alternative) {
        return switch (alternative) {
            case TWO_SIDED -> Math.min(0, (Math.log(2) + logAbove(Math.abs(z))) * LOG10_E);
            case LESS -> logAbove(-z) * LOG10_E;
            case GREATER -> logAbove(z) * LOG10_E;
        };
    }

    private static double logAbove(double z) {
        if (!(z > FAR)) {
            return z < 0 ? Math.log1p(-above(-z)) : Math.log(above(z));
        }
        if (z == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        // Mills ratio: 1 / (z + 1 / (z + 2 / (z + 3 / ...)))
        double fraction = z;
        for (int k = 40; k >= 1; k--) {
            fraction = z + k / fraction;
        }
        return -0.5 * z * z - HALF_LOG_TWO_PI - Math.log(fraction);
    }
}
