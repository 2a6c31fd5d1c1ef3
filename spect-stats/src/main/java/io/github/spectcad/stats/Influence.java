package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * Empirical influence values: how much each subject moves a statistic. Their skewness is the acceleration of the BCa interval.
 *
 * <p>For areas under ROC curves {@link #auc} and {@link #aucDifference} have a closed form, which is the jackknife of each
 * class; for other statistics use the jackknife, or the regression on the resamples, which is the default of R's boot.
 *
 * <p>Reference: Davison and Hinkley (1997), Bootstrap Methods and their Application, sections 2.7.3 and 3.2.1,
 * <a href="https://doi.org/10.1017/CBO9780511802843">doi:10.1017/CBO9780511802843</a>.
 *
 * <p>Cost: the closed forms for areas take one sort of each class; the jackknife evaluates the statistic once for each subject (or
 * cluster), a regression is one QR decomposition of resamples by subjects.
 *
 * @since 0.1.0
 */
public final class Influence {

    private Influence() {}

    /**
     * The acceleration of the BCa interval: sum of the cubes / (6 (sum of the squares)^1.5).
     *
     * @param influence influence values
     * @return acceleration; NaN if all influence values are 0
     * @throws NullPointerException if the values are null
     * @throws IllegalArgumentException if a value is NaN
     */
    public static double acceleration(double[] influence) {
        Arguments.requireNoNaN(influence, "influence");
        double squares = 0;
        double cubes = 0;
        for (double value : influence) {
            squares += value * value;
            cubes += value * value * value;
        }
        return cubes / (6 * Math.pow(squares, 1.5));
    }

    /**
     * The jackknife: (n - 1) (mean of all leave-one-out values - value without subject i).
     *
     * @param subjects number of subjects, at least 2
     * @param statistic the statistic
     * @return one value for each subject; all NaN if a leave-one-out value is NaN
     * @throws NullPointerException if the statistic is null
     * @throws IllegalArgumentException if there are fewer than 2 subjects
     */
    public static double[] jackknife(int subjects, Statistic statistic) {
        Arguments.requireAtLeast(2, subjects, "number of subjects");
        Objects.requireNonNull(statistic, "statistic");
        int[] clusters = new int[subjects];
        Arrays.setAll(clusters, i -> i);
        return clusterJackknife(clusters, statistic);
    }

    /**
     * The jackknife over clusters: (G - 1) (mean of all leave-one-cluster-out values - value without cluster g), for cluster
     * bootstraps. It evaluates the statistic once for each cluster; for areas {@link #clusterAuc} and {@link #clusterAucDifference}
     * take a thousandth of the time.
     *
     * @param clusters the cluster of each subject, at least 2 different ones
     * @param statistic the statistic
     * @return one value for each cluster in ascending order; all NaN if a leave-one-out value is NaN
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there are fewer than 2 clusters
     */
    public static double[] clusterJackknife(int[] clusters, Statistic statistic) {
        Objects.requireNonNull(clusters, "clusters");
        Objects.requireNonNull(statistic, "statistic");
        int[] ids = Arrays.stream(clusters).sorted().distinct().toArray();
        Arguments.requireAtLeast(2, ids.length, "number of clusters");
        double[] values = new double[ids.length];
        double mean = 0;
        for (int g = 0; g < ids.length; g++) {
            int id = ids[g];
            values[g] = statistic.evaluate(IntStream.range(0, clusters.length)
                    .filter(i -> clusters[i] != id)
                    .toArray());
            mean += values[g];
        }
        mean /= ids.length;
        for (int g = 0; g < ids.length; g++) {
            values[g] = (ids.length - 1) * (mean - values[g]);
        }
        return values;
    }

    /**
     * The jackknife of a stratified sample: (size of its stratum - 1) (value of all subjects - value without subject i).
     *
     * @param strata the stratum of each subject, at least 2 subjects
     * @param statistic the statistic
     * @return one value for each subject; NaN where the leave-one-out value is NaN
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there are fewer than 2 subjects
     */
    public static double[] stratifiedJackknife(int[] strata, Statistic statistic) {
        Objects.requireNonNull(strata, "strata");
        Objects.requireNonNull(statistic, "statistic");
        Arguments.requireAtLeast(2, strata.length, "number of subjects");
        Map<Integer, Integer> sizes = sizes(strata);
        double all = statistic.evaluate(IntStream.range(0, strata.length).toArray());
        double[] influence = new double[strata.length];
        for (int i = 0; i < strata.length; i++) {
            int left = i;
            double without = statistic.evaluate(
                    IntStream.range(0, strata.length).filter(k -> k != left).toArray());
            influence[i] = (sizes.get(strata[i]) - 1) * (all - without);
        }
        return influence;
    }

    private static Map<Integer, Integer> sizes(int[] strata) {
        Map<Integer, Integer> sizes = new TreeMap<>();
        for (int stratum : strata) {
            sizes.merge(stratum, 1, Integer::sum);
        }
        return sizes;
    }

    /**
     * The stratified jackknife of an area in closed form: the placement of each subject minus the area.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param scores one score for each subject, higher for more diseased
     * @return one value for each subject; 0 for the only subject of a class
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    public static double[] auc(int[] labels, double[] scores) {
        return closedForm(labels, Placements.of(labels, scores));
    }

    /**
     * The stratified jackknife of the difference of two areas in closed form.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param first scores of the first model
     * @param second scores of the second model
     * @return one value for each subject; 0 for the only subject of a class
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    public static double[] aucDifference(int[] labels, double[] first, double[] second) {
        return closedForm(labels, Placements.difference(Placements.of(labels, first), Placements.of(labels, second)));
    }

    /**
     * The {@link #clusterJackknife} of an area in closed form, exact and without a sort for each cluster.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each observation
     * @param scores one score for each observation, higher for more diseased
     * @param clusters the cluster of each observation, at least 2 different ones
     * @return one value for each cluster in ascending order; all NaN if one cluster holds a whole class
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing, a score is NaN or
     *     there are fewer than 2 clusters
     */
    public static double[] clusterAuc(int[] labels, double[] scores, int[] clusters) {
        return ClusterJackknife.of(labels, clusters).influence(ClusterJackknife.wins(labels, scores));
    }

    /**
     * The {@link #clusterJackknife} of the difference of two areas in closed form.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each observation
     * @param first scores of the first model
     * @param second scores of the second model
     * @param clusters the cluster of each observation, at least 2 different ones
     * @return one value for each cluster in ascending order; all NaN if one cluster holds a whole class
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing, a score is NaN or
     *     there are fewer than 2 clusters
     */
    public static double[] clusterAucDifference(int[] labels, double[] first, double[] second, int[] clusters) {
        ClusterJackknife jackknife = ClusterJackknife.of(labels, clusters);
        return jackknife.influence(ClusterJackknife.wins(labels, first).minus(ClusterJackknife.wins(labels, second)));
    }

    private static double[] closedForm(int[] labels, Placements placements) {
        double m = placements.positives();
        double n = placements.negatives();
        double[] influence = new double[labels.length];
        int p = 0;
        int q = 0;
        for (int i = 0; i < labels.length; i++) {
            // placement - area, over a common denominator
            influence[i] = labels[i] == 1
                    ? (placements.positive[p++] * m - placements.sum) / (2 * m * n)
                    : (placements.negative[q++] * n - placements.sum) / (2 * m * n);
        }
        return influence;
    }

    /**
     * The regression estimate: least-squares coefficients of the values on the resamples against the frequencies of the
     * subjects in them, centred in each stratum. The default of R's boot; it needs more resamples than subjects.
     *
     * @param plan the resamples
     * @param strata the stratum of each subject (all the same for an ordinary bootstrap)
     * @param distribution the values of the statistic on the resamples of the plan
     * @return one value for each subject
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if lengths differ or the resamples do not determine the coefficients
     */
    public static double[] regression(ResamplingPlan plan, int[] strata, BootstrapDistribution distribution) {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(strata, "strata");
        Objects.requireNonNull(distribution, "distribution");
        Arguments.requireSameLength(plan.subjects(), "subjects of the plan", strata.length, "strata");
        Arguments.requireSameLength(
                plan.resamples(), "resamples of the plan", distribution.resamples(), "values of the distribution");
        Map<Integer, Integer> sizes = sizes(strata);
        Map<Integer, Integer> references = new TreeMap<>();
        for (int i = 0; i < strata.length; i++) {
            references.putIfAbsent(strata[i], i); // the first subject of a stratum has coefficient 0
        }
        int[] included = IntStream.range(0, strata.length)
                .filter(i -> references.get(strata[i]) != i)
                .toArray();
        double[] replicates = distribution.replicates();
        int[] used = IntStream.range(0, replicates.length)
                .filter(b -> Double.isFinite(replicates[b]))
                .toArray();
        if (used.length <= included.length) {
            throw new IllegalArgumentException("regression influence needs more usable resamples than the "
                    + strata.length + " subjects, got " + used.length);
        }
        double[][] design = new double[used.length][included.length + 1];
        double[] response = new double[used.length];
        for (int r = 0; r < used.length; r++) {
            int[] counts = plan.counts(used[r]);
            response[r] = replicates[used[r]];
            design[r][0] = 1;
            for (int c = 0; c < included.length; c++) {
                int subject = included[c];
                design[r][c + 1] = counts[subject] / (double) sizes.get(strata[subject]);
            }
        }
        double[] influence = new double[strata.length];
        try {
            double[] coefficients = new QRDecomposition(new Array2DRowRealMatrix(design, false), 1e-12)
                    .getSolver()
                    .solve(new ArrayRealVector(response, false))
                    .toArray();
            for (int c = 0; c < included.length; c++) {
                influence[included[c]] = coefficients[c + 1];
            }
        } catch (SingularMatrixException e) {
            throw new IllegalArgumentException(
                    "the resamples of the plan do not determine the influence of every subject: draw more resamples",
                    e);
        }
        Map<Integer, Double> totals = new TreeMap<>();
        for (int i = 0; i < strata.length; i++) {
            totals.merge(strata[i], influence[i], Double::sum);
        }
        for (int i = 0; i < strata.length; i++) {
            influence[i] -= totals.get(strata[i]) / sizes.get(strata[i]);
        }
        return influence;
    }
}
