package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Intraclass correlations of n subjects measured by the same number k of raters, by analysis of variance, with the F test that
 * the correlation is zero and confidence intervals.
 *
 * <p>If all measurements are equal, everything is NaN. A value may be negative if the raters agree less than chance.
 *
 * <p>References: Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428,
 * <a href="https://doi.org/10.1037/0033-2909.86.2.420">doi:10.1037/0033-2909.86.2.420</a>; McGraw and Wong (1996), Psychological
 * Methods 1, 30-46, <a href="https://doi.org/10.1037/1082-989X.1.1.30">doi:10.1037/1082-989X.1.1.30</a>. Instances are
 * immutable.
 *
 * @since 0.1.0
 */
public final class IntraclassCorrelation {

    /** Below this many degrees of freedom the quantiles are at their limits. */
    private static final double LEAST_DF = 1e-3;

    private final double n;
    private final double k;
    private final double betweenSubjects;
    private final double withinSubjects;
    private final double betweenRaters;
    private final double residual;

    private IntraclassCorrelation(
            double n, double k, double betweenSubjects, double withinSubjects, double betweenRaters, double residual) {
        this.n = n;
        this.k = k;
        this.betweenSubjects = betweenSubjects;
        this.withinSubjects = withinSubjects;
        this.betweenRaters = betweenRaters;
        this.residual = residual;
    }

    /** Which correlation, in the notation of Shrout and Fleiss. */
    public enum Form {
        /** ICC(1,1): each subject has raters of its own; reliability of one rating. */
        ONE_WAY_SINGLE,
        /** ICC(2,1): the raters are a sample of raters; absolute agreement of one rating. */
        AGREEMENT_SINGLE,
        /** ICC(3,1): these raters only; consistency of one rating. */
        CONSISTENCY_SINGLE,
        /** ICC(1,k): as ICC(1,1) for the mean of the k ratings. */
        ONE_WAY_AVERAGE,
        /** ICC(2,k): as ICC(2,1) for the mean of the k ratings. */
        AGREEMENT_AVERAGE,
        /** ICC(3,k): as ICC(3,1) for the mean of the k ratings. */
        CONSISTENCY_AVERAGE
    }

