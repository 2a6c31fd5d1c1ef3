package io.github.spectcad.core;

import java.util.Objects;

/**
 * Diseased or not, for each vessel.
 *
 * @param lad left anterior descending artery diseased
 * @param rca right coronary artery diseased
 * @param lcx left circumflex artery diseased
 */
public record VesselLabels(boolean lad, boolean rca, boolean lcx) {
    /**
     * The label of one vessel.
     *
     * @param vessel which vessel
     * @return whether it is diseased
     */
    public boolean isPositive(VesselTerritory vessel) {
        return switch (Objects.requireNonNull(vessel, "vessel")) {
            case LAD -> lad;
            case RCA -> rca;
            case LCX -> lcx;
        };
    }

    /** {@return whether any vessel is diseased: the label of the patient} */
    public boolean anyVessel() {
        return lad || rca || lcx;
    }

    /** {@return the joint pattern as digits LAD, RCA, LCX, for example {@code 101}} */
    public String pattern() {
        return (lad ? "1" : "0") + (rca ? "1" : "0") + (lcx ? "1" : "0");
    }
}
