package io.github.spectcad.stats;

/**
 * Sample size and power for one area under a ROC curve and for the difference of two areas on the same subjects.
 *
 * <p>Both are for normal test statistics: (z_alpha sqrt(V0) + z_beta sqrt(VA))^2 / delta^2 diseased subjects, where V0 and VA are
 * the variances under hypothesis and alternative for one diseased subject and kappa healthy ones. One area is tested against 0.5
 * with the variance of Obuchowski, Lieber and Wians (2004); a difference has the binormal variances of Obuchowski and McClish
 * (1997) with equal spread in both classes. One area agrees with pROC's {@code power.roc.test}. For a difference pROC leaves the
 * covariance of the two binormal parameters out of the variances, but not out of the covariance, and asks for up to twice the
 * subjects; here it is in both, which agrees with simulation.
 *
 * <p>References: Obuchowski and McClish (1997), Statistics in Medicine 16, 1529-1542,
 * <a href="https://doi.org/10.1002/(SICI)1097-0258(19970715)16:13%3C1529::AID-SIM565%3E3.0.CO;2-H">doi:10.1002/(SICI)1097-0258(19970715)16:13&lt;1529::AID-SIM565&gt;3.0.CO;2-H</a>;
 * Obuchowski, Lieber and Wians (2004), Clinical Chemistry 50, 1118-1125,
 * <a href="https://doi.org/10.1373/clinchem.2004.031823">doi:10.1373/clinchem.2004.031823</a>. Instances are immutable.
 */
public final class AucSampleSize {

    private final double delta;
    private final double ratio;
    private final double nullVariance;
    private final double alternativeVariance;
    private final double criticalZ;

    private AucSampleSize(
            double delta,
            double ratio,
            double nullVariance,
            double alternativeVariance,
            double level,
            boolean twoSided) {
        this.delta = delta;
        this.ratio = ratio;
        this.nullVariance = nullVariance;
        this.alternativeVariance = alternativeVariance;
        this.criticalZ = Gaussian.quantile(
                1 - Arguments.requireOpenProportion(level, "level of significance") / (twoSided ? 2 : 1));
    }

    /**
     * The test that an area exceeds 0.5.
     *
     * @param auc expected area, in (0.5, 1)
     * @param ratio number kappa of healthy subjects for each diseased one, positive
     * @param level level of significance, in (0, 1)
     * @param twoSided whether the test is two-sided
     * @return the design
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static AucSampleSize oneCurve(double auc, double ratio, double level, boolean twoSided) {
        requireArea(auc, "AUC");
        Arguments.requirePositive(ratio, "ratio of healthy to diseased subjects");
        double a = Gaussian.quantile(auc) * 1.414; // the constant of the paper
        double variance = 0.0099 * Math.exp(-a * a / 2) * (5 * a * a + 8 + (a * a + 8) / ratio);
        return new AucSampleSize(auc - 0.5, ratio, 0.0792 * (1 + 1 / ratio), variance, level, twoSided);
    }

    /**
     * The test of the difference of two areas on the same subjects.
     *
     * @param first expected area of the first model, in (0.5, 1)
     * @param second expected area of the second model, in (0.5, 1)
     * @param diseasedCorrelation correlation of the two scores in diseased subjects, in (-1, 1)
     * @param healthyCorrelation correlation of the two scores in healthy subjects, in (-1, 1)
     * @param ratio number kappa of healthy subjects for each diseased one, positive
     * @param level level of significance, in (0, 1)
     * @param twoSided whether the test is two-sided
     * @return the design
     * @throws IllegalArgumentException if an argument is outside its range or the areas are equal
     */
    public static AucSampleSize pairedDifference(
            double first,
            double second,
            double diseasedCorrelation,
            double healthyCorrelation,
            double ratio,
            double level,
            boolean twoSided) {
        requireArea(first, "first AUC");
        requireArea(second, "second AUC");
        requireCorrelation(diseasedCorrelation, "correlation in diseased subjects");
        requireCorrelation(healthyCorrelation, "correlation in healthy subjects");
        Arguments.requirePositive(ratio, "ratio of healthy to diseased subjects");
        if (first == second) {
            throw new IllegalArgumentException("the areas must differ to be told apart, both are " + first);
        }
        double a1 = Math.sqrt(2) * Gaussian.quantile(first);
        double a2 = Math.sqrt(2) * Gaussian.quantile(second);
        double v1 = covariance(a1, a1, 1, 1, ratio);
        double v2 = covariance(a2, a2, 1, 1, ratio);
        double cov = covariance(a1, a2, diseasedCorrelation, healthyCorrelation, ratio);
        return new AucSampleSize(Math.abs(first - second), ratio, 2 * v1 - 2 * cov, v1 + v2 - 2 * cov, level, twoSided);
    }

    private static void requireArea(double auc, String name) {
        if (!(auc > 0.5 && auc < 1)) {
            throw new IllegalArgumentException(name + " must lie in (0.5, 1), got " + auc);
        }
    }

    private static void requireCorrelation(double r, String name) {
        if (!(r > -1 && r < 1)) {
            throw new IllegalArgumentException(name + " must lie in (-1, 1), got " + r);
        }
    }

    /** Covariance of two binormal areas with equal spread, for one diseased subject. */
    private static double covariance(double a1, double a2, double ra, double rn, double kappa) {
        double f1 = Math.exp(-a1 * a1 / 4) / Math.sqrt(4 * Math.PI);
        double f2 = Math.exp(-a2 * a2 / 4) / Math.sqrt(4 * Math.PI);
        double g1 = -f1 * a1 / 2;
        double g2 = -f2 * a2 / 2;
        return f1 * f2 * (ra + rn / kappa + ra * ra * a1 * a2 / 2)
                + g1 * g2 * (rn * rn + kappa * ra * ra) / (2 * kappa)
                + f1 * g2 * ra * ra * a1 / 2
                + f2 * g1 * ra * ra * a2 / 2;
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
        double root = criticalZ * Math.sqrt(nullVariance) + zBeta * Math.sqrt(alternativeVariance);
        return root * root / (delta * delta);
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
        return Gaussian.below(
                (Math.sqrt(diseased) * delta - criticalZ * Math.sqrt(nullVariance)) / Math.sqrt(alternativeVariance));
    }
}
