package io.github.spectcad.core;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The three coronary territories, in the order of every array, file column and table of this library. */
public enum VesselTerritory {
    /** Left anterior descending artery. */
    LAD,
    /** Right coronary artery. */
    RCA,
    /** Left circumflex artery. */
    LCX;

    /** LAD, RCA, LCX: the order of every array of per-vessel values. */
    public static final List<VesselTerritory> ORDER = List.of(values());

    /** {@return the lower-case id used in files and on the command line, for example {@code lad}} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a vessel by its id, ignoring case.
     *
     * @param id {@code lad}, {@code rca} or {@code lcx}
     * @return the vessel
     * @throws IllegalArgumentException if no vessel has this id
     */
    public static VesselTerritory ofId(String id) {
        for (VesselTerritory vessel : ORDER) {
            if (vessel.id().equalsIgnoreCase(id)) {
                return vessel;
            }
        }
        throw new IllegalArgumentException("unknown vessel '" + id + "': use one of "
                + ORDER.stream().map(VesselTerritory::id).collect(Collectors.joining(", ")));
    }
}
