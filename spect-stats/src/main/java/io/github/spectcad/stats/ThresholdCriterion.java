package io.github.spectcad.stats;

import java.math.BigDecimal;

/**
 * What makes a threshold the best one. Used with {@link RocCurve#optimalPoints}.
 *
 * <p>Whether two thresholds are equally good is decided in exact arithmetic, so no co-optimal threshold is lost to rounding.
 *
 * @since 0.1.0
 */
public final class ThresholdCriterion {

    private enum Kind {
        WEIGHTED_SUM,
        DISTANCE
    }

    private static final ThresholdCriterion YOUDEN =
            new ThresholdCriterion(Kind.WEIGHTED_SUM, BigDecimal.ONE, BigDecimal.ONE);
    private static final ThresholdCriterion TOP_LEFT =
            new ThresholdCriterion(Kind.DISTANCE, BigDecimal.ONE, BigDecimal.ONE);

    private final Kind kind;
    private final BigDecimal sensitivityWeight;
    private final BigDecimal specificityWeight;

    private ThresholdCriterion(Kind kind, BigDecimal sensitivityWeight, BigDecimal specificityWeight) {
        this.kind = kind;
        this.sensitivityWeight = sensitivityWeight;
        this.specificityWeight = specificityWeight;
    }

    /**
     * The largest sensitivity + specificity.
     *
     * <p>Reference: Youden (1950), Cancer 3, 32-35,
     * <a href="https://doi.org/10.1002/1097-0142(1950)3:1%3C32::AID-CNCR2820030106%3E3.0.CO;2-3">doi:10.1002/1097-0142(1950)3:1&lt;32::AID-CNCR2820030106&gt;3.0.CO;2-3</a>.
     *
     * @return the criterion
     */
    public static ThresholdCriterion youden() {
        return YOUDEN;
    }

    /**
     * The smallest distance to the perfect point: (1 - sensitivity)^2 + (1 - specificity)^2.
     *
     * @return the criterion
     */
    public static ThresholdCriterion closestToTopLeft() {
        return TOP_LEFT;
    }

    /**
     * The largest sensitivity + r specificity with r = (1 - prevalence) / (cost prevalence).
     *
     * <p>Reference: Perkins and Schisterman (2006), American Journal of Epidemiology 163, 670-675,
     * <a href="https://doi.org/10.1093/aje/kwj063">doi:10.1093/aje/kwj063</a>.
     *
     * @param cost cost of a false negative relative to a false positive, positive
     * @param prevalence share of diseased subjects where the threshold is to be used, in (0, 1)
     * @return the criterion
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static ThresholdCriterion costWeighted(double cost, double prevalence) {
        Arguments.requirePositive(cost, "cost");
        Arguments.requireOpenProportion(prevalence, "prevalence");
        BigDecimal p = BigDecimal.valueOf(prevalence);
        return new ThresholdCriterion(
                Kind.WEIGHTED_SUM, BigDecimal.valueOf(cost).multiply(p), BigDecimal.ONE.subtract(p));
    }

    /** The value to be maximised, in double precision; proportional to {@link #exactValue}. */
    double value(long tp, long tn, long m, long n) {
        if (kind == Kind.WEIGHTED_SUM) {
            return sensitivityWeight.doubleValue() * ((double) tp * n)
                    + specificityWeight.doubleValue() * ((double) tn * m);
        }
        double missed = (double) (m - tp) * n;
        double falseAlarms = (double) (n - tn) * m;
        return -(missed * missed + falseAlarms * falseAlarms);
    }

    /** The value to be maximised, without rounding. */
    BigDecimal exactValue(long tp, long tn, long m, long n) {
        if (kind == Kind.WEIGHTED_SUM) {
            return sensitivityWeight.multiply(product(tp, n)).add(specificityWeight.multiply(product(tn, m)));
        }
        BigDecimal missed = product(m - tp, n);
        BigDecimal falseAlarms = product(n - tn, m);
        return missed.multiply(missed).add(falseAlarms.multiply(falseAlarms)).negate();
    }

    private static BigDecimal product(long a, long b) {
        return BigDecimal.valueOf(a).multiply(BigDecimal.valueOf(b));
    }
}