    /**
     * Analyses ratings.
     *
     * @param ratings one row for each subject (at least 2), one finite rating for each rater (at least 2)
     * @return the analysis
     * @throws NullPointerException if the array or a row is null
     * @throws IllegalArgumentException if there are too few subjects or raters, rows differ in length or a value is not finite
     */
    public static IntraclassCorrelation of(double[][] ratings) {
        Objects.requireNonNull(ratings, "ratings");
        int n = Arguments.requireAtLeast(2, ratings.length, "number of subjects");
        int k = Arguments.requireAtLeast(
                2, Objects.requireNonNull(ratings[0], "ratings[0]").length, "number of raters");
        double mean = 0;
        for (int i = 0; i < n; i++) {
            Arguments.requireFinite(ratings[i], "ratings[" + i + "]");
            Arguments.requireSameLength(ratings[i].length, "ratings[" + i + "]", k, "ratings[0]");
            for (double rating : ratings[i]) {
                mean += rating / ((double) n * k);
            }
        }
        double[] raterMeans = new double[k];
        double[] subjectMeans = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < k; j++) {
                raterMeans[j] += (ratings[i][j] - mean) / n;
                subjectMeans[i] += (ratings[i][j] - mean) / k;
            }
        }
        double subjects = 0;
        double raters = 0;
        double residual = 0;
        for (int i = 0; i < n; i++) {
            subjects += k * subjectMeans[i] * subjectMeans[i];
            for (int j = 0; j < k; j++) {
                double error = ratings[i][j] - mean - subjectMeans[i] - raterMeans[j];
                residual += error * error;
            }
        }
        for (double raterMean : raterMeans) {
            raters += n * raterMean * raterMean;
        }
        if (Arrays.stream(ratings).allMatch(IntraclassCorrelation::constant)) {
            raters = 0; // no rounding error where raters agree perfectly
            residual = 0;
            double first = ratings[0][0];
            subjects = Arrays.stream(ratings).allMatch(row -> row[0] == first) ? 0 : subjects;
        }
        return new IntraclassCorrelation(
                n,
                k,
                subjects / (n - 1),
                (raters + residual) / (n * (k - 1.0)),
                raters / (k - 1),
                residual / ((n - 1) * (k - 1.0)));
    }

    private static boolean constant(double[] row) {
        return Arrays.stream(row).allMatch(rating -> rating == row[0]);
    }

    /**
     * The correlation.
     *
     * @param form which one
     * @return at most 1; NaN if all ratings are equal; -Infinity for {@link Form#AGREEMENT_AVERAGE} where the correlation of single
     *     ratings is -1 / (k - 1) or less, and no average can be formed
     * @throws NullPointerException if the form is null
     */
    public double value(Form form) {
        double b = betweenSubjects;
        double raters = (betweenRaters - residual) / n;
        return switch (form) {
            case ONE_WAY_SINGLE -> (b - withinSubjects) / (b + (k - 1) * withinSubjects);
            case AGREEMENT_SINGLE -> (b - residual) / (b + (k - 1) * residual + k * raters);
            case CONSISTENCY_SINGLE -> (b - residual) / (b + (k - 1) * residual);
            case ONE_WAY_AVERAGE -> (b - withinSubjects) / b;
            case AGREEMENT_AVERAGE -> average(value(Form.AGREEMENT_SINGLE));
            case CONSISTENCY_AVERAGE -> (b - residual) / b;
        };
    }

    /**
     * The p-value of the F test that the correlation is zero, against a positive one.
     *
     * @param form which correlation
     * @return p-value; NaN if all ratings are equal
     * @throws NullPointerException if the form is null
     */
    public double pValue(Form form) {
        double f = betweenSubjects / error(form);
        if (Double.isNaN(f)) {
            return Double.NaN;
        }
        return FDistribution.of(n - 1, errorDf(form)).survivalProbability(f);
    }

    private double error(Form form) {
        return oneWay(form) ? withinSubjects : residual;
    }

    private double errorDf(Form form) {
        return oneWay(form) ? n * (k - 1) : (n - 1) * (k - 1);
    }

    private static boolean oneWay(Form form) {
        return form == Form.ONE_WAY_SINGLE || form == Form.ONE_WAY_AVERAGE;
    }

    /**
     * A confidence interval for the correlation.
     *
     * @param form which correlation
     * @param level confidence level, in (0, 1)
     * @return the interval; NaN limits if all ratings are equal; [1, 1] for perfect agreement; a limit of an average is -Infinity
     *     where that of single ratings is -1 / (k - 1) or less
     * @throws NullPointerException if the form is null
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval interval(Form form, double level) {
        Arguments.requireLevel(level);
        if (Double.isNaN(value(form))) {
            return new ConfidenceInterval(Double.NaN, Double.NaN, level);
        }
        double tail = (1 - level) / 2;
        if (form == Form.AGREEMENT_SINGLE || form == Form.AGREEMENT_AVERAGE) {
            return agreement(form, level, tail);
        }
        double low = error(form) * quantile(tail, n - 1, errorDf(form));
        double high = error(form) / quantile(tail, errorDf(form), n - 1);
        double b = betweenSubjects;
        return form == Form.ONE_WAY_SINGLE || form == Form.CONSISTENCY_SINGLE
                ? ordered((b - low) / (b + (k - 1) * low), (b - high) / (b + (k - 1) * high), level)
                : ordered((b - low) / b, (b - high) / b, level);
    }

    private ConfidenceInterval agreement(Form form, double level, double tail) {
        double icc = value(Form.AGREEMENT_SINGLE);
        // Satterthwaite's degrees of freedom, multiplied through by the residual, which may be 0
        double raters = k * icc * betweenRaters;
        double rest = (n * (1 + (k - 1) * icc) - k * icc) * residual;
        double v = (k - 1) * (n - 1) * (raters + rest) * (raters + rest) / ((n - 1) * raters * raters + rest * rest);
        v = Double.isNaN(v)
                ? 1
                : Math.max(v, LEAST_DF); // NaN for perfect agreement or none, whose limits do not depend on it
        double other = k * betweenRaters + (k * n - k - n) * residual;
        double low = betweenSubjects / quantile(tail, n - 1, v);
        double high = betweenSubjects * quantile(tail, v, n - 1);
        double lower = n * (low - residual) / (other + n * low);
        double upper = n * (high - residual) / (other + n * high);
        return form == Form.AGREEMENT_SINGLE
                ? ordered(lower, upper, level)
                : ordered(average(lower), average(upper), level);
    }

    /** Limits that are equal but for rounding. */
    private static ConfidenceInterval ordered(double lower, double upper, double level) {
        return new ConfidenceInterval(lower, Math.max(lower, upper), level);
    }

    /** The correlation of means of k ratings from that of single ones: Spearman and Brown's step with its pole at the left. */
    private double average(double single) {
        double denominator = 1 + single * (k - 1);
        return !(denominator <= 0) ? single * k / denominator : Double.NEGATIVE_INFINITY;
    }

    private static double quantile(double tail, double df1, double df2) {
        return FDistribution.of(df1, df2).inverseSurvivalProbability(tail);
    }
}
