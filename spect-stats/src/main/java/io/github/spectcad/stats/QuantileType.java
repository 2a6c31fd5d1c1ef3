package io.github.spectcad.stats;

import java.util.Arrays;

/**
 * Definitions of a sample quantile: the nine of Hyndman and Fan, with R's numbers and rounding rules, and the interpolation on
 * the normal scale of R's package boot.
 *
 * <p>Reference: Hyndman and Fan (1996), The American Statistician 50, 361-365,
 * <a href="https://doi.org/10.1080/00031305.1996.10473566">doi:10.1080/00031305.1996.10473566</a>; Davison and Hinkley (1997),
 * Bootstrap Methods and their Application, equation 5.8.
 *
 * @since 0.1.0
 */
public enum QuantileType {
    /** Inverse of the empirical distribution function. */
    TYPE_1,
    /** As type 1 with averaging at discontinuities. */
    TYPE_2,
    /** Nearest even order statistic (SAS). */
    TYPE_3,
    /** Linear interpolation of the empirical distribution function. */
    TYPE_4,
    /** Piecewise linear, knots midway through the steps (hydrology). */
    TYPE_5,
    /** Position (n + 1) p (Weibull, SPSS, Minitab). */
    TYPE_6,
    /** Position 1 + (n - 1) p: the default of R, NumPy and of pROC's bootstrap intervals. */
    TYPE_7,
    /** Approximately median-unbiased. */
    TYPE_8,
    /** Approximately unbiased for normal data. */
    TYPE_9,
    /** Position (n + 1) p, interpolated on the scale of normal quantiles, as in boot; extremes beyond the first or last. */
    NORMAL_SCORES;

    private static final double FUZZ = 4 * Math.ulp(1.0);

    /**
     * The quantile of a sample.
     *
     * @param values the sample, in any order, without NaN; not modified
     * @param probability probability, in [0, 1]
     * @return the quantile
     * @throws NullPointerException if the sample is null
     * @throws IllegalArgumentException if the sample is empty or has a NaN, or the probability is outside [0, 1]
     */
    public double quantile(double[] values, double probability) {
        double[] sorted = Arguments.requireSample(values, "values").clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, probability);
    }

    /** The quantile of an ascending sample. */
    double ofSorted(double[] sorted, double p) {
        Arguments.requireProportion(p, "probability");
        int n = sorted.length;
        return switch (this) {
            case TYPE_1 -> step(sorted, n * p, (position, j) -> position > j ? 1 : 0);
            case TYPE_2 -> step(sorted, n * p, (position, j) -> position > j ? 1 : 0.5);
            case TYPE_3 -> step(sorted, n * p - 0.5, (position, j) -> position != j || j % 2 != 0 ? 1 : 0);
            case TYPE_4 -> interpolate(sorted, p, 0, 1);
            case TYPE_5 -> interpolate(sorted, p, 0.5, 0.5);
            case TYPE_6 -> interpolate(sorted, p, 0, 0);
            case TYPE_7 -> type7(sorted, p);
            case TYPE_8 -> interpolate(sorted, p, 1.0 / 3, 1.0 / 3);
            case TYPE_9 -> interpolate(sorted, p, 3.0 / 8, 3.0 / 8);
            case NORMAL_SCORES -> normalScores(sorted, p);
        };
    }

    /** The weight of the upper order statistic at a position whose integer part is j. */
    private interface Step {
        double weight(double position, double j);
    }

    private static double step(double[] sorted, double position, Step step) {
        double j = Math.floor(position + FUZZ);
        return mix(sorted, j, step.weight(position, j));
    }

    private static double interpolate(double[] sorted, double p, double a, double b) {
        double position = a + p * (sorted.length + 1 - a - b);
        double j = Math.floor(position + FUZZ);
        double weight = position - j;
        return mix(sorted, j, Math.abs(weight) < FUZZ ? 0 : weight);
    }

    private static double type7(double[] sorted, double p) {
        double index = (sorted.length - 1) * p;
        int low = (int) Math.floor(index);
        int high = (int) Math.ceil(index);
        double weight = index - low;
        return weight > 0 && sorted[high] != sorted[low]
                ? (1 - weight) * sorted[low] + weight * sorted[high]
                : sorted[low];
    }

    private static double normalScores(double[] sorted, double p) {
        int n = sorted.length;
        double position = (n + 1) * p;
        int k = (int) position;
        if (k == 0) {
            return sorted[0];
        }
        if (k >= n) {
            return sorted[n - 1];
        }
        if (k == position) {
            return sorted[k - 1];
        }
        double z = Gaussian.quantile(p);
        double below = Gaussian.quantile(k / (n + 1.0));
        double above = Gaussian.quantile((k + 1) / (n + 1.0));
        return sorted[k - 1] + (z - below) / (above - below) * (sorted[k] - sorted[k - 1]);
    }

    /** (1 - weight) x(j) + weight x(j + 1) with 1-based order statistics, the extremes repeated outside. */
    private static double mix(double[] sorted, double j, double weight) {
        int last = sorted.length - 1;
        double low = sorted[(int) Math.max(0, Math.min(last, j - 1))];
        double high = sorted[(int) Math.max(0, Math.min(last, j))];
        if (weight == 0 || low == high) {
            return low;
        }
        return weight == 1 ? high : (1 - weight) * low + weight * high;
    }
}
