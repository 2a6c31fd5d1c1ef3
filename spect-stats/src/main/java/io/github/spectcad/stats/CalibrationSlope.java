package io.github.spectcad.stats;

/**
 * Calibration of predicted probabilities by logistic recalibration: the label is regressed on the logit of the prediction.
 *
 * <p>Slope 1 and intercept 0 are perfect; a slope below 1 means that the predictions are too extreme. The calibration in the
 * large is the intercept with the slope fixed at 1; above 0 means that the predictions are too low on the whole.
 *
 * <p>Reference: Cox (1958), Biometrika 45, 562-565, <a href="https://doi.org/10.1093/biomet/45.3-4.562">doi:10.1093/biomet/45.3-4.562</a>;
 * Van Calster et al. (2019), BMC Medicine 17, 230,
 * <a href="https://doi.org/10.1186/s12916-019-1466-7">doi:10.1186/s12916-019-1466-7</a>.
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
        return new CalibrationSlope(
                both.slope,
                Math.sqrt(both.slopeVariance),
                both.intercept,
                Math.sqrt(both.interceptVariance),
                large.intercept,
                Math.sqrt(large.interceptVariance));
    }
}
