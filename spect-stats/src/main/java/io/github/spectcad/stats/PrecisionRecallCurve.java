package io.github.spectcad.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Precision (positive predictive value) against recall (sensitivity) at every threshold, for classes of very different size.
 *
 * <p>Points are ordered by ascending recall, one for each distinct score; a subject is called diseased if its score is at least the
 * threshold. There is no point at recall 0, where precision is undefined. Average precision is the sum of precision times the rise
 * in recall, a step function as in scikit-learn: between two points precision is not linear in recall, and trapezoids would be too
 * optimistic. For a useless score it is near the share of diseased subjects. Unlike the AUC it depends on that share. Instances are
 * immutable.
 *
 * <p>Reference: Davis and Goadrich (2006), <a href="https://doi.org/10.1145/1143844.1143874">doi:10.1145/1143844.1143874</a>.
 *
 * <p>Cost: one sort.
 *
 * @since 0.1.0
 */
public final class PrecisionRecallCurve {

    private final List<OperatingPoint> points;

    private PrecisionRecallCurve(List<OperatingPoint> points) {
        this.points = points;
    }

    /**
     * Makes the curve of a score.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param scores one score for each subject, higher for more diseased; infinite values are ranked
     * @return the curve
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    public static PrecisionRecallCurve of(int[] labels, double[] scores) {
        SortedClasses classes = SortedClasses.of(labels, scores);
        double[] positives = classes.positives;
        double[] negatives = classes.negatives;
        List<OperatingPoint> points = new ArrayList<>();
        int i = positives.length;
        int j = negatives.length;
        while (i > 0 || j > 0) {
            double threshold =
                    j == 0 || (i > 0 && positives[i - 1] > negatives[j - 1]) ? positives[i - 1] : negatives[j - 1];
            while (i > 0 && positives[i - 1] == threshold) {
                i--;
            }
            while (j > 0 && negatives[j - 1] == threshold) {
                j--;
            }
            points.add(new OperatingPoint(
                    threshold, new ConfusionMatrix(positives.length - i, negatives.length - j, j, i)));
        }
        return new PrecisionRecallCurve(List.copyOf(points));
    }

    /** {@return the points by descending threshold, that is ascending recall; the threshold of each is a score} */
    public List<OperatingPoint> points() {
        return points;
    }

    /** {@return the average precision, in (0, 1]} */
    public double averagePrecision() {
        double sum = 0;
        long before = 0;
        for (OperatingPoint point : points) {
            ConfusionMatrix counts = point.counts();
            sum += (counts.truePositives() - before) * counts.precision();
            before = counts.truePositives();
        }
        return sum / before;
    }
}
