package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AhaGeometryTest {
    private static int segment(double radius, double angle) {
        return AhaGeometry.STANDARD.segmentAt(radius, angle).number();
    }

    @ParameterizedTest
    @CsvSource({
        // basal: the sectors of the AHA statement, counter-clockwise from anterior
        ".9,60,1",
        ".9,90,1",
        ".9,119.9,1",
        ".9,120,2",
        ".9,150,2",
        ".9,180,3",
        ".9,210,3",
        ".9,240,4",
        ".9,270,4",
        ".9,300,5",
        ".9,330,5",
        ".9,359.9,5",
        ".9,0,6",
        ".9,30,6",
        ".9,59.9,6",
        "1,90,1",
        // mid
        ".6,90,7",
        ".6,150,8",
        ".6,210,9",
        ".6,270,10",
        ".6,330,11",
        ".6,30,12",
        // apical
        ".3,45,13",
        ".3,90,13",
        ".3,134.9,13",
        ".3,135,14",
        ".3,180,14",
        ".3,225,15",
        ".3,270,15",
        ".3,315,16",
        ".3,0,16",
        ".3,44.9,16",
        // apex and ring borders: a ring holds its inner radius
        "0,0,17",
        ".19,200,17",
        ".2,90,13",
        ".4666,90,13",
        ".4667,90,7",
        ".7333,90,7",
        ".73334,90,1",
        // any turn of the angle
        ".9,-270,1",
        ".9,450,1",
        ".3,-45,16",
        ".9,-1e-20,6"
    })
    void eachPointLiesInTheSegmentOfTheStatement(double radius, double angle, int number) {
        assertEquals(number, segment(radius, angle));
    }

    @Test
    void segmentsAgreeWithTheAnglesOfTheirDefinition() {
        Map<AhaSegment.Ring, Double> middle = Map.of(
                AhaSegment.Ring.BASAL,
                .9,
                AhaSegment.Ring.MID,
                .6,
                AhaSegment.Ring.APICAL,
                .3,
                AhaSegment.Ring.APEX,
                .1);
        for (AhaSegment segment : AhaSegment.ORDER) {
            double radius = middle.get(segment.ring());
            double start = segment.startDegrees();
            double end = start + segment.ring().sectorDegrees();
            for (double angle = start; angle < end; angle += 1) {
                assertEquals(segment, AhaGeometry.STANDARD.segmentAt(radius, angle));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0001,0", "-.1,0", "NaN,0", ".5,NaN", ".5,Infinity"})
    void pointsOutsideTheDiscAreRefused(double radius, double angle) {
        assertThrows(IllegalArgumentException.class, () -> segment(radius, angle));
    }

    @ParameterizedTest
    @CsvSource({"0,.4,.7", ".2,.2,.7", ".5,.4,.7", ".2,.4,1", "NaN,.4,.7", ".2,NaN,.7", ".2,.4,NaN"})
    void ringsMustIncreaseStrictlyBetweenZeroAndOne(double apex, double apical, double mid) {
        assertThrows(IllegalArgumentException.class, () -> AhaGeometry.ofRings(apex, apical, mid));
    }

    @Test
    void rotationMustBeFinite() {
        assertThrows(IllegalArgumentException.class, () -> new AhaGeometry(.2, .4, .7, Double.NaN, false, false));
    }

    @Test
    void ringsOfEqualWidthHaveTheKnownShares() {
        Map<AhaSegment.Ring, Double> shares = new EnumMap<>(AhaSegment.Ring.class);
        for (AhaSegment segment : AhaSegment.ORDER) {
            shares.merge(segment.ring(), AhaGeometry.STANDARD.areaShare(segment), Double::sum);
        }
        assertEquals(.04, shares.get(AhaSegment.Ring.APEX), 5e-4);
        assertEquals(.178, shares.get(AhaSegment.Ring.APICAL), 5e-4);
        assertEquals(.32, shares.get(AhaSegment.Ring.MID), 5e-4);
        assertEquals(.462, shares.get(AhaSegment.Ring.BASAL), 5e-4);
    }

    @Test
    void equalAreaRingsGiveEachSegmentOneSeventeenth() {
        for (AhaSegment segment : AhaSegment.ORDER) {
            assertEquals(1 / 17.0, AhaGeometry.EQUAL_AREA.areaShare(segment), 1e-12);
        }
        assertEquals(.243, AhaGeometry.EQUAL_AREA.apexRadius(), 5e-4);
        assertEquals(.542, AhaGeometry.EQUAL_AREA.apicalRadius(), 5e-4);
        assertEquals(.804, AhaGeometry.EQUAL_AREA.midRadius(), 5e-4);
    }

    @Test
    void aHorizontalFlipSwapsSeptumAndLateralWall() {
        AhaGeometry flipped = new AhaGeometry(.2, .4, .7, 0, true, false);
        assertEquals(14, flipped.segmentAt(.3, 10).number());
        assertEquals(16, flipped.segmentAt(.3, 170).number());
        assertEquals(13, flipped.segmentAt(.3, 90).number());
    }

    @Test
    void aVerticalFlipSwapsAnteriorAndInferiorWall() {
        AhaGeometry flipped = new AhaGeometry(.2, .4, .7, 0, false, true);
        assertEquals(15, flipped.segmentAt(.3, 90).number());
        assertEquals(13, flipped.segmentAt(.3, 270).number());
        assertEquals(14, flipped.segmentAt(.3, 181).number());
    }

    @Property(seed = "1")
    void areaSharesSumToOne(
            @ForAll @DoubleRange(min = .01, max = .3) double apex,
            @ForAll @DoubleRange(min = .31, max = .6) double apical,
            @ForAll @DoubleRange(min = .61, max = .99) double mid) {
        AhaGeometry geometry = AhaGeometry.ofRings(apex, apical, mid);
        double sum = AhaSegment.ORDER.stream().mapToDouble(geometry::areaShare).sum();
        assertEquals(1, sum, 1e-12);
    }

    @Property(seed = "1")
    void rotationTurnsTheSegmentsCounterClockwise(
            @ForAll @DoubleRange(min = 0, max = 1) double radius,
            @ForAll @DoubleRange(min = -720, max = 720) double angle,
            @ForAll @IntRange(min = -400, max = 400) int rotation) {
        AhaGeometry turned = new AhaGeometry(
                AhaGeometry.STANDARD.apexRadius(),
                AhaGeometry.STANDARD.apicalRadius(),
                AhaGeometry.STANDARD.midRadius(),
                rotation,
                false,
                false);
        assertEquals(AhaGeometry.STANDARD.segmentAt(radius, angle), turned.segmentAt(radius, angle + rotation + 1e-9));
    }

    @Property(seed = "1", tries = 30)
    void everyPixelOfTheDiscLiesInExactlyOneSegment(@ForAll @IntRange(min = 1, max = 120) int pixels) {
        Disc disc = Disc.inscribed(pixels);
        SegmentGrid grid = AhaGeometry.STANDARD.grid(pixels, disc);
        int inside = 0;
        for (int row = 0; row < pixels; row++) {
            for (int column = 0; column < pixels; column++) {
                boolean onDisc = disc.relativeRadius(column, row) <= 1;
                assertEquals(onDisc, grid.indexAt(row, column) >= 0);
                inside += onDisc ? 1 : 0;
            }
        }
        assertEquals(
                inside, AhaSegment.ORDER.stream().mapToInt(grid::pixelCount).sum());
    }

    @Test
    void pixelCountsFollowTheAreaSharesAtFullSize() {
        SegmentGrid grid = AhaGeometry.STANDARD.grid(290, Disc.inscribed(290));
        double inside = AhaSegment.ORDER.stream().mapToInt(grid::pixelCount).sum();
        for (AhaSegment segment : AhaSegment.ORDER) {
            assertEquals(AhaGeometry.STANDARD.areaShare(segment), grid.pixelCount(segment) / inside, 5e-4);
        }
        assertEquals(Math.PI * 145 * 145, inside, 150);
        assertTrue(grid.indexAt(20, 145) == 0 && grid.indexAt(145, 145) == 16);
    }
}
