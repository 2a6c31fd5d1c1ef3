package io.github.spectcad.stats;

import java.util.Objects;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The areas of K models on the same subjects with their covariance matrix, and the test that all areas are equal.
 *
 * <p>Covariance of models a and b: cov(V10a, V10b) / m + cov(V01a, V01b) / n with the placements of the m diseased and n
 * healthy subjects, computed from integers. If a class has one subject, all (co)variances are NaN.
 *
 * <p>Reference: DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44, 837-845,
 * <a href="https://doi.org/10.2307/2531595">doi:10.2307/2531595</a>. Instances are immutable.
 *
 * @since 0.1.0
 */
public final class DeLongCovariance {

    private static final double RANK_CUT = 1e-10;
    /** A squared effect this many times the largest variance that counts as 0 is no rounding error: z is above 1000. */
    private static final double NO_ROUNDING = 1e6;

    private final PlacementCovariance covariances;
    private final Placements[] models;
    private final double[][] covariance;

    private DeLongCovariance(PlacementCovariance covariances, Placements[] models) {
        this.covariances = covariances;
        this.models = models;
        int k = models.length;
        covariance = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = i; j < k; j++) {
                covariance[i][j] = covariances.of(models[i], models[j]);
                covariance[j][i] = covariance[i][j];
            }
        }
    }

    /**
     * The result of the omnibus test.
     *
     * @param statistic chi-square
     * @param degreesOfFreedom rank of the covariance matrix of the contrasts (and directions in which the areas differ without
     *     variance), at most K - 1
     * @param pValue probability of a larger statistic if all areas are equal
     */
    public record Omnibus(double statistic, int degreesOfFreedom, double pValue) implements SignificanceResult {}

    /**
     * Estimates areas and covariances.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param scores one row for each model, one score for each subject, higher for more diseased
     * @return areas and covariances, models in the order of the rows
     * @throws NullPointerException if an argument or a row is null
     * @throws IllegalArgumentException if there is no model, lengths differ, a label is neither 0 nor 1, a class is missing or
     *     a score is NaN
     */
    public static DeLongCovariance of(int[] labels, double[][] scores) {
        return new DeLongCovariance(PlacementCovariance.INDEPENDENT, placements(labels, scores));
    }

    /**
     * Estimates areas and Obuchowski's covariances of clustered observations, see {@link Auc#of(int[], double[], int[])}.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each observation
     * @param scores one row for each model, one score for each observation, higher for more diseased
     * @param clusters the cluster of each observation
     * @return areas and covariances, models in the order of the rows
     * @throws NullPointerException if an argument or a row is null
     * @throws IllegalArgumentException if there is no model, lengths differ, a label is neither 0 nor 1, a class is missing or
     *     a score is NaN
     */
    public static DeLongCovariance of(int[] labels, double[][] scores, int[] clusters) {
        return new DeLongCovariance(ClusterCovariance.of(labels, clusters), placements(labels, scores));
    }

    static Placements[] placements(int[] labels, double[][] scores) {
        Objects.requireNonNull(scores, "scores");
        Arguments.requireAtLeast(1, scores.length, "number of models");
        Placements[] models = new Placements[scores.length];
        for (int k = 0; k < models.length; k++) {
            models[k] = Placements.of(labels, Objects.requireNonNull(scores[k], "scores[" + k + "]"));
        }
        return models;
    }

    /**
     * The number of models.
     *
     * @return K, at least 1
     */
    public int models() {
        return models.length;
    }

    /**
     * The area of a model.
     *
     * @param model index of the model
     * @return area with its variance
     * @throws IndexOutOfBoundsException if there is no such model
     */
    public Auc auc(int model) {
        Objects.checkIndex(model, models());
        return covariances.auc(models[model]);
    }

    /**
     * The covariance of the areas of two models.
     *
     * @param first index of a model
     * @param second index of a model, may be the same
     * @return covariance; NaN if a class has one subject
     * @throws IndexOutOfBoundsException if there is no such model
     */
    public double covariance(int first, int second) {
        Objects.checkIndex(first, models());
        Objects.checkIndex(second, models());
        return covariance[first][second];
    }

    /**
     * Tests whether all areas are equal: chi-square of the differences of the first model from each other one, with the
     * pseudo-inverse of their covariance matrix (eigenvalues up to 1e-10 times the largest count as 0). Models that never
     * differ (monotone transforms of each other) lower the degrees of freedom. Areas that differ without any variance, such as
     * 1 against 0, give an infinite statistic and p = 0, as in the paired test; each such direction counts one degree of freedom.
     *
     * @return the test; with no degrees of freedom the statistic is 0 and p is 1, with one subject in a class both are NaN
     * @throws IllegalStateException if there is only one model
     */
    public Omnibus omnibusTest() {
        int contrasts = models() - 1;
        if (contrasts == 0) {
            throw new IllegalStateException("the omnibus test compares at least 2 models, there is 1");
        }
        if (Double.isNaN(covariance[0][0])) {
            return new Omnibus(Double.NaN, 0, Double.NaN);
        }
        Placements[] differences = new Placements[contrasts];
        double[] effects = new double[contrasts];
        for (int i = 0; i < contrasts; i++) {
            differences[i] = Placements.difference(models[0], models[i + 1]);
            effects[i] = differences[i].auc();
        }
        double[][] matrix = new double[contrasts][contrasts];
        for (int i = 0; i < contrasts; i++) {
            for (int j = i; j < contrasts; j++) {
                matrix[i][j] = covariances.of(differences[i], differences[j]);
                matrix[j][i] = matrix[i][j];
            }
        }
        return omnibus(new EigenDecomposition(new Array2DRowRealMatrix(matrix, false)), effects);
    }

    private static Omnibus omnibus(EigenDecomposition eigen, double[] effects) {
        double largest = eigen.getRealEigenvalue(0);
        double statistic = 0;
        int rank = 0;
        for (int i = 0; i < effects.length; i++) {
            double value = eigen.getRealEigenvalue(i);
            double[] vector = eigen.getEigenvector(i).toArray();
            double projection = 0;
            for (int j = 0; j < effects.length; j++) {
                projection += vector[j] * effects[j];
            }
            if (value > RANK_CUT * largest) {
                statistic += projection * projection / value;
                rank++;
            } else if (projection * projection > NO_ROUNDING * RANK_CUT * largest) {
                statistic = Double.POSITIVE_INFINITY; // an effect without variance
                rank++;
            }
        }
        double p = rank == 0 ? 1 : ChiSquaredDistribution.of(rank).survivalProbability(statistic);
        return new Omnibus(statistic, rank, p);
    }
}
