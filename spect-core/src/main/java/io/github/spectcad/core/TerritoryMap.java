package io.github.spectcad.core;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which vessel supplies each segment. The standard assignment of the AHA statement and the paper is LAD 1, 2, 7, 8, 13,
 * 14, 17; RCA 3, 4, 9, 10, 15; LCX 5, 6, 11, 12, 16. A patient with another coronary dominance gets an own map.
 */
public final class TerritoryMap {
    private static final TerritoryMap STANDARD = standardMap();

    private final Map<AhaSegment, VesselTerritory> vessels;

    private TerritoryMap(Map<AhaSegment, VesselTerritory> vessels) {
        this.vessels = vessels;
    }

    private static TerritoryMap standardMap() {
        Map<AhaSegment, VesselTerritory> map = new EnumMap<>(AhaSegment.class);
        for (AhaSegment segment : AhaSegment.ORDER) {
            map.put(
                    segment,
                    switch (segment.number()) {
                        case 1, 2, 7, 8, 13, 14, 17 -> VesselTerritory.LAD;
                        case 3, 4, 9, 10, 15 -> VesselTerritory.RCA;
                        default -> VesselTerritory.LCX;
                    });
        }
        return new TerritoryMap(map);
    }

    /** {@return the assignment of the AHA statement} */
    public static TerritoryMap standard() {
        return STANDARD;
    }

    /**
     * A map that differs in one segment.
     *
     * @param segment the segment
     * @param vessel the vessel that supplies it
     * @return the new map
     */
    public TerritoryMap with(AhaSegment segment, VesselTerritory vessel) {
        Map<AhaSegment, VesselTerritory> copy = new EnumMap<>(vessels);
        copy.put(Objects.requireNonNull(segment, "segment"), Objects.requireNonNull(vessel, "vessel"));
        return new TerritoryMap(copy);
    }

    /**
     * The vessel of a segment.
     *
     * @param segment the segment
     * @return the vessel that supplies it
     */
    public VesselTerritory vesselOf(AhaSegment segment) {
        return vessels.get(Objects.requireNonNull(segment, "segment"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TerritoryMap that && vessels.equals(that.vessels);
    }

    @Override
    public int hashCode() {
        return vessels.hashCode();
    }

    @Override
    public String toString() {
        return "TerritoryMap" + vessels;
    }
}
