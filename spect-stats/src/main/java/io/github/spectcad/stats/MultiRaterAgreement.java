package io.github.spectcad.stats;

import java.util.Objects;

/**
 * Agreement of any number of raters on unordered categories beyond chance: Fleiss' kappa and Gwet's AC1.
 *
 * <p>Observed agreement is the mean over subjects (with at least 2 ratings) of the share of agreeing pairs of raters. Chance agreement
 * is sum(share^2) for kappa and sum(share (1 - share)) / (categories - 1) for AC1, with the mean shares of the categories over
 * subjects. Kappa falls far below the agreement where one category is very frequent; AC1 does not. Standard errors are Gwet's for
 * a sample of subjects, intervals take t on n - 1 degrees of freedom.
 *
 * <p>References: Fleiss (1971), Psychological Bulletin 76, 378-382, <a href="https://doi.org/10.1037/h0031619">doi:10.1037/h0031619</a>;
 * Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48,
 * <a href="https://doi.org/10.1348/000711006X126600">doi:10.1348/000711006X126600</a>.
 *
 * @param value the coefficient, at most 1; NaN where chance agreement is 1
 * @param standardError its standard error; NaN for one subject
 * @param observedAgreement share of agreeing pairs of raters
 * @param expectedAgreement share expected by chance
 * @param subjects number of subjects
 * @since 0.1.0
 */
public record MultiRaterAgreement(
        double value, double standardError, double observedAgreement, double expectedAgreement, int subjects) {

    /**
     * Fleiss' kappa; for subjects with different numbers of ratings in Gwet's general form.
     *
     * @param counts one row for each subject: how many raters chose each category; subjects without a rating are left out
     * @return kappa
     * @throws NullPointerException if the table or a row is null
     * @throws IllegalArgumentException if there are fewer than 2 categories, rows differ in length, a count is negative or no subject
     *     has 2 ratings
     */
    public static MultiRaterAgreement fleissKappa(int[][] counts) {
        return of(counts, true);
    }

    /**
     * Gwet's AC1.
     *
     * @param counts one row for each subject: how many raters chose each category; subjects without a rating are left out
     * @return AC1
     * @throws NullPointerException if the table or a row is null
     * @throws IllegalArgumentException if there are fewer than 2 categories, rows differ in length, a count is negative or no subject
     *     has 2 ratings
     */
    public static MultiRaterAgreement ac1(int[][] counts) {
        return of(counts, false);
    }

    private static MultiRaterAgreement of(int[][] counts, boolean fleiss) {
        int[] ratings = ratings(counts);
        int q = counts[0].length;
        double n = 0;
        double paired = 0;
        for (int r : ratings) {
            n += r > 0 ? 1 : 0;
            paired += r > 1 ? 1 : 0;
        }
        double[] shares = new double[q];
        double[] agreement = new double[counts.length];
        double observed = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int k = 0; k < q; k++) {
                double c = counts[i][k];
                shares[k] += ratings[i] > 0 ? c / ratings[i] / n : 0;
                agreement[i] += ratings[i] > 1 ? c * (c - 1) / ratings[i] / (ratings[i] - 1) : 0;
            }
            observed += agreement[i] / paired;
        }
        double expected = 0;
        for (double share : shares) {
            expected += fleiss ? share * share : share * (1 - share) / (q - 1);
        }
        double value = (observed - expected) / (1 - expected);
        double squares = 0;
        for (int i = 0; i < counts.length; i++) {
            if (ratings[i] > 0) {
                double chance = 0; // how much this subject's ratings move the chance agreement
                for (int k = 0; k < q; k++) {
                    double share = (double) counts[i][k] / ratings[i];
                    chance += fleiss ? share * shares[k] : share * (1 - shares[k]) / (q - 1);
                }
                double own = ratings[i] > 1 ? n / paired * (agreement[i] - expected) / (1 - expected) : 0;
                double influence = own - 2 * (1 - value) * (chance - expected) / (1 - expected);
                squares += (influence - value) * (influence - value);
            }
        }
        return new MultiRaterAgreement(
                expected < 1 ? value : Double.NaN,
                n > 1 && expected < 1 ? Math.sqrt(squares / n / (n - 1)) : Double.NaN,
                observed,
                expected,
                (int) n);
    }

    private static int[] ratings(int[][] counts) {
        Objects.requireNonNull(counts, "counts");
        Arguments.requireAtLeast(1, counts.length, "number of subjects");
        int[] ratings = new int[counts.length];
        boolean pair = false;
        for (int i = 0; i < counts.length; i++) {
            Objects.requireNonNull(counts[i], "counts[" + i + "]");
            Arguments.requireAtLeast(2, counts[i].length, "number of categories");
            Arguments.requireSameLength(counts[i].length, "counts[" + i + "]", counts[0].length, "counts[0]");
            for (int count : counts[i]) {
                ratings[i] =
                        Math.addExact(ratings[i], (int) Arguments.requireCount(count, "count in counts[" + i + "]"));
            }
            pair |= ratings[i] > 1;
        }
        if (!pair) {
            throw new IllegalArgumentException("no subject has ratings of 2 raters: agreement needs at least one");
        }
        return ratings;
    }

    /**
     * Counts the categories of ratings.
     *
     * @param ratings one row for each subject, one category for each rater: 0 to categories - 1, or -1 for a missing one
     * @param categories number of categories, at least 2
     * @return the table for {@link #fleissKappa} and {@link #ac1}
     * @throws NullPointerException if the array or a row is null
     * @throws IllegalArgumentException if a category is outside the range
     */
    public static int[][] counts(int[][] ratings, int categories) {
        Objects.requireNonNull(ratings, "ratings");
        Arguments.requireAtLeast(2, categories, "number of categories");
        int[][] counts = new int[ratings.length][categories];
        for (int i = 0; i < ratings.length; i++) {
            Objects.requireNonNull(ratings[i], "ratings[" + i + "]");
            for (int j = 0; j < ratings[i].length; j++) {
                int category = ratings[i][j];
                if (category < -1 || category >= categories) {
                    throw new IllegalArgumentException("ratings[" + i + "][" + j + "] must lie in [0, "
                            + (categories - 1) + "] or be -1 (missing), got " + category);
                }
                if (category >= 0) {
                    counts[i][category]++;
                }
            }
        }
        return counts;
    }

    /**
     * An interval of the coefficient by Student's t.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval, cut at 1; NaN where the standard error is
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval interval(double level) {
        Arguments.requireLevel(level);
        ConfidenceInterval interval = StudentT.interval(value, standardError, subjects - 1, level);
        return new ConfidenceInterval(interval.lower(), Math.min(1, interval.upper()), level);
    }
}
