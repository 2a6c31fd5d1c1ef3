package io.github.spectcad.stats;

/**
 * Calibration of predicted probabilities by logistic recalibration: the label is regressed on the logit of the prediction.
 *
 * <p>Slope 1 and intercept 0 are perfect; a slope below 1 means that the predictions are too extreme. The calibration in the
 * large is the intercept with the slope fixed at 1; above 0 means that the predictions are too low on the whole.
 *
 * <p>Reference: Cox (1958), Biometrika 45, 562-565, <a href="https://doi.org/10.1093/biomet/45.3-4.562">doi:10.1093/biomet/45.3-4.562</a>;
 * Van Calster et al. (2019), BMC Medicine 17, 230,
 * <a href="https://doi.org/10.1186/s12916-019-1466-7">doi:10.1186/s12916-019-1466-7</a>. Cost: some ten passes over the subjects for
 * each of two fits.
 *
 * @param slope calibration slope
 * @param slopeError its standard error
 * @param intercept intercept of the fit with that slope
 * @param interceptError its standard error
 * @param inTheLarge calibration in the large: intercept with the slope fixed at 1
 * @param inTheLargeError its standard error
 * @since 0.1.0
 */
public record CalibrationSlope(
        double slope,
        double slopeError,
        double intercept,
        double interceptError,
        double inTheLarge,
        double inTheLargeError) {

    /**
     * Fits the recalibration.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of disease of each subject, in (0, 1)
     * @return slope and intercepts
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing, a probability is
     *     outside (0, 1), all are equal, or they separate the classes perfectly (then no finite slope exists)
     */
    public static CalibrationSlope of(int[] labels, double[] probabilities) {
        double[] logits = Recalibration.logits(probabilities);
        Recalibration.requireOverlap(labels, logits);
        double[] targets = Recalibration.targets(labels);
        LogisticFit both = LogisticFit.of(logits, targets);
        LogisticFit large = LogisticFit.interceptOnly(logits, targets);
        return of(both, large, both.slopeVariance, both.interceptVariance, large.interceptVariance);
    }

    /**
     * Fits the recalibration to clustered observations, such as the three vessels of each patient: the coefficients are the same, the
     * standard errors allow observations of a cluster to depend on each other in any way (sandwich with G / (G - 1) for G clusters).
     *
     * <p>Reference: Liang and Zeger (1986), Biometrika 73, 13-22,
     * <a href="https://doi.org/10.1093/biomet/73.1.13">doi:10.1093/biomet/73.1.13</a>.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each observation
     * @param probabilities predicted probability of disease of each observation, in (0, 1)
     * @param clusters the cluster of each observation
     * @return slope and intercepts; errors are NaN with one cluster
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing, a probability is
     *     outside (0, 1), all are equal, or they separate the classes perfectly (then no finite slope exists)
     */
    public static CalibrationSlope of(int[] labels, double[] probabilities, int[] clusters) {
        double[] logits = Recalibration.logits(probabilities);
        Recalibration.requireOverlap(labels, logits);
        Clusters numbered = Clusters.of(clusters, labels.length, "labels");
        double[] targets = Recalibration.targets(labels);
        LogisticFit both = LogisticFit.of(logits, targets);
        LogisticFit large = LogisticFit.interceptOnly(logits, targets);
        double[] covariance = both.clustered(logits, targets, numbered);
        return of(
                both,
                large,
                both.slopeVariance(covariance),
                both.interceptVariance(covariance),
                large.interceptVariance(large.clustered(logits, targets, numbered)));
    }

    private static CalibrationSlope of(
            LogisticFit both, LogisticFit large, double slope, double intercept, double inTheLarge) {
        return new CalibrationSlope(
                both.slope,
                Math.sqrt(slope),
                both.intercept,
                Math.sqrt(intercept),
                large.intercept,
                Math.sqrt(inTheLarge));
    }
}
