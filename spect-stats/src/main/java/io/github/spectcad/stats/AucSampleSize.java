package io.github.spectcad.stats;

import java.util.Objects;

/**
 * Sample size and power for areas under ROC curves: one area against a value, the width of its interval, the difference of
 * two areas on the same or on different subjects, and non-inferiority of one to the other.
 *
 * <p>A test takes (z_alpha sqrt(V0) + z_beta sqrt(VA))^2 / delta^2 diseased subjects, where V0 and VA are the variances under
 * hypothesis and alternative for one diseased subject and kappa healthy ones. {@link #against(double, double)} and the
 * differences take the large-sample variance of the empirical area of normal scores of equal spread, which is what DeLong's test
 * estimates, exact by bivariate normal probabilities: var = (P(both placements) - A^2) + (P(both) - A^2) / kappa (Bamber 1975,
 * <a href="https://doi.org/10.1016/0022-2496(75)90001-2">doi:10.1016/0022-2496(75)90001-2</a>). A difference is tested with its
 * own variance, V0 = VA, as DeLong's test does; so it does not matter which area comes first. (pROC follows Obuchowski and
 * McClish 1997, whose V0 is that of two areas equal to the first; it gives different numbers for the two orders.) A simulation
 * with DeLong's test that is part of the tests finds the power asked for.
 *
 * <p>{@link #againstChance(double)} keeps the approximation of Obuchowski, Lieber and Wians (2004), Clinical Chemistry 50,
 * 1118-1125, <a href="https://doi.org/10.1373/clinchem.2004.031823">doi:10.1373/clinchem.2004.031823</a>, and so the numbers of
 * pROC's {@code power.roc.test}.
 *
 * <p>A new design is two-sided at level 0.05 with as many healthy as diseased subjects. Instances are immutable.
 *
 * <p>Cost: four bivariate normal probabilities for each design.
 *
 * @since 0.1.0
 */
public final class AucSampleSize {

    private interface Variance {
        double of(double ratio);
    }

    private final double delta;
    private final Variance nullVariance;
    private final Variance alternativeVariance;
    private final double ratio;
    private final double level;
    private final Alternative alternative;

    private AucSampleSize(
            double delta,
            Variance nullVariance,
            Variance alternativeVariance,
            double ratio,
            double level,
            Alternative alternative) {
        this.delta = delta;
        this.nullVariance = nullVariance;
        this.alternativeVariance = alternativeVariance;
        this.ratio = ratio;
        this.level = level;
        this.alternative = alternative;
    }

    private static AucSampleSize design(double delta, Variance nullVariance, Variance alternativeVariance) {
        return new AucSampleSize(delta, nullVariance, alternativeVariance, 1, 0.05, Alternative.TWO_SIDED);
    }

    /**
     * The test that an area exceeds 0.5, with the variances of Obuchowski, Lieber and Wians.
     *
     * @param auc expected area, in (0.5, 1)
     * @return the design
     * @throws IllegalArgumentException if the area is outside its range
     */
    public static AucSampleSize againstChance(double auc) {
        if (!(auc > 0.5 && auc < 1)) {
            throw new IllegalArgumentException("AUC must lie in (0.5, 1), got " + auc);
        }
        double a = Gaussian.quantile(auc) * 1.414; // the constant of the paper
        return design(
                auc - 0.5,
                ratio -> 0.0792 * (1 + 1 / ratio),
                ratio -> 0.0099 * Math.exp(-a * a / 2) * (5 * a * a + 8 + (a * a + 8) / ratio));
    }

    /**
     * The test that an area differs from a given value.
     *
     * @param auc expected area, in (0, 1)
     * @param value area of the hypothesis, in (0, 1), another one
     * @return the design
     * @throws IllegalArgumentException if an argument is outside its range or they are equal
     */
    public static AucSampleSize against(double auc, double value) {
        requireDifferent(auc, "AUC", value, "value of the hypothesis");
        return design(auc - value, variance(value), variance(auc));
    }

