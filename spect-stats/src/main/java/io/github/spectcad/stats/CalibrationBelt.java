package io.github.spectcad.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The calibration belt: a logistic regression of the label on a polynomial of the logit of the prediction, with a band that holds
 * the whole curve.
 *
 * <p>The degree starts at 1 and rises to at most 4 as long as the likelihood ratio of one more term is significant at 0.05. The
 * band is Scheffe's, fit -+ sqrt(chi-square quantile on degree + 1) standard errors on the logit scale. The test compares the fit
 * with perfect calibration by the likelihood ratio on degree + 1 degrees of freedom; it does not count the choice of the degree, so
 * that with degrees above 1 its p-values are somewhat too small (Nattino, Finazzi and Bertolini 2014 give the exact law).
 *
 * <p>Reference: Finazzi, Poole, Luciani, Cogo and Bertolini (2011), PLoS ONE 6, e16110,
 * <a href="https://doi.org/10.1371/journal.pone.0016110">doi:10.1371/journal.pone.0016110</a>.
 *
 * <p>Cost: some ten passes over the subjects for each degree.
 *
 * @param degree degree of the polynomial, 1 to 4
 * @param statistic likelihood ratio against perfect calibration
 * @param pValue its p-value on degree + 1 degrees of freedom
 * @param points the band
 * @since 0.1.0
 */
public record CalibrationBelt(int degree, double statistic, double pValue, List<Point> points)
        implements SignificanceResult {

    private static final int HIGHEST_DEGREE = 4;

    /** Copies the points. */
    public CalibrationBelt {
        points = List.copyOf(points);
    }

    /**
     * One point of the band.
     *
     * @param prediction predicted probability
     * @param observed fitted risk
     * @param band band of the fitted risk
     */
    public record Point(double prediction, double observed, ConfidenceInterval band) {}

    /**
     * Fits the belt.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of disease of each subject, in (0, 1)
     * @param at predictions at which the band is wanted, in (0, 1)
     * @param level confidence level of the band, in (0, 1)
     * @return the belt
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing, a probability is
     *     outside (0, 1), all are equal or separate the classes, or the level is outside (0, 1)
     */
    public static CalibrationBelt of(int[] labels, double[] probabilities, double[] at, double level) {
        double[] logits = Recalibration.logits(probabilities);
        Recalibration.requireOverlap(labels, logits);
        Objects.requireNonNull(at, "at");
        Arguments.requireLevel(level);
        double[] atLogits = Recalibration.logits(at);
        double scale = Arrays.stream(logits).map(Math::abs).max().orElseThrow();
        PolynomialLogit fit = PolynomialLogit.fit(labels, logits, scale, 1);
        for (int degree = 2; degree <= HIGHEST_DEGREE; degree++) {
            PolynomialLogit next = PolynomialLogit.fit(labels, logits, scale, degree);
            double ratio = 2 * (next.regression.logLikelihood - fit.regression.logLikelihood);
            if (!(next.regression.converged && ChiSquaredDistribution.of(1).survivalProbability(ratio) < 0.05)) {
                break;
            }
            fit = next;
        }
        double ratio = Math.max(0, 2 * (fit.regression.logLikelihood - perfect(labels, logits)));
        ChiSquaredDistribution law = ChiSquaredDistribution.of(fit.degree() + 1.0);
        double factor = Math.sqrt(law.inverseCumulativeProbability(level));
        List<Point> points = new ArrayList<>(at.length);
        for (int i = 0; i < at.length; i++) {
            double eta = fit.at(atLogits[i]);
            double half = factor * fit.standardErrorAt(atLogits[i]);
            points.add(new Point(
                    at[i],
                    LogisticFit.logistic(eta),
                    new ConfidenceInterval(LogisticFit.logistic(eta - half), LogisticFit.logistic(eta + half), level)));
        }
        return new CalibrationBelt(fit.degree(), ratio, law.survivalProbability(ratio), points);
    }

    private static double perfect(int[] labels, double[] logits) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum -= MultipleLogistic.loss(labels[i], logits[i]);
        }
        return sum;
    }

    /** A logistic regression on powers of (logit / scale). */
    private static final class PolynomialLogit {

        private final MultipleLogistic regression;
        private final double scale;

        private PolynomialLogit(MultipleLogistic regression, double scale) {
            this.regression = regression;
            this.scale = scale;
        }

        static PolynomialLogit fit(int[] labels, double[] logits, double scale, int degree) {
            double[][] rows = Arrays.stream(logits)
                    .mapToObj(logit -> powers(logit / scale, degree + 1))
                    .toArray(double[][]::new);
            double[] start = new double[degree + 1];
            start[1] = scale; // perfect calibration
            return new PolynomialLogit(MultipleLogistic.fit(rows, Recalibration.targets(labels), start), scale);
        }

        int degree() {
            return regression.coefficients.length - 1;
        }

        double at(double logit) {
            return MultipleLogistic.dot(regression.coefficients, powers(logit / scale, degree() + 1));
        }

        double standardErrorAt(double logit) {
            double[] powers = powers(logit / scale, degree() + 1);
            return Math.sqrt(Math.max(0, MultipleLogistic.dot(powers, regression.covariance.operate(powers))));
        }

        private static double[] powers(double x, int count) {
            double[] powers = new double[count];
            powers[0] = 1;
            for (int k = 1; k < count; k++) {
                powers[k] = powers[k - 1] * x;
            }
            return powers;
        }
    }
}
