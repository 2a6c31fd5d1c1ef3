package io.github.spectcad.stats;

import java.util.Objects;

/**
 * Sample size and power for proportions such as sensitivity (count the diseased subjects) and specificity (count the healthy ones).
 * Numbers are not rounded.
 *
 * <p>A new design is two-sided at level 0.05. Instances are immutable.
 *
 * @since 0.1.0
 */
public final class ProportionSampleSize {

    private final double difference;
    private final double nullDeviation;
    private final double alternativeDeviation;
    private final double level;
    private final Alternative alternative;

    private ProportionSampleSize(
            double difference,
            double nullDeviation,
            double alternativeDeviation,
            double level,
            Alternative alternative) {
        this.difference = difference;
        this.nullDeviation = nullDeviation;
        this.alternativeDeviation = alternativeDeviation;
        this.level = level;
        this.alternative = alternative;
    }

    private static ProportionSampleSize design(double difference, double nullVariance, double alternativeVariance) {
        if (difference == 0) {
            throw new IllegalArgumentException("the proportions must differ to be told apart");
        }
        return new ProportionSampleSize(
                difference, Math.sqrt(nullVariance), Math.sqrt(alternativeVariance), 0.05, Alternative.TWO_SIDED);
    }

    /**
     * The score test that a proportion has a value.
     *
     * @param proportion expected proportion, in (0, 1)
     * @param value proportion of the hypothesis, in (0, 1), another one
     * @return the design
     * @throws IllegalArgumentException if an argument is outside its range or the proportions are equal
     */
    public static ProportionSampleSize against(double proportion, double value) {
        Arguments.requireOpenProportion(proportion, "proportion");
        Arguments.requireOpenProportion(value, "value of the hypothesis");
        return design(proportion - value, value * (1 - value), proportion * (1 - proportion));
    }

    /**
     * McNemar's test of two proportions of the same subjects, from the shares of discordant subjects.
     *
     * <p>Reference: Connor (1987), Biometrics 43, 207-211, <a href="https://doi.org/10.2307/2531961">doi:10.2307/2531961</a>.
     *
     * @param firstOnly expected share of subjects with success of the first alone, in [0, 1]
     * @param secondOnly expected share with success of the second alone, in [0, 1], another one, sum at most 1
     * @return the design
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static ProportionSampleSize paired(double firstOnly, double secondOnly) {
        Arguments.requireProportion(firstOnly, "share of the first alone");
        Arguments.requireProportion(secondOnly, "share of the second alone");
        double discordant = Arguments.requireProportion(firstOnly + secondOnly, "share of discordant subjects");
        double difference = firstOnly - secondOnly;
        return design(difference, discordant, discordant - difference * difference);
    }

    /**
     * The test that the first of two proportions of the same subjects is not smaller than the second by more than a margin
     * ({@link PairedProportions#nonInferiority}, Tango's score). One-sided at level 0.05 unless another is chosen.
     *
     * <p>Reference: Nam (1997), Biometrics 53, 1422-1430, <a href="https://doi.org/10.2307/2533508">doi:10.2307/2533508</a>.
     *
     * @param firstOnly expected share of subjects with success of the first alone, in [0, 1]
     * @param secondOnly expected share with success of the second alone, in [0, 1], sum at most 1
     * @param margin largest acceptable loss, in (0, 1), larger than the expected one
     * @return the design
     * @throws IllegalArgumentException if an argument is outside its range or the expected loss reaches the margin
     */
    public static ProportionSampleSize nonInferiority(double firstOnly, double secondOnly, double margin) {
        Arguments.requireProportion(firstOnly, "share of the first alone");
        Arguments.requireProportion(secondOnly, "share of the second alone");
        double discordant = Arguments.requireProportion(firstOnly + secondOnly, "share of discordant subjects");
        Arguments.requireOpenProportion(margin, "margin");
        double difference = firstOnly - secondOnly;
        return design(
                        MarginTest.expectedDistance(difference, margin),
                        PairedProportions.scoreVariance(1, firstOnly, secondOnly, -margin),
                        discordant - difference * difference)
                .with(Alternative.GREATER);
    }

