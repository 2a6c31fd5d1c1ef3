package io.github.spectcad.stats;

import java.util.Objects;

/**
 * A proportion of clustered observations, such as the sensitivity over the diseased vessels of patients, with the variance of a
 * ratio of cluster totals, which lets observations of a cluster depend on each other in any way.
 *
 * <p>With x successes among m observations in each of I clusters, p = sum(x) / sum(m) and var = I / (I - 1) sum((x - p m)^2) /
 * sum(m)^2. The paired test has Obuchowski's statistic: its variance is that under equal proportions, I / (I - 1) sum((x1 - x2)^2) /
 * sum(m)^2, so that with clusters of one it is McNemar's chi-square times (I - 1) / I. Cost: two passes over the observations and a
 * sort of the clusters.
 *
 * <p>References: Rao and Scott (1992), Biometrics 48, 577-585, <a href="https://doi.org/10.2307/2532311">doi:10.2307/2532311</a>;
 * Obuchowski (1998), Statistics in Medicine 17, 1495-1507,
 * <a href="https://doi.org/10.1002/(SICI)1097-0258(19980715)17:13%3C1495::AID-SIM863%3E3.0.CO;2-I">doi:10.1002/(SICI)1097-0258(19980715)17:13&lt;1495::AID-SIM863&gt;3.0.CO;2-I</a>.
 *
 * @param value the proportion
 * @param variance its variance, 0 where all outcomes are equal; NaN with one cluster
 * @param observations number of observations, at least 1
 * @param clusters number of clusters, at least 1
 * @since 0.1.0
 */
public record ClusteredProportion(double value, double variance, int observations, int clusters) {

    /**
     * The paired difference of two proportions.
     *
     * @param first first proportion
     * @param second second proportion
     * @param difference first minus second
     * @param variance variance of the difference; NaN with one cluster
     * @param statistic z, with the variance under equal proportions; 0 if no observation differs
     * @param pValue two-sided p-value
     * @param interval Wald interval of the difference, cut to [-1, 1]
     */
    public record Difference(
            ClusteredProportion first,
            ClusteredProportion second,
            double difference,
            double variance,
            double statistic,
            double pValue,
            ConfidenceInterval interval)
            implements SignificanceResult {}

    /**
     * Estimates a proportion.
     *
     * @param outcomes 1 for success, 0 for failure, at least one
     * @param clusters the cluster of each outcome
     * @return proportion and variance
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are no outcomes, the lengths differ or an outcome is neither 0 nor 1
     */
    public static ClusteredProportion of(int[] outcomes, int[] clusters) {
        double successes = requireOutcomes(outcomes, "outcomes");
        Clusters numbered = Clusters.of(clusters, outcomes.length, "outcomes");
        double p = successes / outcomes.length;
        double[] residuals = new double[numbered.count];
        for (int i = 0; i < outcomes.length; i++) {
            residuals[numbered.of[i]] += outcomes[i] - p;
        }
        return new ClusteredProportion(p, variance(residuals, outcomes.length), outcomes.length, numbered.count);
    }

    private static int requireOutcomes(int[] outcomes, String name) {
        Objects.requireNonNull(outcomes, name);
        Arguments.requireAtLeast(1, outcomes.length, "number of " + name);
        int successes = 0;
        for (int i = 0; i < outcomes.length; i++) {
            if ((outcomes[i] & ~1) != 0) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] must be 0 (failure) or 1 (success), got " + outcomes[i]);
            }
            successes += outcomes[i];
        }
        return successes;
    }

    private static double variance(double[] residuals, double observations) {
        double sum = 0;
        for (double residual : residuals) {
            sum += residual * residual;
        }
        double clusters = residuals.length;
        return clusters < 2 ? Double.NaN : clusters / (clusters - 1) * sum / (observations * observations);
    }

    /**
     * Compares two proportions of the same observations, for example the sensitivities of two readers on the diseased vessels.
     *
     * @param first 1 for success, 0 for failure of the first method, at least one
     * @param second the same of the second method
     * @param clusters the cluster of each observation
     * @param level confidence level of the interval, in (0, 1)
     * @return difference and test
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are no outcomes, lengths differ, an outcome is neither 0 nor 1 or the level is
     *     outside (0, 1)
     */
    public static Difference difference(int[] first, int[] second, int[] clusters, double level) {
        requireOutcomes(first, "first");
        requireOutcomes(second, "second");
        Arguments.requireSameLength(first.length, "first", second.length, "second");
        Clusters numbered = Clusters.of(clusters, first.length, "first");
        long net = 0;
        for (int i = 0; i < first.length; i++) {
            net += first[i] - second[i];
        }
        double difference = (double) net / first.length;
        double[] residuals = new double[numbered.count];
        double[] differences = new double[numbered.count];
        for (int i = 0; i < first.length; i++) {
            residuals[numbered.of[i]] += first[i] - second[i] - difference;
            differences[numbered.of[i]] += first[i] - second[i];
        }
        double variance = variance(residuals, first.length);
        double z = DeLongTest.standardize(difference, variance(differences, first.length));
        double half = Gaussian.twoSidedQuantile(Arguments.requireLevel(level)) * Math.sqrt(variance);
        return new Difference(
                of(first, clusters),
                of(second, clusters),
                difference,
                variance,
                z,
                Gaussian.pValue(z, Alternative.TWO_SIDED),
                new ConfidenceInterval(Math.max(-1, difference - half), Math.min(1, difference + half), level));
    }

    /**
     * How many times larger the variance is than that of independent observations.
     *
     * @return variance over p (1 - p) / observations; NaN where that is 0
     */
    public double designEffect() {
        return variance * observations / (value * (1 - value));
    }

    /**
     * Wilson's interval for the number of independent observations that would have this variance, p (1 - p) / variance, but no
     * more than there are; where all outcomes are equal, for the number of clusters.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval within [0, 1]; NaN limits with one cluster
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval interval(double level) {
        Arguments.requireLevel(level);
        if (Double.isNaN(variance)) {
            return new ConfidenceInterval(Double.NaN, Double.NaN, level);
        }
        boolean mixed = value > 0 && value < 1;
        double effective = mixed ? Math.min(observations, value * (1 - value) / variance) : clusters;
        return ProportionInterval.WILSON.compute(value * effective, effective, level);
    }
}
