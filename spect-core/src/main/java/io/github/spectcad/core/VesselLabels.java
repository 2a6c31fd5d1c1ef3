package io.github.spectcad.core;

import java.util.Objects;

/**
 * Diseased or not, for each vessel.
 *
 * @param lad left anterior descending artery diseased
 * @param rca right coronary artery diseased
 * @param lcx left circumflex artery diseased
 */
public record VesselLabels(boolean lad, boolean rca, boolean lcx) implements Comparable<VesselLabels> {
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

    /** {@return how many vessels are diseased} */
    public int diseasedVessels() {
        return (lad ? 1 : 0) + (rca ? 1 : 0) + (lcx ? 1 : 0);
    }

    /** Orders by LAD, then RCA, then LCX, not diseased before diseased. */
    @Override
    public int compareTo(VesselLabels other) {
        int byLad = Boolean.compare(lad, other.lad);
        int byRca = Boolean.compare(rca, other.rca);
        return byLad != 0 ? byLad : byRca != 0 ? byRca : Boolean.compare(lcx, other.lcx);
    }
}
