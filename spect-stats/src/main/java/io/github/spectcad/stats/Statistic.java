package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * A statistic of a resample, for {@link Bootstrap}.
 *
 * <p>It must depend on the indices only, and must be safe for use by several threads if the bootstrap is given several.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Statistic {

    /**
     * Computes the statistic.
     *
     * @param indices positions of the subjects of the resample, with repetitions
     * @return the value; NaN if it is undefined for this resample, which then is dropped and counted
     */
    double evaluate(int[] indices);

    /**
     * The area under the ROC curve as a statistic, for the jackknife and for studentised intervals; {@link Bootstrap#auc} is the
     * fast way to its bootstrap.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject; copied
     * @param scores one score for each subject, higher for more diseased; copied
     * @return a thread-safe statistic, NaN where a class is missing
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    static Statistic auc(int[] labels, double[] scores) {
        return ofAuc(labels, scores, Auc::value);
    }

    /**
     * DeLong's variance of the area under the ROC curve as a statistic.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject; copied
     * @param scores one score for each subject, higher for more diseased; copied
     * @return a thread-safe statistic, NaN where a class has fewer than 2 subjects
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    static Statistic aucVariance(int[] labels, double[] scores) {
        return ofAuc(labels, scores, Auc::variance);
    }

    /**
     * A measure of the ROC curve as a statistic: a partial area, or the sensitivity at a fixed specificity.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject; copied
     * @param scores one score for each subject, higher for more diseased; copied
     * @param measure what to take from the curve, see {@link RocCurve}: for example {@code c -> c.partialAuc(Axis.SPECIFICITY, 0.8, 1)}
     *     or {@code c -> c.sensitivityAt(0.9)}
     * @return a thread-safe statistic, NaN where a class is missing
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    static Statistic ofCurve(int[] labels, double[] scores, ToDoubleFunction<RocCurve> measure) {
        Objects.requireNonNull(measure, "measure");
        return ofSubjects(labels, scores, (l, s) -> measure.applyAsDouble(RocCurve.of(l, s)));
    }

    /**
     * This statistic minus another one on the same resample, for paired comparisons by {@link BootstrapDistribution#zeroTest} and its
     * intervals.
     *
     * @param other the other statistic
     * @return the difference, NaN where one of them is
     * @throws NullPointerException if the other one is null
     */
    default Statistic minus(Statistic other) {
        Objects.requireNonNull(other, "other");
        return indices -> evaluate(indices) - other.evaluate(indices);
    }

    private static Statistic ofAuc(int[] labels, double[] scores, ToDoubleFunction<Auc> value) {
        return ofSubjects(labels, scores, (l, s) -> value.applyAsDouble(Auc.of(l, s)));
    }

    private static Statistic ofSubjects(int[] labels, double[] scores, ToDoubleBiFunction<int[], double[]> value) {
        SortedClasses.split(labels, scores); // checks
        int[] allLabels = labels.clone();
        double[] allScores = scores.clone();
        return indices -> {
            int[] drawnLabels = Arrays.stream(indices).map(i -> allLabels[i]).toArray();
            int positives = Arrays.stream(drawnLabels).sum();
            if (positives == 0 || positives == indices.length) {
                return Double.NaN;
            }
            double[] drawnScores =
                    Arrays.stream(indices).mapToDouble(i -> allScores[i]).toArray();
            return value.applyAsDouble(drawnLabels, drawnScores);
        };
    }
}
