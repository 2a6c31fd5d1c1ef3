package io.github.spectcad.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The Wilcoxon rank sum test for all pairs of groups with adjusted p-values: R's {@code pairwise.wilcox.test}.
 *
 * <p>Pairs are ordered as in R: the later group is x and the earlier is y, so the one-sided alternative
 * {@link Alternative#GREATER} claims larger values in the later group. A p-value that is NaN (two groups with one common value
 * only) stays NaN and does not count in the adjustment. Each group is sorted once.
 *
 * <p><b>Caution</b> for groups of bootstrap replicates, as in the study this library follows: replicates are not independent
 * observations, and with enough of them every difference becomes significant. The effect size (Cliff's delta) does not suffer
 * from this; report it.
 *
 * <p>Instances are immutable.
 *
 * <p>Cost: one sort of each group and one merge of each pair.
 *
 * @since 0.1.0
 */
public final class PairwiseWilcoxonTest {

    private static final PairwiseWilcoxonTest DEFAULT =
            new PairwiseWilcoxonTest(WilcoxonRankSumTest.withDefaults(), PValueAdjustment.HOLM);

    private static final double NANOSECONDS_FOR_A_VALUE = 20;

    private final WilcoxonRankSumTest test;
    private final PValueAdjustment adjustment;

    private PairwiseWilcoxonTest(WilcoxonRankSumTest test, PValueAdjustment adjustment) {
        this.test = test;
        this.adjustment = adjustment;
    }

    /**
     * One pair of groups.
     *
     * @param x name of the first group
     * @param y name of the second group
     * @param test the test of x against y
     * @param adjustedPValue p-value adjusted for all pairs
     */
    public record Pair(String x, String y, WilcoxonRankSumTest.Result test, double adjustedPValue) {}

    /**
     * Two-sided tests with R's defaults and Holm's adjustment.
     *
     * @return the test
     */
    public static PairwiseWilcoxonTest withDefaults() {
        return DEFAULT;
    }

    /**
     * The same with another test of each pair.
     *
     * @param test the test of a pair
     * @return a test
     * @throws NullPointerException if the test is null
     */
    public PairwiseWilcoxonTest with(WilcoxonRankSumTest test) {
        return new PairwiseWilcoxonTest(Objects.requireNonNull(test, "test"), adjustment);
    }

    /**
     * The same with another adjustment.
     *
     * @param adjustment the adjustment
     * @return a test
     * @throws NullPointerException if the adjustment is null
     */
    public PairwiseWilcoxonTest with(PValueAdjustment adjustment) {
        return new PairwiseWilcoxonTest(test, Objects.requireNonNull(adjustment, "adjustment"));
    }

    /**
     * Compares all pairs of groups given as one value and one group name for each observation.
     *
     * @param groups the group of each observation; groups are ordered by first appearance
     * @param values the value of each observation, without NaN
     * @return one entry for each pair
     * @throws NullPointerException if an argument or a group is null
     * @throws IllegalArgumentException if the lengths differ, there are fewer than 2 groups or a value is NaN
     */
    public List<Pair> test(List<String> groups, double[] values) {
        Objects.requireNonNull(groups, "groups");
        Objects.requireNonNull(values, "values");
        Arguments.requireSameLength(groups.size(), "groups", values.length, "values");
        Map<String, double[]> samples = new LinkedHashMap<>();
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (String group : groups) {
            sizes.merge(Objects.requireNonNull(group, "group"), 1, Integer::sum);
        }
        sizes.forEach((group, size) -> samples.put(group, new double[size]));
        for (int i = values.length - 1; i >= 0; i--) {
            samples.get(groups.get(i))[sizes.merge(groups.get(i), -1, Integer::sum)] = values[i];
        }
        return test(samples);
    }

    /**
     * Compares all pairs of groups.
     *
     * @param groups the values of each group, without NaN, groups in the order of the map
     * @return one entry for each pair: (2nd, 1st), (3rd, 1st), (4th, 1st), ..., (3rd, 2nd), ...
     * @throws NullPointerException if the map, a name or a sample is null
     * @throws IllegalArgumentException if there are fewer than 2 groups, or a group is empty or has a NaN
     */
    public List<Pair> test(Map<String, double[]> groups) {
        Objects.requireNonNull(groups, "groups");
        Arguments.requireAtLeast(2, groups.size(), "number of groups");
        List<String> names = new ArrayList<>(groups.keySet());
        RankCounts.Sample[] samples = new RankCounts.Sample[names.size()];
        double size = groups.values().stream().mapToDouble(g -> g.length).sum();
        int threads = Parallel.threadsFor(size * NANOSECONDS_FOR_A_VALUE);
        Parallel.run(
                samples.length,
                threads,
                g -> samples[g] = RankCounts.Sample.of(groups.get(names.get(g)), "group " + names.get(g)));
        int k = samples.length;
        int[] earlier = new int[k * (k - 1) / 2];
        int[] later = new int[earlier.length];
        int next = 0;
        for (int y = 0; y < k; y++) {
            for (int x = y + 1; x < k; x++) {
                earlier[next] = y;
                later[next++] = x;
            }
        }
        WilcoxonRankSumTest.Result[] results = new WilcoxonRankSumTest.Result[earlier.length];
        Parallel.run(results.length, threads, p -> results[p] = test.test(samples[later[p]], samples[earlier[p]]));
        double[] pValues = new double[results.length];
        for (int p = 0; p < results.length; p++) {
            pValues[p] = results[p].pValue();
        }
        double[] adjusted = adjustment.adjust(pValues);
        List<Pair> pairs = new ArrayList<>(results.length);
        for (int p = 0; p < results.length; p++) {
            pairs.add(new Pair(names.get(later[p]), names.get(earlier[p]), results[p], adjusted[p]));
        }
        return List.copyOf(pairs);
    }
}
