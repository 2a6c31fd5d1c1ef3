package io.github.spectcad.core;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * When narrowing counts as obstructive. The paper: left main at least 50 %, LAD, LCX or RCA at least 70 %.
 *
 * @param leftMainPercent narrowing from which the left main is positive, in (0, 100]
 * @param vesselPercent narrowing from which a vessel is positive, in (0, 100]
 * @param leftMainVessels the vessels a positive left main makes positive
 */
public record AngiographyRule(double leftMainPercent, double vesselPercent, Set<VesselTerritory> leftMainVessels) {
    /** The rule of the paper; a positive left main makes LAD and LCX positive. */
    public static final AngiographyRule STANDARD =
            new AngiographyRule(50, 70, Set.of(VesselTerritory.LAD, VesselTerritory.LCX));

    /** Checks the values; NaN fails. */
    public AngiographyRule {
        check("left main threshold", leftMainPercent);
        check("vessel threshold", vesselPercent);
        leftMainVessels = Set.copyOf(leftMainVessels);
    }

    private static void check(String name, double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException(name + " is " + percent + ": must lie in (0, 100] percent");
        }
    }

    /**
     * Applies the rule.
     *
     * @param stenoses the narrowings
     * @return which vessels are positive
     * @throws IllegalArgumentException if the narrowing of a vessel is unknown and the left main does not decide it
     */
    public VesselLabels labels(Stenoses stenoses) {
        return new VesselLabels(
                isPositive(stenoses, VesselTerritory.LAD),
                isPositive(stenoses, VesselTerritory.RCA),
                isPositive(stenoses, VesselTerritory.LCX));
    }

    private boolean isPositive(Stenoses stenoses, VesselTerritory vessel) {
        return decide(stenoses, vessel)
                .orElseThrow(() -> new IllegalArgumentException(
                        "stenosis_" + vessel.id() + " is unknown: give it, or the label ica_" + vessel.id()));
    }

    /**
     * Applies the rule to one vessel.
     *
     * @param stenoses the narrowings; an unknown left main counts as not narrowed
     * @param vessel which vessel
     * @return whether it is positive; empty if its narrowing is unknown and the left main does not decide it
     */
    public Optional<Boolean> decide(Stenoses stenoses, VesselTerritory vessel) {
        OptionalDouble leftMain = stenoses.leftMain();
        if (leftMainVessels.contains(vessel) && leftMain.isPresent() && leftMain.getAsDouble() >= leftMainPercent) {
            return Optional.of(true);
        }
        OptionalDouble own = stenoses.of(vessel);
        return own.isPresent() ? Optional.of(own.getAsDouble() >= vesselPercent) : Optional.empty();
    }
}
