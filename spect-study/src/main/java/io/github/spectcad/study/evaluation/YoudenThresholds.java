package io.github.spectcad.study.evaluation;

import io.github.spectcad.core.Thresholds;
import io.github.spectcad.stats.OperatingPoint;
import io.github.spectcad.stats.RocCurve;
import io.github.spectcad.stats.ThresholdCriterion;
import java.util.Arrays;
import java.util.Comparator;

/** Chooses decision thresholds for a classifier that brings none. */
public final class YoudenThresholds {
    private YoudenThresholds() {}

    /**
     * The thresholds with the largest sensitivity + specificity for each vessel (Youden 1950, Cancer 3, 32-35), to be chosen
     * on validation patients, never on the patients they are reported on.
     *
     * <p>Each is the midpoint between two neighbouring predictions. Of several equally good ones the lowest is taken, which is
     * the most sensitive. Where no threshold is better than chance, or a vessel has one class only, it is 0.5.
     *
     * @param validation the validation patients
     * @return the thresholds
     */
    public static Thresholds of(LabelledPredictions validation) {
        return new Thresholds(of(validation, Analysis.LAD), of(validation, Analysis.RCA), of(validation, Analysis.LCX));
    }

    private static double of(LabelledPredictions validation, Analysis vessel) {
        int[] labels = validation.labels(vessel);
        long positives = Arrays.stream(labels).sum();
        if (positives == 0 || positives == labels.length) {
            return 0.5;
        }
        return RocCurve.of(labels, validation.scores(vessel)).optimalPoints(ThresholdCriterion.youden()).stream()
                .filter(point -> point.counts().youdenIndex() > 0)
                .map(OperatingPoint::threshold)
                .min(Comparator.naturalOrder())
                .orElse(0.5);
    }
}
