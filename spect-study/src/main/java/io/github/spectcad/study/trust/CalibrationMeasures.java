package io.github.spectcad.study.trust;

import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.OutOfSample;
import io.github.spectcad.stats.CalibrationSlope;
import io.github.spectcad.stats.ProbabilityScore;
import io.github.spectcad.stats.ReliabilityCurve;
import java.util.Arrays;

/**
 * How far probabilities can be taken at their word.
 *
 * @param brier Brier score, lower is better
 * @param logLoss log loss of probabilities kept 1e-7 away from 0 and 1, lower is better
 * @param calibrationError expected calibration error in ten bins of equal width
 * @param slope calibration slope, 1 is perfect; NaN where no finite slope exists
 * @param intercept intercept of the fit with that slope, 0 is perfect; NaN as the slope
 * @param inTheLarge intercept with the slope fixed at 1, above 0 where the probabilities are too low; NaN as the slope
 * @since 0.1.0
 */
public record CalibrationMeasures(
        double brier, double logLoss, double calibrationError, double slope, double intercept, double inTheLarge) {
    private static final int BINS = 10;

    /**
     * The measures of probabilities.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each case
     * @param probabilities the predicted probabilities, in [0, 1]
     * @return the measures
     * @throws IllegalArgumentException if there is no case, the lengths differ or a value is out of range
     */
    public static CalibrationMeasures of(int[] labels, double[] probabilities) {
        double[] p = Arrays.stream(probabilities)
                .map(value -> Math.max(1e-7, Math.min(1 - 1e-7, value)))
                .toArray();
        double slope = Double.NaN;
        double intercept = Double.NaN;
        double large = Double.NaN;
        try {
            CalibrationSlope fit = CalibrationSlope.of(labels, p);
            slope = fit.slope();
            intercept = fit.intercept();
            large = fit.inTheLarge();
        } catch (IllegalArgumentException e) {
            // one class, equal or separating predictions: there is no finite slope
        }
        return new CalibrationMeasures(
                ProbabilityScore.brier(labels, probabilities).value(),
                ProbabilityScore.logLoss(labels, p).value(),
                ReliabilityCurve.equalWidth(labels, probabilities, BINS).expectedCalibrationError(),
                slope,
                intercept,
                large);
    }

    /**
     * The measures over the vessels of all patients together.
     *
     * @param data predictions with labels, at least of one patient
     * @return the measures
     */
    public static CalibrationMeasures of(OutOfSample data) {
        int n = data.patients();
        int[] labels = new int[3 * n];
        double[] probabilities = new double[3 * n];
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            System.arraycopy(data.labels(vessel), 0, labels, vessel.ordinal() * n, n);
            System.arraycopy(data.probabilities(vessel), 0, probabilities, vessel.ordinal() * n, n);
        }
        return of(labels, probabilities);
    }
}
