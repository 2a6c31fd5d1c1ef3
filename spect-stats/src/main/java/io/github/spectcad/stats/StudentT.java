package io.github.spectcad.stats;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t and Fisher's F, which are normal and chi-square for infinite degrees of freedom of the error. */
final class StudentT {

    /** From here on the normal limit is closer than the quadrature of t. */
    private static final double INFINITE = 1e12;

    private StudentT() {}

    /** The two-sided p-value; NaN for NaN. */
    static double twoSided(double t, double df) {
        if (Double.isNaN(t) || Double.isNaN(df)) {
            return Double.NaN;
        }
        return df >= INFINITE
                ? Gaussian.pValue(t, Alternative.TWO_SIDED)
                : Math.min(1, 2 * TDistribution.of(df).survivalProbability(Math.abs(t)));
    }

    /** P(T &gt; t). */
    static double above(double t, double df) {
        if (Double.isNaN(t) || Double.isNaN(df)) {
            return Double.NaN;
        }
        return df >= INFINITE ? Gaussian.above(t) : TDistribution.of(df).survivalProbability(t);
    }

    /** An interval of an estimate; NaN for NaN. */
    static ConfidenceInterval interval(double estimate, double standardError, double df, double level) {
        if (Double.isNaN(standardError) || Double.isNaN(df)) {
            return new ConfidenceInterval(Double.NaN, Double.NaN, level);
        }
        double half = quantile(df, level) * standardError;
        return new ConfidenceInterval(estimate - half, estimate + half, level);
    }

    private static double quantile(double df, double level) {
        return df >= INFINITE
                ? Gaussian.twoSidedQuantile(level)
                : TDistribution.of(df).inverseSurvivalProbability((1 - level) / 2);
    }

    /** P(F &gt; f); NaN for NaN. */
    static double fAbove(double f, double df, double errorDf) {
        if (Double.isNaN(f) || Double.isNaN(errorDf)) {
            return Double.NaN;
        }
        if (f == Double.POSITIVE_INFINITY) {
            return 0;
        }
        return errorDf >= INFINITE
                ? ChiSquaredDistribution.of(df).survivalProbability(df * f)
                : FDistribution.of(df, errorDf).survivalProbability(f);
    }
}
