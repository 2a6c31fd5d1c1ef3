package io.github.spectcad.stats;

import java.util.Objects;

/**
 * Two proportions of the same subjects, such as the sensitivities of two readers on the diseased patients: the four counts with
 * the difference first minus second, its intervals and tests.
 *
 * @param both subjects with success of both
 * @param firstOnly subjects with success of the first alone
 * @param secondOnly subjects with success of the second alone
 * @param neither subjects with success of neither
 * @since 0.1.0
 */
public record PairedProportions(long both, long firstOnly, long secondOnly, long neither) {

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if a count is negative or all are 0
     */
    public PairedProportions {
        Arguments.requireCount(both, "successes of both");
        Arguments.requireCount(firstOnly, "successes of the first alone");
        Arguments.requireCount(secondOnly, "successes of the second alone");
        Arguments.requireCount(neither, "successes of neither");
        if ((double) both + firstOnly + secondOnly + neither == 0) {
            throw new IllegalArgumentException("there are no subjects: all counts are 0");
        }
    }

    /**
     * Counts outcomes.
     *
     * @param first 1 for success, 0 for failure of the first method, one for each subject
     * @param second the same of the second method
     * @return the counts
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if the lengths differ, there are no subjects or an outcome is neither 0 nor 1
     */
    public static PairedProportions of(int[] first, int[] second) {
        ConfusionMatrix table = ConfusionMatrix.of(
                requireOutcomes(first, "first"), requireOutcomes(second, "second")); // rows first, columns second
        return new PairedProportions(
                table.truePositives(), table.falseNegatives(), table.falsePositives(), table.trueNegatives());
    }

    private static int[] requireOutcomes(int[] outcomes, String name) {
        Objects.requireNonNull(outcomes, name);
        for (int i = 0; i < outcomes.length; i++) {
            if ((outcomes[i] & ~1) != 0) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] must be 0 (failure) or 1 (success), got " + outcomes[i]);
            }
        }
        return outcomes;
    }

    private double total() {
        return (double) both + firstOnly + secondOnly + neither;
    }

    /** {@return the share of successes of the first method} */
    public double first() {
        return ((double) both + firstOnly) / total();
    }

    /** {@return the share of successes of the second method} */
    public double second() {
        return ((double) both + secondOnly) / total();
    }

    /** {@return first minus second share} */
    public double difference() {
        return ((double) firstOnly - secondOnly) / total();
    }

    /** {@return McNemar's test that the shares are equal} */
    public McNemarTest.Result mcNemar() {
        return McNemarTest.withDefaults().test(firstOnly, secondOnly);
    }

    /**
     * Newcombe's interval of the difference: Wilson's limits of both shares, combined with their correlation (corrected for
     * continuity, as his method 10).
     *
     * <p>Reference: Newcombe (1998), Statistics in Medicine 17, 2635-2650,
     * <a href="https://doi.org/10.1002/(SICI)1097-0258(19981130)17:22%3C2635::AID-SIM954%3E3.0.CO;2-C">doi:10.1002/(SICI)1097-0258(19981130)17:22&lt;2635::AID-SIM954&gt;3.0.CO;2-C</a>.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval within [-1, 1]
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval newcombeInterval(double level) {
        Arguments.requireLevel(level);
        double n = total();
        ConfidenceInterval p = ProportionInterval.WILSON.compute((double) both + firstOnly, n, level);
        ConfidenceInterval q = ProportionInterval.WILSON.compute((double) both + secondOnly, n, level);
        double phi = correlation();
        double d = difference();
        double below = hypotenuse(first() - p.lower(), q.upper() - second(), phi);
        double above = hypotenuse(p.upper() - first(), second() - q.lower(), phi);
        return new ConfidenceInterval(Math.max(-1, d - below), Math.min(1, d + above), level);
    }

    private static double hypotenuse(double x, double y, double correlation) {
        return Math.sqrt(Math.max(0, x * x - 2 * correlation * x * y + y * y));
    }

    private double correlation() {
        double a = both;
        double b = firstOnly;
        double c = secondOnly;
        double e = neither;
        double margins = (a + b) * (c + e) * (a + c) * (b + e);
        if (margins == 0) {
            return 0;
        }
        double product = a * e - b * c;
        double corrected = product > 0 ? Math.max(0, product - total() / 2) : product;
        return corrected / Math.sqrt(margins);
    }

    /**
     * Tango's score statistic that the difference has a value; at 0 it is the square root of McNemar's chi-square.
     *
     * <p>Reference: Tango (1998), Statistics in Medicine 17, 891-908,
     * <a href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C891::AID-SIM780%3E3.0.CO;2-B">doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;891::AID-SIM780&gt;3.0.CO;2-B</a>.
     *
     * @param value difference of the hypothesis, in (-1, 1)
     * @return z, standard normal under the hypothesis; 0 if the numerator is 0
     * @throws IllegalArgumentException if the value is outside (-1, 1)
     */
    public double tangoStatistic(double value) {
        if (!(value > -1 && value < 1)) {
            throw new IllegalArgumentException("difference must lie in (-1, 1), got " + value);
        }
        double n = total();
        double b = firstOnly;
        double c = secondOnly;
        double numerator = b - c - n * value;
        if (numerator == 0) {
            return 0;
        }
        return numerator / Math.sqrt(scoreVariance(n, b, c, value));
    }

    /** The variance of the net count of n subjects, of which b and c are discordant, given the difference. */
    static double scoreVariance(double n, double b, double c, double value) {
        // the share of "second alone" with the largest likelihood given the difference
        double linear = -b - c + (2 * n - b + c) * value;
        double root = Math.sqrt(Math.max(0, linear * linear + 8 * n * c * value * (1 - value)));
        double share = linear > 0 // written without cancellation
                ? 2 * c * value * (1 - value) / (linear + root)
                : (root - linear) / (4 * n);
        return Math.max(0, n * (2 * share + value * (1 - value)));
    }

    /**
     * Tango's score interval of the difference: the values that {@link #tangoStatistic} does not reject.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval within [-1, 1]
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval tangoInterval(double level) {
        double z = Gaussian.twoSidedQuantile(Arguments.requireLevel(level));
        return new ConfidenceInterval(tangoLimit(-1, z), tangoLimit(1, z), level);
    }

    private double tangoLimit(double end, double z) {
        double inside = difference();
        double outside = end;
        for (int i = 0; i < 60 && inside != end; i++) {
            double middle = (inside + outside) / 2;
            if (Math.abs(middle) < 1 && Math.abs(tangoStatistic(middle)) <= z) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    /**
     * The test that the first share is not worse than the second by more than a margin, by Tango's score.
     *
     * @param margin largest acceptable loss, in (0, 1)
     * @return statistic and one-sided p-value of the hypothesis difference = -margin against a larger one
     * @throws IllegalArgumentException if the margin is outside (0, 1)
     */
    public MarginTest.Result nonInferiority(double margin) {
        double z = tangoStatistic(-Arguments.requireOpenProportion(margin, "margin"));
        return new MarginTest.Result(margin, z, Gaussian.above(z));
    }

    /**
     * The test that the shares differ by less than a margin: both one-sided score tests.
     *
     * @param margin largest acceptable difference, in (0, 1)
     * @return the weaker of both statistics, with its one-sided p-value
     * @throws IllegalArgumentException if the margin is outside (0, 1)
     */
    public MarginTest.Result equivalence(double margin) {
        Arguments.requireOpenProportion(margin, "margin");
        double z = Math.min(tangoStatistic(-margin), -tangoStatistic(margin));
        return new MarginTest.Result(margin, z, Gaussian.above(z));
    }
}
