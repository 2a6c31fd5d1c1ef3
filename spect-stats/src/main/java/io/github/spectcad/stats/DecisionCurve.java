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
     */
    public record Point(double threshold, double netBenefit, double treatAll, double standardized) {}

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
            points.add(new Point(threshold, benefit, all, benefit / counts.prevalence()));
        }
        return List.copyOf(points);
    }
}
