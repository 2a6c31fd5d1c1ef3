package io.github.spectcad.stats;

import java.util.Collection;
import java.util.Objects;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The Kruskal-Wallis rank sum test that k independent samples come from one distribution.
 *
 * <p>H = (12 / (N (N + 1)) sum(R_i^2 / n_i) - 3 (N + 1)) / (1 - sum(t^3 - t) / (N^3 - N)) with the rank sums R_i of the groups
 * (midranks for ties), compared with chi-square on k - 1 degrees of freedom. If all values are equal H and p are NaN, as in R.
 * Infinite values are ranked. Cost: one sort of all values.
 *
 * <p>Reference: Kruskal and Wallis (1952), JASA 47, 583-621,
 * <a href="https://doi.org/10.1080/01621459.1952.10483441">doi:10.1080/01621459.1952.10483441</a>.
 *
 * @since 0.1.0
 */
public final class KruskalWallisTest {

    private static final KruskalWallisTest DEFAULT = new KruskalWallisTest();

    private KruskalWallisTest() {}

    /**
     * The result of the test.
     *
     * @param statistic H, corrected for ties; NaN if all values are equal
     * @param degreesOfFreedom number of groups minus 1
     * @param pValue probability of a larger H; NaN if all values are equal
     */
    public record Result(double statistic, int degreesOfFreedom, double pValue) implements SignificanceResult {}

    /**
     * The test; it has no options.
     *
     * @return the test
     */
    public static KruskalWallisTest withDefaults() {
        return DEFAULT;
    }

    /**
     * Compares groups.
     *
     * @param groups the values of at least 2 groups, without NaN; not modified
     * @return the test
     * @throws NullPointerException if the collection or a group is null
     * @throws IllegalArgumentException if there are fewer than 2 groups, or a group is empty or has a NaN
     */
    public Result test(Collection<double[]> groups) {
        Objects.requireNonNull(groups, "groups");
        Arguments.requireAtLeast(2, groups.size(), "number of groups");
        int total = 0;
        for (double[] group : groups) {
            total += Arguments.requireSample(group, "group").length;
        }
        double[] pooled = new double[total];
        int next = 0;
        for (double[] group : groups) {
            for (double value : group) {
                pooled[next++] = value + 0.0; // -0.0 + 0.0 is 0.0
            }
        }
        Sorting.sort(pooled);
        double tieSum = 0;
        int[] tieCounts = WilcoxonRankSumTest.tieCounts(pooled);
        for (double t : tieCounts) {
            tieSum += t * t * t - t;
        }
        double n = total;
        double between = 0;
        for (double[] group : groups) {
            double centred = 0; // rank sum minus its expectation: no cancellation later
            for (double value : group) {
                centred += 0.5 * (Sorting.countBelow(pooled, value) + Sorting.countUpTo(pooled, value) - n);
            }
            between += centred * centred / group.length;
        }
        int df = groups.size() - 1;
        if (tieCounts.length == 1) {
            return new Result(Double.NaN, df, Double.NaN);
        }
        double h = 12 / (n * (n + 1)) * between / (1 - tieSum / (n * n * n - n));
        return new Result(h, df, ChiSquaredDistribution.of(df).survivalProbability(h));
    }
}
