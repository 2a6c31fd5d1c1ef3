package io.github.spectcad.stats;

import java.util.SplittableRandom;

/**
 * Venkatraman and Begg's permutation test that two ROC curves of the same subjects are equal at every threshold, not in their area
 * alone: curves that cross can have equal areas.
 *
 * <p>Both scores are ranked, ties in random order. At each rank k the errors of "diseased above rank k" of the first score minus
 * those of the second are summed over subjects; the statistic is the sum of their absolute values over k. Its distribution is that of
 * exchanging both ranks of subjects at random and ranking again. The p-value is (1 + number of permutations with at least the
 * statistic) / (1 + permutations); repeatable by the seed. Cost: permutations times subjects log subjects.
 *
 * <p>Reference: Venkatraman and Begg (1996), Biometrika 83, 835-848,
 * <a href="https://doi.org/10.1093/biomet/83.4.835">doi:10.1093/biomet/83.4.835</a>.
 *
 * @since 0.1.0
 */
public final class VenkatramanTest {

    private static final VenkatramanTest DEFAULT = new VenkatramanTest(2000, 1);

    private final int permutations;
    private final long seed;

    private VenkatramanTest(int permutations, long seed) {
        this.permutations = permutations;
        this.seed = seed;
    }

    /**
     * The result of the test.
     *
     * @param statistic sum over thresholds of the absolute difference of errors
     * @param pValue permutation p-value, at least 1 / (1 + permutations)
     * @param permutations number of permutations
     */
    public record Result(double statistic, double pValue, int permutations) implements SignificanceResult {}

    /**
     * The test with 2000 permutations from seed 1.
     *
     * @return the test
     */
    public static VenkatramanTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The same test with other permutations.
     *
     * @param count number of permutations, at least 1
     * @param randomSeed seed of the random numbers: the same seed gives the same result
     * @return a test
     * @throws IllegalArgumentException if there is no permutation
     */
    public VenkatramanTest withPermutations(int count, long randomSeed) {
        return new VenkatramanTest(Arguments.requireAtLeast(1, count, "number of permutations"), randomSeed);
    }

    /**
     * Compares two curves.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param first scores of the first model, higher for more diseased
     * @param second scores of the second model for the same subjects
     * @return the test
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    public Result test(int[] labels, double[] first, double[] second) {
        SortedClasses.split(labels, first); // checks
        SortedClasses.split(labels, second);
        SplittableRandom random = new SplittableRandom(seed);
        int n = labels.length;
        int[] a = ranks(first, random);
        int[] b = ranks(second, random);
        long observed = statistic(labels, a, b);
        double[] x = new double[n];
        double[] y = new double[n];
        int asLarge = 0;
        for (int p = 0; p < permutations; p++) {
            for (int i = 0; i < n; i++) {
                boolean exchange = random.nextBoolean();
                x[i] = exchange ? b[i] : a[i];
                y[i] = exchange ? a[i] : b[i];
            }
            asLarge += statistic(labels, ranks(x, random), ranks(y, random)) >= observed ? 1 : 0;
        }
        return new Result(observed, (1.0 + asLarge) / (1.0 + permutations), permutations);
    }

    /** Ranks from 1, tied values in random order. */
    private static int[] ranks(double[] values, SplittableRandom random) {
        double[] sorted = values.clone();
        int[] order = Sorting.sortWithOrder(sorted);
        int[] ranks = new int[values.length];
        for (int start = 0; start < order.length; ) {
            int end = start + 1;
            while (end < order.length && sorted[end] == sorted[start]) {
                end++;
            }
            for (int i = end - 1; i > start; i--) {
                int j = start + random.nextInt(i - start + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = i + 1;
            }
            start = end;
        }
        return ranks;
    }

    private static long statistic(int[] labels, int[] a, int[] b) {
        int[] change = new int[labels.length + 1];
        for (int i = 0; i < labels.length; i++) {
            int error = labels[i] == 1 ? 1 : -1; // from its rank on, a diseased subject is called healthy
            change[a[i]] += error;
            change[b[i]] -= error;
        }
        long sum = 0;
        int difference = 0;
        for (int k = 1; k < labels.length; k++) {
            difference += change[k];
            sum += Math.abs(difference);
        }
        return sum;
    }
}
