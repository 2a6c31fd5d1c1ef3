package io.github.spectcad.core;

import java.util.List;
import java.util.Objects;

/**
 * The decision thresholds of a classifier: a vessel counts as diseased where its probability is at least its threshold.
 *
 * @param lad threshold for the left anterior descending artery, in [0, 1]
 * @param rca threshold for the right coronary artery, in [0, 1]
 * @param lcx threshold for the left circumflex artery, in [0, 1]
 * @since 0.1.0
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
     * Thresholds from a list, as files hold them.
     *
     * @param thresholds LAD, RCA, LCX
     * @return the thresholds
     * @throws IllegalArgumentException if there are not three, or one is out of range
     */
    public static Thresholds of(List<Double> thresholds) {
        if (thresholds.size() != VesselTerritory.ORDER.size()) {
            throw new IllegalArgumentException(
                    "there must be three thresholds, for LAD, RCA and LCX, got " + thresholds.size());
        }
        return new Thresholds(thresholds.get(0), thresholds.get(1), thresholds.get(2));
    }

    /**
     * The threshold of one vessel.
     *
     * @param vessel which vessel
     * @return its threshold
     */
    public double of(VesselTerritory vessel) {
        return switch (Objects.requireNonNull(vessel, "vessel")) {
            case LAD -> lad;
            case RCA -> rca;
            case LCX -> lcx;
        };
    }

    /**
     * Turns probabilities into decisions.
     *
     * @param prediction the probabilities
     * @return for each vessel, whether its probability is at least its threshold
     */
    public VesselLabels decide(Prediction prediction) {
        return new VesselLabels(prediction.lad() >= lad, prediction.rca() >= rca, prediction.lcx() >= lcx);
    }

    /** {@return LAD, RCA, LCX} */
    public List<Double> toList() {
        return List.of(lad, rca, lcx);
    }
}
