package io.github.spectcad.core;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Luminal diameter narrowing by invasive angiography, in percent; each may be unknown.
 *
 * @param leftMain left main artery, in [0, 100]
 * @param lad left anterior descending artery, in [0, 100]
 * @param rca right coronary artery, in [0, 100]
 * @param lcx left circumflex artery, in [0, 100]
 */
public record Stenoses(OptionalDouble leftMain, OptionalDouble lad, OptionalDouble rca, OptionalDouble lcx) {
    /** Checks the ranges; NaN fails. */
    public Stenoses {
        check("stenosis_lm", leftMain);
        check("stenosis_lad", lad);
        check("stenosis_rca", rca);
        check("stenosis_lcx", lcx);
    }

    private static void check(String name, OptionalDouble percent) {
        Objects.requireNonNull(percent, name);
        if (percent.isPresent() && !(percent.getAsDouble() >= 0 && percent.getAsDouble() <= 100)) {
            throw new IllegalArgumentException(
                    name + " is " + percent.getAsDouble() + ": must lie in [0, 100] percent");
        }
    }

    /**
     * The narrowing of one vessel.
     *
     * @param vessel which vessel
     * @return its narrowing in percent, if known
     */
    public OptionalDouble of(VesselTerritory vessel) {
        return switch (Objects.requireNonNull(vessel, "vessel")) {
            case LAD -> lad;
            case RCA -> rca;
            case LCX -> lcx;
        };
    }
}
