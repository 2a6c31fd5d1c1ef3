package io.github.spectcad.study.evaluation;

import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.stats.OperatingPoint;
import io.github.spectcad.stats.RocCurve;
import io.github.spectcad.stats.ThresholdCriterion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * When a vessel counts as diseased: where its probability is at least its threshold.
 *
 * @param lad threshold for the left anterior descending artery, in [0, 1]
 * @param rca threshold for the right coronary artery, in [0, 1]
 * @param lcx threshold for the left circumflex artery, in [0, 1]
 */
public record Thresholds(double lad, double rca, double lcx) {
    /** 0.5 for each vessel. */
    public static final Thresholds HALF = new Thresholds(0.5, 0.5, 0.5);

    /** Checks the ranges; NaN fails. */
    public Thresholds {
        check(VesselTerritory.LAD, lad);
        check(VesselTerritory.RCA, rca);
        check(VesselTerritory.LCX, lcx);
    }

    private static void check(VesselTerritory vessel, double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold of " + vessel + " is " + threshold + ": must lie in [0, 1]");
        }
    }

    /**
     * Thresholds as a classifier gives them.
     *
     * @param thresholds LAD, RCA, LCX
     * @return the thresholds
     */
    public static Thresholds of(List<Double> thresholds) {
        if (thresholds.size() != VesselTerritory.ORDER.size()) {
            throw new IllegalArgumentException(
                    "there must be three thresholds, for LAD, RCA and LCX, got " + thresholds.size());
        }
        return new Thresholds(thresholds.get(0), thresholds.get(1), thresholds.get(2));
    }

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
    public static Thresholds youden(LabelledPredictions validation) {
        return new Thresholds(
                youden(validation, Analysis.LAD), youden(validation, Analysis.RCA), youden(validation, Analysis.LCX));
    }

    private static double youden(LabelledPredictions validation, Analysis artery) {
        int[] labels = validation.labels(artery);
        long positives = Arrays.stream(labels).sum();
        if (positives == 0 || positives == labels.length) {
            return 0.5;
        }
        return RocCurve.of(labels, validation.scores(artery)).optimalPoints(ThresholdCriterion.youden()).stream()
                .filter(point -> point.counts().youdenIndex() > 0)
                .map(OperatingPoint::threshold)
                .min(Comparator.naturalOrder())
                .orElse(0.5);
    }

    /**
     * The threshold of one vessel.
     *
     * @param vessel which vessel
     * @return its threshold
     */
    public double of(VesselTerritory vessel) {
        return switch (vessel) {
            case LAD -> lad;
            case RCA -> rca;
            case LCX -> lcx;
        };
    }

    /** {@return LAD, RCA, LCX} */
    public List<Double> toList() {
        return List.of(lad, rca, lcx);
    }
}
