package io.github.spectcad.stats;

import java.util.Objects;

/**
 * The area under the empirical ROC curve with its variance by DeLong's method.
 *
 * <p>A higher score always means "more diseased". The direction is never taken from the data, so an AUC below 0.5 is reported
 * as it is. The AUC is the Mann-Whitney probability P(X &gt; Y) + P(X = Y) / 2 for a diseased subject X and a healthy subject
 * Y: two scores tie exactly if {@code ==} holds (so {@code 0.0} and {@code -0.0} tie), there is no tolerance. Infinite scores
 * are ordinary ordered values.
 *
 * <p>The area is the correctly rounded value of an exact rational number. With V10 and V01 the placements of the m diseased
 * and n healthy subjects, variance = var(V10) / m + var(V01) / n with sample variances (denominators m - 1 and n - 1); both
 * are computed from integers, so a variance of zero is exactly zero and the order of the subjects never matters. Cost: the
 * sort of either class and one merge (Sun and Xu 2014 reach the same order of growth with midranks).
 *
 * <p>References: DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44, 837-845,
 * <a href="https://doi.org/10.2307/2531595">doi:10.2307/2531595</a>; Sun and Xu (2014), IEEE Signal Processing Letters 21,
 * 1389-1393, <a href="https://doi.org/10.1109/LSP.2014.2337313">doi:10.1109/LSP.2014.2337313</a>; Hanley and McNeil (1982),
 * Radiology 143, 29-36, <a href="https://doi.org/10.1148/radiology.143.1.7063747">doi:10.1148/radiology.143.1.7063747</a>.
 *
 * @param value area under the curve, in [0, 1]
 * @param variance DeLong's variance of the area, not negative; NaN if a class has only one subject
 * @param positives number m of diseased subjects (for clustered data, of clusters with one), at least 1
 * @param negatives number n of healthy subjects (for clustered data, of clusters with one), at least 1
 * @since 0.1.0
 */
public record Auc(double value, double variance, int positives, int negatives) {

    /** How an interval for the area is made. */
    public enum IntervalMethod {
        /** Area -+ z standard errors; the limits may leave [0, 1]. */
        WALD,
        /** {@link #WALD} with the limits cut to [0, 1], as R's pROC reports it. */
        WALD_CLAMPED,
        /**
         * Wald interval of log(A / (1 - A)), transformed back; better coverage near 1. NaN limits if the area is 0 or 1, where
         * the logit does not exist.
         */
        LOGIT,
        /**
         * Newcombe's score-type interval: the areas that differ from A by less than z standard errors of their own, with the
         * variance of exponential scores and (m + n) / 2 subjects in its two terms. Needs no variance from the data, so it has
         * width at 0 and 1; conservative for areas near 1.
         *
         * <p>Reference: Newcombe (2006), Statistics in Medicine 25, 559-573, method 5,
         * <a href="https://doi.org/10.1002/sim.2324">doi:10.1002/sim.2324</a>.
         */
        NEWCOMBE,
        /**
         * {@link #LOGIT}, and {@link #NEWCOMBE} where the area is 0 or 1: the default, because in simulations it keeps the level
         * best (docs/statistics.md says how and how well).
         */
        LOGIT_OR_NEWCOMBE
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is outside its range
     */
    public Auc {
        Arguments.requireProportion(value, "AUC");
        if (variance < 0) {
            throw new IllegalArgumentException("variance must not be negative, got " + variance);
        }
        Arguments.requireAtLeast(1, positives, "number of positives");
        Arguments.requireAtLeast(1, negatives, "number of negatives");
    }