    /**
     * The test of the difference of the areas of two models on the same subjects.
     *
     * @param first expected area of the first model, in (0, 1)
     * @param second expected area of the second model, in (0, 1)
     * @param correlation of the two scores, in diseased and in healthy subjects
     * @return the design
     * @throws NullPointerException if the correlation is null
     * @throws IllegalArgumentException if an area is outside its range or they are equal
     */
    public static AucSampleSize pairedDifference(double first, double second, ScoreCorrelation correlation) {
        Objects.requireNonNull(correlation, "correlation");
        requireDifferent(first, "first AUC", second, "second AUC");
        Variance variance = variance(first, second, correlation);
        return design(first - second, variance, variance);
    }

    /**
     * The test that the area of the first model is not smaller than that of the second by more than a margin, on the same subjects
     * ({@link MarginTest#nonInferiority} of DeLong's difference). One-sided at level 0.05 unless another is chosen.
     *
     * @param first expected area of the first model, in (0, 1)
     * @param second expected area of the second model, in (0, 1); may be the same
     * @param margin largest acceptable loss, positive, larger than the expected one
     * @param correlation of the two scores, in diseased and in healthy subjects
     * @return the design
     * @throws NullPointerException if the correlation is null
     * @throws IllegalArgumentException if an area is outside its range or the expected loss reaches the margin
     */
    public static AucSampleSize nonInferiority(
            double first, double second, double margin, ScoreCorrelation correlation) {
        Objects.requireNonNull(correlation, "correlation");
        Arguments.requireOpenProportion(first, "first AUC");
        Arguments.requireOpenProportion(second, "second AUC");
        double distance = MarginTest.expectedDistance(first - second, margin);
        Variance variance = variance(first, second, correlation);
        return design(distance, variance, variance).with(Alternative.GREATER);
    }

    /**
     * The test of the difference of two areas on different subjects, as many for each.
     *
     * @param first expected area in the first sample, in (0, 1)
     * @param second expected area in the second sample, in (0, 1)
     * @return the design; its numbers are those of each sample
     * @throws IllegalArgumentException if an area is outside its range or they are equal
     */
    public static AucSampleSize unpairedDifference(double first, double second) {
        return pairedDifference(first, second, new ScoreCorrelation(0, 0));
    }

    /**
     * Correlation of the scores of two models.
     *
     * @param diseased correlation in diseased subjects, in (-1, 1)
     * @param healthy correlation in healthy subjects, in (-1, 1)
     */
    public record ScoreCorrelation(double diseased, double healthy) {

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is outside its range
         */
        public ScoreCorrelation {
            requireCorrelation(diseased, "correlation in diseased subjects");
            requireCorrelation(healthy, "correlation in healthy subjects");
        }

        private static void requireCorrelation(double r, String name) {
            if (!(r > -1 && r < 1)) {
                throw new IllegalArgumentException(name + " must lie in (-1, 1), got " + r);
            }
        }
    }

    private static void requireDifferent(double first, String firstName, double second, String secondName) {
        Arguments.requireOpenProportion(first, firstName);
        Arguments.requireOpenProportion(second, secondName);
        if (first == second) {
            throw new IllegalArgumentException("the areas must differ to be told apart, both are " + first);
        }
    }

    /** The variance of the difference of two areas for one diseased subject. */
    private static Variance variance(double first, double second, ScoreCorrelation correlation) {
        double h = Gaussian.quantile(first);
        double k = Gaussian.quantile(second);
        double diseased = Binormal.below(h, k, correlation.diseased() / 2) - first * second;
        double healthy = Binormal.below(h, k, correlation.healthy() / 2) - first * second;
        return ratio -> variance(first).of(ratio) + variance(second).of(ratio) - 2 * (diseased + healthy / ratio);
    }

