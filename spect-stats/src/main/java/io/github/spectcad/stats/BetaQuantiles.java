package io.github.spectcad.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * Quantiles of beta distributions with parameters up to 2^63.
 *
 * <p>The continued fraction of the incomplete beta function loses digits for sums of parameters from 2^40 on and then fails. From
 * 2^38 on, Beta(a, b) is therefore a scaled gamma distribution if a is small (relative error about (a / b)^2), and a normal one
 * with Cornish and Fisher's expansion to the order of the kurtosis otherwise (relative error below 1e-11).
 */
final class BetaQuantiles {

    private static final double LARGE = 0x1p38;
    private static final double SMALL = 0x1p20;

    private BetaQuantiles() {}

    /** The x with P(X &lt;= x) = tail. */
    static double lower(double a, double b, double tail) {
        if (a + b < LARGE) {
            return BetaDistribution.of(a, b).inverseCumulativeProbability(tail);
        }
        if (a <= SMALL) {
            return ratio(GammaDistribution.of(a, 1).inverseCumulativeProbability(tail), a, b);
        }
        return b <= SMALL ? 1 - upper(b, a, tail) : expansion(a, b, -Gaussian.upperQuantile(tail));
    }

    /** The x with P(X &gt; x) = tail. */
    static double upper(double a, double b, double tail) {
        if (a + b < LARGE) {
            return BetaDistribution.of(a, b).inverseSurvivalProbability(tail);
        }
        if (a <= SMALL) {
            return ratio(GammaDistribution.of(a, 1).inverseSurvivalProbability(tail), a, b);
        }
        return b <= SMALL ? 1 - lower(b, a, tail) : expansion(a, b, Gaussian.upperQuantile(tail));
    }

    private static double ratio(double gamma, double a, double b) {
        return gamma / (b + (a - 1) / 2 + gamma / 2);
    }

    private static double expansion(double a, double b, double z) {
        double sum = a + b;
        double deviation = Math.sqrt(a / sum * (b / sum) / (sum + 1));
        double skewness = 2 * ((b - a) / (sum + 2)) * Math.sqrt((sum + 1) / a / b);
        double excess = 6
                * ((a - b) / sum * ((a - b) / sum) * (sum + 1) - a / sum * b * ((sum + 2) / sum))
                / (a / sum * b * (sum + 3));
        double deviations = z
                + (z * z - 1) * skewness / 6
                + (z * z * z - 3 * z) * excess / 24
                - (2 * z * z * z - 5 * z) * skewness * skewness / 36;
        return a / sum + deviation * deviations;
    }
}
