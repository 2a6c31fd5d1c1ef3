package io.github.spectcad.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The vertical average of several ROC curves with a pointwise band: at each specificity the mean and two quantiles (type 7) of
 * the curves' sensitivities.
 *
 * <p>The curves may be those of several models, of cross-validation folds, or of the resamples of one model
 * ({@link #bootstrap}), whose band shows the uncertainty of one curve. The band holds at each specificity for itself, not for the
 * whole curve at once.
 *
 * <p>Reference: Fawcett (2006), Pattern Recognition Letters 27, 861-874,
 * <a href="https://doi.org/10.1016/j.patrec.2005.10.010">doi:10.1016/j.patrec.2005.10.010</a>. Instances are immutable.
 *
 * <p>Cost: one walk along each curve for each specificity; a bootstrap sorts each resample.
 *
 * @since 0.1.0
 */
public final class AveragedRocCurve {

    private final List<Point> points;
    private final int curves;

    private AveragedRocCurve(List<Point> points, int curves) {
        this.points = points;
        this.curves = curves;
    }

    /**
     * The average at one specificity.
     *
     * @param specificity the specificity
     * @param sensitivity mean sensitivity of the curves
     * @param band interval that the given share of the curves' sensitivities lies in
     */
    public record Point(double specificity, double sensitivity, ConfidenceInterval band) {}

    /**
     * Averages curves.
     *
     * @param curves at least one curve
     * @param specificities where to average, each in [0, 1]
     * @param level share of the curves within the band, in (0, 1)
     * @return one point for each specificity, in the given order
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there is no curve, a specificity is outside [0, 1] or the level is outside (0, 1)
     */
    public static AveragedRocCurve of(List<RocCurve> curves, double[] specificities, double level) {
        Objects.requireNonNull(curves, "curves");
        Objects.requireNonNull(specificities, "specificities");
        Arguments.requireLevel(level);
        Arguments.requireAtLeast(1, curves.size(), "number of curves");
        List<Point> points = new ArrayList<>(specificities.length);
        for (double specificity : specificities) {
            double[] sensitivities = curves.stream()
                    .mapToDouble(c -> c.sensitivityAt(specificity))
                    .toArray();
            Arrays.sort(sensitivities);
            double mean = Arrays.stream(sensitivities).sum() / sensitivities.length;
            ConfidenceInterval band = new ConfidenceInterval(
                    QuantileType.TYPE_7.ofSorted(sensitivities, (1 - level) / 2),
                    QuantileType.TYPE_7.ofSorted(sensitivities, (1 + level) / 2),
                    level);
            points.add(new Point(specificity, mean, band));
        }
        return new AveragedRocCurve(List.copyOf(points), curves.size());
    }

    /**
     * Averages the curves of the resamples of one score. Resamples without a diseased or without a healthy subject are dropped.
     *
     * @param plan the resamples
     * @param labels 1 for diseased, 0 for healthy, one for each subject of the plan
     * @param scores one score for each subject, higher for more diseased
     * @param specificities where to average, each in [0, 1]
     * @param level confidence level of the band, in (0, 1)
     * @return one point for each specificity
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing in the subjects or in
     *     every resample, a score is NaN, a specificity is outside [0, 1] or the level is outside (0, 1)
     */
    public static AveragedRocCurve bootstrap(
            ResamplingPlan plan, int[] labels, double[] scores, double[] specificities, double level) {
        Objects.requireNonNull(plan, "plan");
        SortedClasses.split(labels, scores); // checks
        Arguments.requireSameLength(plan.subjects(), "subjects of the plan", labels.length, "labels");
        List<RocCurve> curves = new ArrayList<>(plan.resamples());
        for (int b = 0; b < plan.resamples(); b++) {
            int[] indices = plan.indices(b);
            int[] drawnLabels = Arrays.stream(indices).map(i -> labels[i]).toArray();
            int positives = Arrays.stream(drawnLabels).sum();
            if (positives > 0 && positives < indices.length) {
                curves.add(RocCurve.of(
                        drawnLabels,
                        Arrays.stream(indices).mapToDouble(i -> scores[i]).toArray()));
            }
        }
        return of(curves, specificities, level);
    }

    /**
     * The averaged points.
     *
     * @return one point for each specificity, in the order given
     */
    public List<Point> points() {
        return points;
    }

    /**
     * The number of curves averaged.
     *
     * @return at least 1
     */
    public int curves() {
        return curves;
    }
}
