package io.github.spectcad.stats;

import java.util.Objects;

/**
 * Sample sizes for proportions such as sensitivity (count the diseased subjects) and specificity (count the healthy ones). Numbers
 * are not rounded.
 *
 * @since 0.1.0
 */
public final class ProportionSampleSize {

    private ProportionSampleSize() {}

    /**
     * The number of subjects with which Wilson's interval has a width.
     *
     * @param proportion expected proportion, in [0, 1]
     * @param width width of the interval, from limit to limit, in (0, 1)
     * @param confidence confidence level, in (0, 1)
     * @return number of subjects
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double forWidth(double proportion, double width, double confidence) {
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
     * The number of subjects of the score test that a proportion has a value.
     *
     * @param proportion expected proportion, in (0, 1)
     * @param value proportion of the hypothesis, in (0, 1), another one
     * @param significance level of significance, in (0, 1)
     * @param power probability to find the difference, in (0, 1)
     * @param alternative two-sided or one-sided (in the direction of the expected difference)
     * @return number of subjects
     * @throws NullPointerException if the alternative is null
     * @throws IllegalArgumentException if an argument is outside its range or the proportions are equal
     */
    public static double against(
            double proportion, double value, double significance, double power, Alternative alternative) {
        Objects.requireNonNull(alternative, "alternative");
        Arguments.requireOpenProportion(proportion, "proportion");
        Arguments.requireOpenProportion(value, "value of the hypothesis");
        requireDifference(proportion - value);
        double root = criticalZ(significance, alternative) * Math.sqrt(value * (1 - value))
                + zOfPower(power) * Math.sqrt(proportion * (1 - proportion));
        return squareOver(root, proportion - value);
    }

    /**
     * The number of pairs of McNemar's test, from the shares of discordant subjects.
     *
     * <p>Reference: Connor (1987), Biometrics 43, 207-211, <a href="https://doi.org/10.2307/2531961">doi:10.2307/2531961</a>.
     *
     * @param firstOnly expected share of subjects with success of the first alone, in [0, 1]
     * @param secondOnly expected share with success of the second alone, in [0, 1], another one, sum at most 1
     * @param significance two-sided level of significance, in (0, 1)
     * @param power probability to find the difference, in (0, 1)
     * @return number of subjects
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static double paired(double firstOnly, double secondOnly, double significance, double power) {
        Arguments.requireProportion(firstOnly, "share of the first alone");
        Arguments.requireProportion(secondOnly, "share of the second alone");
        double discordant = firstOnly + secondOnly;
        Arguments.requireProportion(discordant, "share of discordant subjects");
        double difference = firstOnly - secondOnly;
        requireDifference(difference);
        double root = criticalZ(significance, Alternative.TWO_SIDED) * Math.sqrt(discordant)
                + zOfPower(power) * Math.sqrt(discordant - difference * difference);
        return squareOver(root, difference);
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

    private static void requireDifference(double difference) {
        if (difference == 0) {
            throw new IllegalArgumentException("the proportions must differ to be told apart");
        }
    }

    private static double criticalZ(double significance, Alternative alternative) {
        Arguments.requireOpenProportion(significance, "level of significance");
        return Gaussian.upperQuantile(alternative == Alternative.TWO_SIDED ? significance / 2 : significance);
    }

    private static double zOfPower(double power) {
        return Gaussian.quantile(Arguments.requireOpenProportion(power, "power"));
    }

    private static double squareOver(double root, double difference) {
        return root <= 0 ? 0 : root * root / (difference * difference);
    }
}
