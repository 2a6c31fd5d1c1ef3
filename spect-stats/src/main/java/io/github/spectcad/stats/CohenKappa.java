package io.github.spectcad.stats;

import java.util.Objects;

/**
 * Cohen's kappa, plain or weighted: the agreement of two raters on ordered or unordered categories beyond chance.
 *
 * <p>kappa = (po - pe) / (1 - pe) with observed and expected weighted agreement. The standard error is the large-sample one for
 * kappa itself, the test of kappa = 0 uses the one under that hypothesis. If both raters always use the same single category,
 * pe is 1 and everything is NaN.
 *
 * <p>References: Cohen (1968), Psychological Bulletin 70, 213-220,
 * <a href="https://doi.org/10.1037/h0026256">doi:10.1037/h0026256</a>; Fleiss, Cohen and Everitt (1969), Psychological Bulletin
 * 72, 323-327, <a href="https://doi.org/10.1037/h0028106">doi:10.1037/h0028106</a>. Instances are immutable.
 *
 * @since 0.1.0
 */
public final class CohenKappa {

    private static final CohenKappa DEFAULT = new CohenKappa(Weights.NONE, 0.95);

    private final Weights weights;
    private final double confidence;

    private CohenKappa(Weights weights, double confidence) {
        this.weights = weights;
        this.confidence = confidence;
    }

    /** How much agreement two different categories count. */
    public enum Weights {
        /** None: categories agree or not. */
        NONE,
        /** 1 - |i - j| / (categories - 1). */
        LINEAR,
        /** 1 - (i - j)^2 / (categories - 1)^2; kappa is then close to an intraclass correlation. */
        QUADRATIC
    }

    /**
     * Kappa of one table.
     *
     * @param kappa kappa, at most 1
     * @param standardError large-sample standard error of kappa
     * @param interval Wald interval, not cut at -1 and 1
     * @param observedAgreement weighted observed agreement
     * @param expectedAgreement weighted agreement expected by chance
     * @param statistic z for the hypothesis kappa = 0
     * @param pValue two-sided p-value of that hypothesis
     */
    public record Result(
            double kappa,
            double standardError,
            ConfidenceInterval interval,
            double observedAgreement,
            double expectedAgreement,
            double statistic,
            double pValue)
            implements SignificanceResult {}

    /**
     * Unweighted kappa with a 95 % interval.
     *
     * @return the measure
     */
    public static CohenKappa withDefaults() {
        return DEFAULT;
    }

    /**
     * The same with other weights.
     *
     * @param weights the weights
     * @return a measure
     * @throws NullPointerException if the weights are null
     */
    public CohenKappa with(Weights weights) {
        return new CohenKappa(Objects.requireNonNull(weights, "weights"), confidence);
    }

    /**
     * The same with another confidence level.
     *
     * @param level confidence level, in (0, 1)
     * @return a measure
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public CohenKappa withConfidence(double level) {
        return new CohenKappa(weights, Arguments.requireLevel(level));
    }

    /**
     * Kappa of two raters.
     *
     * @param first category of each subject by the first rater, 0 to categories - 1
     * @param second category of each subject by the second rater
     * @param categories number of categories, at least 2
     * @return kappa
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are no subjects, lengths differ or a category is outside the range
     */
    public Result of(int[] first, int[] second, int categories) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Arguments.requireAtLeast(2, categories, "number of categories");
        Arguments.requireSameLength(first.length, "first", second.length, "second");
        long[][] table = new long[categories][categories];
        for (int i = 0; i < first.length; i++) {
            table[category(first[i], categories, "first", i)][category(second[i], categories, "second", i)]++;
        }
        return of(table);
    }

    private static int category(int value, int categories, String name, int i) {
        if (value < 0 || value >= categories) {
            throw new IllegalArgumentException(
                    name + "[" + i + "] must lie in [0, " + (categories - 1) + "], got " + value);
        }
        return value;
    }

    /**
     * Kappa of a table of counts.
     *
     * @param table square: the count of subjects with a category (row) by the first and one (column) by the second rater
     * @return kappa
     * @throws NullPointerException if the table or a row is null
     * @throws IllegalArgumentException if the table is not square with at least 2 rows, a count is negative or all are 0
     */
    public Result of(long[][] table) {
        Objects.requireNonNull(table, "table");
        int k = Arguments.requireAtLeast(2, table.length, "number of categories");
        double n = total(table);
        double[] rows = new double[k];
        double[] columns = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                rows[i] += table[i][j] / n;
                columns[j] += table[i][j] / n;
            }
        }
        double[] rowWeights = new double[k]; // mean weight of row category i over the columns' distribution
        double[] columnWeights = new double[k];
        double observed = 0;
        double expected = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double w = weight(i, j, k);
                rowWeights[i] += w * columns[j];
                columnWeights[j] += w * rows[i];
                observed += w * table[i][j] / n;
                expected += w * rows[i] * columns[j];
            }
        }
        double kappa = (observed - expected) / (1 - expected);
        double spread = 0;
        double nullSpread = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double w = weight(i, j, k);
                double mean = rowWeights[i] + columnWeights[j];
                double term = w - mean * (1 - kappa);
                spread += table[i][j] / n * term * term;
                nullSpread += rows[i] * columns[j] * (w - mean) * (w - mean);
            }
        }
        double shift = kappa - expected * (1 - kappa);
        double se = Math.sqrt(Math.max(0, spread - shift * shift) / n) / (1 - expected);
        double nullSe = Math.sqrt(Math.max(0, nullSpread - expected * expected) / n) / (1 - expected);
        if (!(expected < 1)) {
            kappa = Double.NaN;
            se = Double.NaN;
            nullSe = Double.NaN;
        }
        double half = Gaussian.twoSidedQuantile(confidence) * se;
        double z = kappa / nullSe;
        return new Result(
                kappa,
                se,
                new ConfidenceInterval(kappa - half, kappa + half, confidence),
                observed,
                expected,
                z,
                Gaussian.pValue(z, Alternative.TWO_SIDED));
    }

    private static double total(long[][] table) {
        double total = 0;
        for (int i = 0; i < table.length; i++) {
            Arguments.requireSameLength(
                    Objects.requireNonNull(table[i], "table[" + i + "]").length,
                    "table[" + i + "]",
                    table.length,
                    "table");
            for (long count : table[i]) {
                total += Arguments.requireCount(count, "count in table[" + i + "]");
            }
        }
        if (total == 0) {
            throw new IllegalArgumentException("the table has no subjects: all counts are 0");
        }
        return total;
    }

    private double weight(int i, int j, int k) {
        double distance = (i - j) / (k - 1.0);
        return switch (weights) {
            case NONE -> i == j ? 1 : 0;
            case LINEAR -> 1 - Math.abs(distance);
            case QUADRATIC -> 1 - distance * distance;
        };
    }
}
