package io.github.spectcad.study.trust;

import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.ConfusionMatrix;
import io.github.spectcad.stats.OperatingPoint;
import io.github.spectcad.stats.PredictiveValues;
import io.github.spectcad.stats.ProportionInterval;
import io.github.spectcad.stats.RocCurve;
import io.github.spectcad.stats.ThresholdCriterion;
import io.github.spectcad.study.evaluation.Estimate;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The threshold that reaches a wanted sensitivity or specificity, and what it does.
 *
 * <p>Of the thresholds that reach the target the one with the best other rate is taken. Its interval is the percentile
 * interval of {@value #RESAMPLES} bootstrap resamples of the cases within diseased and healthy ones. Sensitivity and
 * specificity have Wilson's intervals, which do not know that the threshold was chosen on the same cases; predictive values
 * those of {@link PredictiveValues}.
 *
 * @param threshold the threshold with its 95 % interval
 * @param sensitivity the sensitivity on these cases
 * @param specificity the specificity on these cases
 * @param positive positive predictive value at the prevalence
 * @param negative negative predictive value at the prevalence
 * @param prevalence the prevalence the predictive values are for
 * @since 0.1.0
 */
public record TargetPoint(
        Estimate threshold,
        Estimate sensitivity,
        Estimate specificity,
        Estimate positive,
        Estimate negative,
        double prevalence) {
    private static final int RESAMPLES = 1000;
    private static final double LEVEL = 0.95;

    /** What is to be reached. */
    public enum Target {
        /** At least this sensitivity. */
        SENSITIVITY,
        /** At least this specificity. */
        SPECIFICITY,
        /** The largest sum of both (Youden). */
        YOUDEN
    }

    /**
     * Chooses a threshold and measures it on the same cases.
     *
     * @param labels 1 for diseased, 0 for healthy, both classes
     * @param scores the cases' probabilities
     * @param target what is to be reached
     * @param value the wanted sensitivity or specificity, in (0, 1]; not looked at for {@link Target#YOUDEN}
     * @param prevalence the prevalence that predictive values are wanted for, in (0, 1); NaN for that of the cases
     * @return the point, the same for the same arguments
     * @throws IllegalArgumentException if a class is missing or a value is out of range
     */
    public static TargetPoint of(int[] labels, double[] scores, Target target, double value, double prevalence) {
        if (target != Target.YOUDEN && !(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "the wanted " + target.name().toLowerCase(Locale.ROOT) + " is " + value + ": must lie in (0, 1]");
        }
        double share =
                Double.isNaN(prevalence) ? Arrays.stream(labels).average().orElseThrow() : prevalence;
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("prevalence is " + share + ": must lie in (0, 1)");
        }
        double threshold = threshold(labels, scores, target, value);
        ConfusionMatrix counts = counts(labels, scores, threshold);
        PredictiveValues values = PredictiveValues.of(counts, share, LEVEL);
        return new TargetPoint(
                Estimate.of(threshold, interval(labels, scores, target, value)),
                Estimate.of(counts.sensitivity(), counts.sensitivityInterval(ProportionInterval.WILSON, LEVEL)),
                Estimate.of(counts.specificity(), counts.specificityInterval(ProportionInterval.WILSON, LEVEL)),
                Estimate.of(values.positive(), values.positiveInterval()),
                Estimate.of(values.negative(), values.negativeInterval()),
                share);
    }

    /**
     * A threshold on probabilities, within [0, 1]; where everybody has to be called diseased, the smallest score.
     *
     * @param labels 1 for diseased, 0 for healthy, both classes
     * @param scores the cases' probabilities
     * @param target what is to be reached
     * @param value the wanted value
     * @return the threshold
     */
    public static double threshold(int[] labels, double[] scores, Target target, double value) {
        RocCurve curve = RocCurve.of(labels, scores);
        OperatingPoint point = switch (target) {
            case SENSITIVITY -> curve.pointWithSensitivity(value);
            case SPECIFICITY -> curve.pointWithSpecificity(value);
            case YOUDEN -> curve.optimalPoints(ThresholdCriterion.youden()).get(0);
        };
        double smallest = Arrays.stream(scores).min().orElseThrow();
        return Math.max(smallest, Math.min(1, point.threshold()));
    }

    private static ConfusionMatrix counts(int[] labels, double[] scores, double threshold) {
        return ConfusionMatrix.of(
                labels,
                Arrays.stream(scores)
                        .mapToInt(score -> score >= threshold ? 1 : 0)
                        .toArray());
    }

    private static ConfidenceInterval interval(int[] labels, double[] scores, Target target, double value) {
        SplittableRandom random = new SplittableRandom(1);
        double[] positives = of(1, labels, scores);
        double[] negatives = of(0, labels, scores);
        int[] ordered = new int[labels.length];
        Arrays.fill(ordered, 0, positives.length, 1);
        double[] thresholds = new double[RESAMPLES];
        double[] drawn = new double[scores.length];
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < drawn.length; i++) {
                double[] from = i < positives.length ? positives : negatives;
                drawn[i] = from[random.nextInt(from.length)];
            }
            thresholds[r] = threshold(ordered, drawn, target, value);
        }
        Arrays.sort(thresholds);
        int tail = (int) Math.floor((1 - LEVEL) / 2 * RESAMPLES);
        return new ConfidenceInterval(thresholds[tail], thresholds[RESAMPLES - 1 - tail], LEVEL);
    }

    private static double[] of(int label, int[] labels, double[] scores) {
        return IntStream.range(0, labels.length)
                .filter(i -> labels[i] == label)
                .mapToDouble(i -> scores[i])
                .toArray();
    }
}