    /**
     * The same design with another level of significance.
     *
     * @param alpha level of significance, in (0, 1)
     * @return a design
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ProportionSampleSize withSignificance(double alpha) {
        Arguments.requireOpenProportion(alpha, "level of significance");
        return new ProportionSampleSize(difference, nullDeviation, alternativeDeviation, alpha, alternative);
    }

    /**
     * The same design with another alternative. A one-sided one is taken in the direction of the expected difference.
     *
     * @param tested the alternative
     * @return a design
     * @throws NullPointerException if the alternative is null
     */
    public ProportionSampleSize with(Alternative tested) {
        Objects.requireNonNull(tested, "alternative");
        return new ProportionSampleSize(difference, nullDeviation, alternativeDeviation, level, tested);
    }

    /**
     * The number of subjects that gives a power, not rounded.
     *
     * @param power probability to find the difference, in (0, 1)
     * @return number of subjects
     * @throws IllegalArgumentException if the power is outside (0, 1)
     */
    public double subjects(double power) {
        double zBeta = Gaussian.quantile(Arguments.requireOpenProportion(power, "power"));
        double root = criticalZ() * nullDeviation + zBeta * alternativeDeviation;
        return root <= 0 ? 0 : root * root / (difference * difference);
    }

    /**
     * The power of a number of subjects.
     *
     * @param subjects number of subjects, positive
     * @return probability to find the difference
     * @throws IllegalArgumentException if the number is not positive
     */
    public double power(double subjects) {
        Arguments.requirePositive(subjects, "number of subjects");
        double shift = Math.sqrt(subjects) * Math.abs(difference) - criticalZ() * nullDeviation;
        return alternativeDeviation == 0 ? (shift >= 0 ? 1 : 0) : Gaussian.below(shift / alternativeDeviation);
    }

    private double criticalZ() {
        return Gaussian.upperQuantile(alternative == Alternative.TWO_SIDED ? level / 2 : level);
    }

    /**
     * The number of subjects with which Wilson's interval has a width.
     *
     * @param proportion expected proportion, in [0, 1]
     * @param width width of the interval, from limit to limit, in (0, 1)
     * @param confidence confidence level, in (0, 1)
     * @return number of subjects
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double subjectsForWidth(double proportion, double width, double confidence) {
        double p = Arguments.requireProportion(proportion, "proportion");
        double w2 = Arguments.requireOpenProportion(width, "width") * width;
        double z = Gaussian.twoSidedQuantile(Arguments.requireLevel(confidence));
        // width^2 (n + z^2)^2 = 4 z^2 (n p q + z^2 / 4), solved for n
        double z2 = z * z;
        double b = w2 - 2 * p * (1 - p);
        double c = z2 * (w2 - 1);
        return Math.max(0, z2 * (-b + Math.sqrt(Math.max(0, b * b - w2 * c / z2))) / w2);
    }

    /**
     * How many times more observations clustered data need, for clusters of equal size: 1 + (size - 1) correlation.
     *
     * @param size observations in each cluster, at least 1
     * @param correlation correlation of two outcomes of one cluster, in [-1, 1]
     * @return the design effect
     * @throws IllegalArgumentException if an argument is outside its range or the correlation is impossible for the size
     */
    public static double designEffect(int size, double correlation) {
        Arguments.requireAtLeast(1, size, "cluster size");
        if (!(Math.abs(correlation) <= 1)) {
            throw new IllegalArgumentException("correlation must lie in [-1, 1], got " + correlation);
        }
        double effect = 1 + (size - 1) * correlation;
        if (effect < 0) {
            throw new IllegalArgumentException("correlation must be at least " + -1.0 / (size - 1) + " for clusters of "
                    + size + ", got " + correlation);
        }
        return effect;
    }
}
