package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SegmentGridTest {
    private static final int PIXELS = 64;
    private static final Disc DISC = Disc.inscribed(PIXELS);
    private final SegmentGrid grid = AhaGeometry.STANDARD.grid(PIXELS, DISC);

    /** A map whose value at each pixel is a function of its segment's number. */
    private PolarMap map(java.util.function.IntToDoubleFunction valueOfSegment) {
        float[] values = new float[PIXELS * PIXELS];
        for (int i = 0; i < values.length; i++) {
            int index = grid.indexAt(i / PIXELS, i % PIXELS);
            values[i] = index < 0 ? 0 : (float) valueOfSegment.applyAsDouble(index + 1);
        }
        return PolarMap.of(PerfusionState.STRESS, PIXELS, values, DISC, "test");
    }

    @Test
    void meansOfAMapThatIsConstantInEachSegmentAreTheConstants() {
        double[] means = grid.means(map(number -> number / 32.0));
        for (int i = 0; i < 17; i++) {
            assertEquals((i + 1) / 32.0, means[i], 1e-12);
        }
    }

    @Test
    void territoryMeansWeighSegmentsByTheirPixels() {
        double[] means = grid.territoryMeans(map(number -> number == 17 ? 1 : 0), TerritoryMap.standard());
        int lad = AhaSegment.ORDER.stream()
                .filter(segment -> TerritoryMap.standard().vesselOf(segment) == VesselTerritory.LAD)
                .mapToInt(grid::pixelCount)
                .sum();
        assertArrayEquals(new double[] {grid.pixelCount(AhaSegment.APEX) / (double) lad, 0, 0}, means, 1e-12);
    }

    @Test
    void territoryMeansFollowAnotherDominance() {
        TerritoryMap leftDominant = TerritoryMap.standard().with(AhaSegment.BASAL_INFERIOR, VesselTerritory.LCX);
        PolarMap map = map(number -> number == 4 ? 1 : 0);
        assertTrue(grid.territoryMeans(map, TerritoryMap.standard())[1] > .1);
        assertEquals(0, grid.territoryMeans(map, leftDominant)[1]);
        assertTrue(grid.territoryMeans(map, leftDominant)[2] > .1);
    }

    @Test
    void aTerritoryWithoutASegmentIsRefused() {
        TerritoryMap noRca = TerritoryMap.standard();
        for (AhaSegment segment : AhaSegment.ORDER) {
            if (noRca.vesselOf(segment) == VesselTerritory.RCA) {
                noRca = noRca.with(segment, VesselTerritory.LCX);
            }
        }
        TerritoryMap map = noRca;
        assertThrows(IllegalArgumentException.class, () -> grid.territoryMeans(map(n -> 1), map));
    }

    @Test
    void sumsLeaveOutWhatLiesOutsideTheDisc() {
        float[] values = new float[PIXELS * PIXELS];
        java.util.Arrays.fill(values, 1);
        double[] sums = grid.sums(values);
        for (AhaSegment segment : AhaSegment.ORDER) {
            assertEquals(grid.pixelCount(segment), sums[segment.ordinal()]);
        }
    }

    @Test
    void aMapOfAnotherSizeOrDiscIsRefused() {
        PolarMap smaller = PolarMap.of(PerfusionState.REST, 2, new float[4], Disc.inscribed(2), "small.png");
        PolarMap shifted = PolarMap.of(
                PerfusionState.REST, PIXELS, new float[PIXELS * PIXELS], new Disc(30, 30, 20), "shifted.png");
        for (PolarMap map : new PolarMap[] {smaller, shifted}) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> grid.means(map));
            assertTrue(e.getMessage().contains(map.source()), e.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> grid.sums(new float[3]));
    }

    @Test
    void aMapTooSmallForASegmentIsRefused() {
        Disc disc = Disc.inscribed(3);
        PolarMap map = PolarMap.of(PerfusionState.REST, 3, new float[9], disc, "tiny.png");
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> AhaGeometry.STANDARD.grid(3, disc).means(map));
        assertTrue(e.getMessage().contains("use a larger map"), e.getMessage());
    }
}