    /**
     * Estimates the area.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param scores one score for each subject, higher for more diseased; infinite values are ranked
     * @return area and variance
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    public static Auc of(int[] labels, double[] scores) {
        SortedClasses classes = SortedClasses.of(labels, scores);
        double[] positives = classes.positives;
        double[] negatives = classes.negatives;
        int m = positives.length;
        int n = negatives.length;
        if (!squaresFit(m, n)) {
            Placements placements = Placements.of(labels, scores);
            return new Auc(placements.auc(), Placements.covariance(placements, placements), m, n);
        }
        long sum = 0;
        long positiveSquares = 0;
        long negativeSquares = 0;
        int i = 0;
        int j = 0;
        while (i < m && j < n) {
            double x = positives[i];
            double y = negatives[j];
            if (x < y) {
                long r = 2L * j;
                sum += r;
                positiveSquares += r * r;
                i++;
            } else if (y < x) {
                long r = 2L * (m - i);
                negativeSquares += r * r;
                j++;
            } else {
                int firstX = i;
                int firstY = j;
                while (i < m && positives[i] == x) {
                    i++;
                }
                while (j < n && negatives[j] == x) {
                    j++;
                }
                long r = (long) firstY + j;
                sum += r * (i - firstX);
                positiveSquares += r * r * (i - firstX);
                long s = 2L * m - firstX - i;
                negativeSquares += s * s * (j - firstY);
            }
        }
        long left = (long) m - i; // diseased subjects above all healthy ones
        sum += left * 2 * n;
        positiveSquares += left * 4 * n * n;
        double variance = Placements.variance(
                ExactSums.difference(m, positiveSquares, sum, sum),
                ExactSums.difference(n, negativeSquares, sum, sum),
                m,
                n);
        return new Auc(Placements.auc(sum, m, n), variance, m, n);
    }

    /**
     * Estimates the area of clustered observations, such as the three vessels of a patient: the same area as of independent ones,
     * with Obuchowski's variance, which lets observations of a cluster depend on each other in any way.
     *
     * <p>With V10 and V01 the placements, summed in each cluster and centred, var = I10 / (I10 - 1) sum(V10^2) / M^2 + I01 / (I01 -
     * 1) sum(V01^2) / N^2 + 2 I / (I - 1) sum(V10 V01) / (M N), for I clusters of which I10 have a diseased and I01 a healthy
     * observation. With one observation in each cluster it is DeLong's variance.
     *
     * <p>Reference: Obuchowski (1997), Biometrics 53, 567-578, <a href="https://doi.org/10.2307/2533958">doi:10.2307/2533958</a>.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each observation
     * @param scores one score for each observation, higher for more diseased; infinite values are ranked
     * @param clusters the cluster of each observation
     * @return area and variance, with the numbers of clusters that have a diseased and a healthy observation; the variance is NaN
     *     if one of them is 1
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    public static Auc of(int[] labels, double[] scores, int[] clusters) {
        ClusterCovariance covariance = ClusterCovariance.of(labels, clusters);
        return covariance.auc(Placements.of(labels, scores));
    }

    private static boolean squaresFit(double m, double n) {
        return 4 * m * n * Math.max(m, n) < 0x1p62;
    }

    /**
     * The standard error of the area by DeLong's method.
     *
     * @return square root of the variance; NaN if the variance is NaN
     */
    public double standardError() {
        return Math.sqrt(variance);
    }

    /**
     * The standard error by Hanley and McNeil's approximation, which needs the area and the class sizes only.
     *
     * @return standard error, 0 where the approximation is negative
     */
    public double hanleyMcNeilStandardError() {
        double a = value;
        double q1 = a / (2 - a);
        double q2 = 2 * a * a / (1 + a);
        double m = positives;
        double n = negatives;
        return Math.sqrt(Math.max(0, (a * (1 - a) + (m - 1) * (q1 - a * a) + (n - 1) * (q2 - a * a)) / (m * n)));
    }

    /**
     * A confidence interval for the area.
     *
     * @param method how the interval is made
     * @param level confidence level, in (0, 1)
     * @return the interval; both limits NaN if the variance is NaN or, for {@link IntervalMethod#LOGIT}, the area is 0 or 1
     * @throws NullPointerException if the method is null
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval interval(IntervalMethod method, double level) {
        Objects.requireNonNull(method, "method");
        double half = Gaussian.twoSidedQuantile(Arguments.requireLevel(level)) * standardError();
        return switch (method) {
            case WALD -> new ConfidenceInterval(value - half, value + half, level);
            case WALD_CLAMPED -> new ConfidenceInterval(Math.max(0, value - half), Math.min(1, value + half), level);
            case LOGIT -> logitInterval(half, level);
            case NEWCOMBE -> newcombeInterval(level);
            case LOGIT_OR_NEWCOMBE -> value > 0 && value < 1 ? logitInterval(half, level) : newcombeInterval(level);
        };
    }

    /**
     * The interval of the default method, {@link IntervalMethod#LOGIT_OR_NEWCOMBE}.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval; both limits NaN if the variance is NaN and the area neither 0 nor 1
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval interval(double level) {
        return interval(IntervalMethod.LOGIT_OR_NEWCOMBE, level);
    }

    private ConfidenceInterval newcombeInterval(double level) {
        double z = Gaussian.twoSidedQuantile(level);
        return new ConfidenceInterval(newcombeLimit(0, z), newcombeLimit(1, z), level);
    }

    /** The area farthest towards an end that is within z of its standard errors, by bisection. */
    private double newcombeLimit(double end, double z) {
        double inside = value;
        double outside = end;
        for (int i = 0; i < 60; i++) {
            double middle = (inside + outside) / 2;
            if (Math.abs(value - middle) <= z * Math.sqrt(newcombeVariance(middle))) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    private double newcombeVariance(double area) {
        double m = positives;
        double n = negatives;
        double q = (1 - area) / (2 - area) + area / (1 + area);
        return area * (1 - area) * (1 + ((m + n) / 2 - 1) * q) / (m * n);
    }

    private ConfidenceInterval logitInterval(double half, double level) {
        if (!(value > 0 && value < 1)) {
            return new ConfidenceInterval(Double.NaN, Double.NaN, level);
        }
        double logit = Math.log(value / (1 - value));
        double halfLogit = half / (value * (1 - value));
        return new ConfidenceInterval(logistic(logit - halfLogit), logistic(logit + halfLogit), level);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