    /** The variance of one area for one diseased subject: two placements of one subject have correlation 1 / 2. */
    private static Variance variance(double auc) {
        double h = Gaussian.quantile(auc);
        double spread = Binormal.below(h, h, 0.5) - auc * auc;
        return ratio -> spread * (1 + 1 / ratio);
    }

    /**
     * The same design with another ratio of healthy to diseased subjects.
     *
     * @param kappa number of healthy subjects for each diseased one, positive
     * @return a design
     * @throws IllegalArgumentException if the ratio is not positive
     */
    public AucSampleSize withRatio(double kappa) {
        Arguments.requirePositive(kappa, "ratio of healthy to diseased subjects");
        return new AucSampleSize(delta, nullVariance, alternativeVariance, kappa, level, alternative);
    }

    /**
     * The same design with another level of significance.
     *
     * @param alpha level of significance, in (0, 1)
     * @return a design
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public AucSampleSize withSignificance(double alpha) {
        Arguments.requireOpenProportion(alpha, "level of significance");
        return new AucSampleSize(delta, nullVariance, alternativeVariance, ratio, alpha, alternative);
    }

    /**
     * The same design with another alternative. A one-sided one is taken in the direction of the expected effect.
     *
     * @param tested the alternative
     * @return a design
     * @throws NullPointerException if the alternative is null
     */
    public AucSampleSize with(Alternative tested) {
        Objects.requireNonNull(tested, "alternative");
        return new AucSampleSize(delta, nullVariance, alternativeVariance, ratio, level, tested);
    }

    private double criticalZ() {
        return Gaussian.upperQuantile(alternative == Alternative.TWO_SIDED ? level / 2 : level);
    }

    /**
     * The number of diseased subjects that gives a power, not rounded.
     *
     * @param power probability to find the effect, in (0, 1)
     * @return number of diseased subjects; {@link #healthySubjects} more are needed
     * @throws IllegalArgumentException if the power is outside (0, 1)
     */
    public double diseasedSubjects(double power) {
        double zBeta = Gaussian.quantile(Arguments.requireOpenProportion(power, "power"));
        double root =
                criticalZ() * Math.sqrt(nullVariance.of(ratio)) + zBeta * Math.sqrt(alternativeVariance.of(ratio));
        return root <= 0 ? 0 : root * root / (delta * delta);
    }

    /**
     * The number of healthy subjects that goes with {@link #diseasedSubjects}, not rounded.
     *
     * @param power probability to find the effect, in (0, 1)
     * @return ratio times the number of diseased subjects
     * @throws IllegalArgumentException if the power is outside (0, 1)
     */
    public double healthySubjects(double power) {
        return ratio * diseasedSubjects(power);
    }

    /**
     * The power of a number of diseased subjects, with the ratio of healthy ones of the design.
     *
     * @param diseased number of diseased subjects, positive
     * @return probability to find the effect
     * @throws IllegalArgumentException if the number is not positive
     */
    public double power(double diseased) {
        Arguments.requirePositive(diseased, "number of diseased subjects");
        double shift = Math.sqrt(diseased) * Math.abs(delta) - criticalZ() * Math.sqrt(nullVariance.of(ratio));
        return Gaussian.below(shift / Math.sqrt(alternativeVariance.of(ratio)));
    }

    /**
     * The number of diseased subjects with which the Wald interval of an area is expected to have a width.
     *
     * @param auc expected area, in (0, 1)
     * @param width width of the interval, from limit to limit, in (0, 1)
     * @param confidence confidence level, in (0, 1)
     * @param ratio number of healthy subjects for each diseased one, positive
     * @return number of diseased subjects, not rounded
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double diseasedSubjectsForWidth(double auc, double width, double confidence, double ratio) {
        Arguments.requireOpenProportion(auc, "AUC");
        Arguments.requireOpenProportion(width, "width");
        Arguments.requirePositive(ratio, "ratio of healthy to diseased subjects");
        double z = Gaussian.twoSidedQuantile(Arguments.requireLevel(confidence));
        return 4 * z * z * variance(auc).of(ratio) / (width * width);
    }
}
