package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * A statistic of a resample, for {@link Bootstrap}.
 *
 * <p>It must depend on the indices only, and must be safe for use by several threads if the bootstrap is given several.
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

    private static Statistic ofAuc(int[] labels, double[] scores, ToDoubleFunction<Auc> value) {
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
            return value.applyAsDouble(Auc.of(drawnLabels, drawnScores));
        };
    }
}
