package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerritoryMapTest {

    /** The assignment of the AHA statement (Cerqueira et al. 2002, doi:10.1161/hc0402.102975). */
    private static final Map<VesselTerritory, List<Integer>> STATEMENT = Map.of(
            VesselTerritory.LAD, List.of(1, 2, 7, 8, 13, 14, 17),
            VesselTerritory.RCA, List.of(3, 4, 9, 10, 15),
            VesselTerritory.LCX, List.of(5, 6, 11, 12, 16));

    @Test
    void segmentsBelongToTheVesselsOfTheStatement() {
        for (AhaSegment segment : AhaSegment.ORDER) {
            VesselTerritory vessel = TerritoryMap.standard().vesselOf(segment);
            assertTrue(STATEMENT.get(vessel).contains(segment.number()), segment + " is supplied by " + vessel);
        }
    }

    @Test
    void anotherDominanceIsAnotherMapAndLeavesTheStandard() {
        AhaSegment fourth = AhaSegment.ORDER.get(3);
        TerritoryMap left = TerritoryMap.standard().with(fourth, VesselTerritory.LCX);
        assertEquals(VesselTerritory.LCX, left.vesselOf(fourth));
        assertEquals(VesselTerritory.RCA, TerritoryMap.standard().vesselOf(fourth));
        assertEquals(VesselTerritory.RCA, left.vesselOf(AhaSegment.ORDER.get(2)));
        assertNotEquals(TerritoryMap.standard(), left);
        assertNotEquals(TerritoryMap.standard().hashCode(), left.hashCode());
        TerritoryMap back = left.with(fourth, VesselTerritory.RCA);
        assertEquals(TerritoryMap.standard(), back);
        assertEquals(TerritoryMap.standard().hashCode(), back.hashCode());
        assertTrue(left.toString().contains("LCX"));
        assertNotEquals(left, null);
        assertNotEquals(left, "TerritoryMap");
    }

    @Test
    void nullsAreRefusedByName() {
        TerritoryMap map = TerritoryMap.standard();
        AhaSegment first = AhaSegment.ORDER.get(0);
        assertEquals(
                "segment",
                assertThrows(NullPointerException.class, () -> map.vesselOf(null))
                        .getMessage());
        assertEquals(
                "segment",
                assertThrows(NullPointerException.class, () -> map.with(null, VesselTerritory.LAD))
                        .getMessage());
        assertEquals(
                "vessel",
                assertThrows(NullPointerException.class, () -> map.with(first, null))
                        .getMessage());
    }
}
