package io.github.spectcad.stats;

import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * DeLong's paired test for all pairs of K models on the same subjects, with the ranking of the models by the number of models
 * they significantly beat.
 *
 * <p>Every pair has the statistic, the two-sided p-value and the treatment of zero variance of {@link DeLongTest}; the
 * variance of a difference is an exact integer expression in the placements. With clusters, such as the three vessels of each
 * patient, it is Obuchowski's. Cost: one sort for each model and one dot product of integers for each pair (with clusters three of
 * doubles, as long as there are clusters); the results take 32 bytes for each pair.
 *
 * <p>The ranking counts for each model the models that have a smaller area with p below a level. Without an adjustment it is
 * the ranking of Table 4 of the study this library follows (European Journal of Nuclear Medicine and Molecular Imaging 52
 * (2025), 3019-3035); with hundreds of models most "wins" near the level are then chance, so {@link PValueAdjustment#HOLM} or
 * {@link PValueAdjustment#BENJAMINI_HOCHBERG} is advised for claims about single pairs.
 *
 * <p>Instances are immutable; the result does not depend on the number of threads.
 *
 * @since 0.1.0
 */
public final class PairwiseDeLongTest {

    private static final PairwiseDeLongTest DEFAULT = new PairwiseDeLongTest(PValueAdjustment.NONE);

    private static final double NANOSECONDS_FOR_A_PAIR = 50;

    private final PValueAdjustment adjustment;

    private PairwiseDeLongTest(PValueAdjustment adjustment) {
        this.adjustment = adjustment;
    }

    /**
     * The test without adjustment for multiple comparisons.
     *
     * @return the test
     */
    public static PairwiseDeLongTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The same test with an adjustment over all K (K - 1) / 2 pairs.
     *
     * @param adjustment the adjustment
     * @return a test
     * @throws NullPointerException if the adjustment is null
     */
    public PairwiseDeLongTest with(PValueAdjustment adjustment) {
        return new PairwiseDeLongTest(Objects.requireNonNull(adjustment, "adjustment"));
    }

    /**
     * Compares all pairs.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param scores one row for each model, one score for each subject, higher for more diseased
     * @return all pairs, models in the order of the rows
     * @throws NullPointerException if an argument or a row is null
     * @throws IllegalArgumentException if there are fewer than 2 models, lengths differ, a label is neither 0 nor 1, a class is
     *     missing or a score is NaN
     */
    public Result test(int[] labels, double[][] scores) {
        Objects.requireNonNull(scores, "scores");
        Arguments.requireAtLeast(2, scores.length, "number of models");
        Placements[] models = DeLongCovariance.placements(labels, scores);
        return test(models, PlacementProducts.of(models));
    }

    /**
     * Compares all pairs on clustered observations, such as the three vessels of each patient.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each observation
     * @param scores one row for each model, one score for each observation, higher for more diseased
     * @param clusters the cluster of each observation
     * @return all pairs, models in the order of the rows; variances are NaN if only one cluster has a diseased or a healthy
     *     observation
     * @throws NullPointerException if an argument or a row is null
     * @throws IllegalArgumentException if there are fewer than 2 models, lengths differ, a label is neither 0 nor 1, a class is
     *     missing or a score is NaN
     */
    public Result test(int[] labels, double[][] scores, int[] clusters) {
        Objects.requireNonNull(scores, "scores");
        Arguments.requireAtLeast(2, scores.length, "number of models");
        Placements[] models = DeLongCovariance.placements(labels, scores);
        ClusterCovariance covariances = ClusterCovariance.of(labels, clusters);
        return test(models, PlacementProducts.of(models, covariances));
    }

    private Result test(Placements[] models, PlacementProducts products) {
        int k = models.length;
        double[] variance = new double[pairs(k)];
        double[] difference = new double[variance.length];
        double[] statistic = new double[variance.length];
        double[] pValue = new double[variance.length];
        Parallel.run(k, Parallel.threadsFor(variance.length * NANOSECONDS_FOR_A_PAIR), i -> {
            int row = row(i, k);
            for (int j = i + 1; j < k; j++) {
                double d = products.difference(i, j);
                double v = products.varianceOfDifference(i, j);
                double z = DeLongTest.standardize(d, v);
                difference[row + j] = d;
                variance[row + j] = v;
                statistic[row + j] = z;
                pValue[row + j] = Gaussian.pValue(z, Alternative.TWO_SIDED);
            }
        });
        double[] aucs = new double[k];
        for (int i = 0; i < k; i++) {
            aucs[i] = models[i].auc();
        }
        return new Result(aucs, difference, variance, statistic, pValue, pValue).adjusted(adjustment);
    }

    private static int pairs(int models) {
        return Math.toIntExact((long) models * (models - 1) / 2);
    }

    /** The index of the pair (i, j), i &lt; j, is this plus j. */
    private static int row(int i, int models) {
        return (int) ((long) i * (2L * models - i - 1) / 2) - i - 1;
    }

    /** All pairs of models. Immutable. */
    public static final class Result {

        private final double[] aucs;
        private final double[] difference;
        private final double[] variance;
        private final double[] statistic;
        private final double[] pValue;
        private final double[] adjusted;

        private Result(
                double[] aucs,
                double[] difference,
                double[] variance,
                double[] statistic,
                double[] pValue,
                double[] adjusted) {
            this.aucs = aucs;
            this.difference = difference;
            this.variance = variance;
            this.statistic = statistic;
            this.pValue = pValue;
            this.adjusted = adjusted;
        }

        /**
         * The same comparison with p-values adjusted in another way.
         *
         * @param other the adjustment over all K (K - 1) / 2 pairs
         * @return the result that the test {@linkplain PairwiseDeLongTest#with with} this adjustment gives
         * @throws NullPointerException if the adjustment is null
         */
        public Result adjusted(PValueAdjustment other) {
            Objects.requireNonNull(other, "other");
            return new Result(aucs, difference, variance, statistic, pValue, other.adjust(pValue));
        }

        /**
         * The number of models.
         *
         * @return K
         */
        public int models() {
            return aucs.length;
        }

        /**
         * The area of a model.
         *
         * @param model index of the model
         * @return area in [0, 1]
         * @throws IndexOutOfBoundsException if there is no such model
         */
        public double auc(int model) {
            return aucs[Objects.checkIndex(model, models())];
        }

        /**
         * The difference of two areas.
         *
         * @param first index of a model
         * @param second index of another model
         * @return area of the first minus area of the second
         * @throws IllegalArgumentException if the indices are equal
         * @throws IndexOutOfBoundsException if there is no such model
         */
        public double difference(int first, int second) {
            double value = difference[index(first, second)];
            return first < second ? value : 0 - value;
        }

        /**
         * The variance of the difference of two areas.
         *
         * @param first index of a model
         * @param second index of another model
         * @return variance; NaN if a class has one subject (or is in one cluster)
         * @throws IllegalArgumentException if the indices are equal
         * @throws IndexOutOfBoundsException if there is no such model
         */
        public double varianceOfDifference(int first, int second) {
            return variance[index(first, second)];
        }

        /**
         * The statistic z of two models.
         *
         * @param first index of a model
         * @param second index of another model
         * @return difference over its standard error
         * @throws IllegalArgumentException if the indices are equal
         * @throws IndexOutOfBoundsException if there is no such model
         */
        public double statistic(int first, int second) {
            double value = statistic[index(first, second)];
            return first < second ? value : 0 - value;
        }

        /**
         * The two-sided p-value of two models without adjustment.
         *
         * @param first index of a model
         * @param second index of another model
         * @return p-value
         * @throws IllegalArgumentException if the indices are equal
         * @throws IndexOutOfBoundsException if there is no such model
         */
        public double pValue(int first, int second) {
            return pValue[index(first, second)];
        }

        /**
         * The adjusted two-sided p-value of two models.
         *
         * @param first index of a model
         * @param second index of another model
         * @return p-value adjusted over all pairs
         * @throws IllegalArgumentException if the indices are equal
         * @throws IndexOutOfBoundsException if there is no such model
         */
        public double adjustedPValue(int first, int second) {
            return adjusted[index(first, second)];
        }

        /**
         * For each model the number of models that it significantly beats: a larger area with an adjusted p-value below the
         * level.
         *
         * @param level level of significance, in (0, 1)
         * @return one count for each model
         * @throws IllegalArgumentException if the level is outside (0, 1)
         */
        public int[] wins(double level) {
            Arguments.requireOpenProportion(level, "level of significance");
            int k = models();
            int[] wins = new int[k];
            int pair = 0;
            for (int i = 0; i < k; i++) {
                for (int j = i + 1; j < k; j++, pair++) {
                    if (adjusted[pair] < level) { // so the areas differ
                        wins[difference[pair] > 0 ? i : j]++;
                    }
                }
            }
            return wins;
        }

        /**
         * The models from best to worst: by {@link #wins}, then by area, then by index.
         *
         * @param level level of significance, in (0, 1)
         * @return indices of all models
         * @throws IllegalArgumentException if the level is outside (0, 1)
         */
        public int[] ranking(double level) {
            int[] wins = wins(level);
            Comparator<Integer> worse =
                    Comparator.<Integer>comparingInt(i -> wins[i]).thenComparingDouble(i -> aucs[i]);
            return IntStream.range(0, models())
                    .boxed()
                    .sorted(worse.reversed())
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private int index(int first, int second) {
            Objects.checkIndex(first, models());
            Objects.checkIndex(second, models());
            if (first == second) {
                throw new IllegalArgumentException("a model is not compared with itself: both indices are " + first
                        + ", pass two different models");
            }
            return row(Math.min(first, second), models()) + Math.max(first, second);
        }
    }
}
