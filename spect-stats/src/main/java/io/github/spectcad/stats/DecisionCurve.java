package io.github.spectcad.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Decision curve analysis: the net benefit of acting on a prediction, against treating everybody and nobody.
 *
 * <p>At a threshold probability t the net benefit is TP / n - FP / n t / (1 - t), where subjects with a prediction of at least t
 * are treated; treating nobody has net benefit 0.
 *
 * <p>Reference: Vickers and Elkin (2006), Medical Decision Making 26, 565-574,
 * <a href="https://doi.org/10.1177/0272989X06295361">doi:10.1177/0272989X06295361</a>.
 *
 * <p>Cost: one pass over the subjects for each threshold.
 *
 * @since 0.1.0
 */
public final class DecisionCurve {

    private DecisionCurve() {}

    /**
     * One threshold.
     *
     * @param threshold threshold probability
     * @param netBenefit net benefit of the prediction
     * @param treatAll net benefit of treating everybody
     * @param standardized net benefit over its largest possible value, the share of diseased subjects; NaN without any
     * @param standardError standard error of the net benefit over subjects drawn at random; NaN for one subject
     */
    public record Point(
            double threshold, double netBenefit, double treatAll, double standardized, double standardError) {

        /**
         * A Wald interval of the net benefit.
         *
         * @param level confidence level, in (0, 1)
         * @return the interval; NaN for one subject
         * @throws IllegalArgumentException if the level is outside (0, 1)
         */
        public ConfidenceInterval interval(double level) {
            double half = Gaussian.twoSidedQuantile(Arguments.requireLevel(level)) * standardError;
            return new ConfidenceInterval(netBenefit - half, netBenefit + half, level);
        }
    }

    /**
     * The net benefit at several thresholds.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of disease of each subject, in [0, 1]
     * @param thresholds threshold probabilities, each in (0, 1)
     * @return one point for each threshold
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there are no subjects, the lengths differ, a label is neither 0 nor 1, a probability is
     *     outside [0, 1] or a threshold outside (0, 1)
     */
    public static List<Point> of(int[] labels, double[] probabilities, double[] thresholds) {
        Arguments.requireProbabilities(probabilities, "probabilities");
        Objects.requireNonNull(thresholds, "thresholds");
        double n = Arguments.requireAtLeast(1, probabilities.length, "number of subjects");
        List<Point> points = new ArrayList<>(thresholds.length);
        for (double threshold : thresholds) {
            double odds = Arguments.requireOpenProportion(threshold, "threshold") / (1 - threshold);
            ConfusionMatrix counts = ConfusionMatrix.at(labels, probabilities, threshold);
            double benefit = counts.truePositives() / n - counts.falsePositives() / n * odds;
            double all = counts.positives() / n - counts.negatives() / n * odds;
            // a subject adds 1, -odds or 0
            double squares = (counts.truePositives() + counts.falsePositives() * odds * odds) / n;
            double error = n < 2 ? Double.NaN : Math.sqrt(Math.max(0, squares - benefit * benefit) / (n - 1));
            points.add(new Point(threshold, benefit, all, benefit / counts.prevalence(), error));
        }
        return List.copyOf(points);
    }
}
