package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PolarMapRotationTest {
    private interface Surface {
        double at(double relativeRadius, double degrees);
    }

    private static PolarMap map(int pixels, Disc disc, Surface surface) {
        float[] values = new float[pixels * pixels];
        for (int row = 0; row < pixels; row++) {
            for (int column = 0; column < pixels; column++) {
                double r = disc.relativeRadius(column, row);
                values[row * pixels + column] = r > 1 ? 0 : (float) surface.at(r, disc.angleDegrees(column, row));
            }
        }
        return PolarMap.of(PerfusionState.STRESS, pixels, values, disc, "test");
    }

    private static double smooth(double r, double degrees) {
        return 0.6 + 0.3 * r * Math.cos(Math.toRadians(degrees - 70));
    }

    @Test
    void quarterTurnMovesEveryPixelExactly() {
        Random random = new Random(7);
        PolarMap map = map(9, Disc.inscribed(9), (r, a) -> random.nextFloat());
        PolarMap turned = map.rotated(90);
        for (int row = 0; row < 9; row++) {
            for (int column = 0; column < 9; column++) {
                // counter-clockwise: what was right of the centre comes to the top
                assertEquals(map.valueAt(row, column), turned.valueAt(8 - column, row), 1e-6);
            }
        }
    }

    @Test
    void zeroDegreesChangesNothing() {
        Random random = new Random(8);
        PolarMap map = map(290, Disc.inscribed(290), (r, a) -> random.nextFloat());
        assertEquals(map, map.rotated(0));
    }

    @Property(seed = "1", tries = 50)
    void followsTheSurfaceInsideTheDisc(@ForAll @DoubleRange(min = -180, max = 180) double degrees) {
        Disc disc = new Disc(31, 29.5, 24);
        PolarMap turned = map(64, disc, PolarMapRotationTest::smooth).rotated(degrees);
        for (int row = 0; row < 64; row++) {
            for (int column = 0; column < 64; column++) {
                double r = disc.relativeRadius(column, row);
                if (r < 0.92) {
                    double expected = smooth(r, disc.angleDegrees(column, row) - degrees);
                    assertEquals(expected, turned.valueAt(row, column), 1e-5);
                }
            }
        }
    }

    @Property(seed = "1", tries = 200)
    void staysAValidMapWithinTheRangeOfTheOriginal(
            @ForAll @IntRange(min = 1, max = 40) int pixels,
            @ForAll @DoubleRange(min = -400, max = 400) double degrees,
            @ForAll @DoubleRange(min = -3, max = 3) double offset,
            @ForAll @DoubleRange(min = 0.3, max = 40) double radius) {
        Random random = new Random(pixels);
        Disc disc = new Disc((pixels - 1) / 2.0 + offset, (pixels - 1) / 2.0 - offset, radius);
        PolarMap map = map(pixels, disc, (r, a) -> random.nextFloat());
        PolarMap turned = map.rotated(degrees);
        float[] values = new float[pixels * pixels];
        turned.copyTo(values, 0);
        assertEquals(turned, PolarMap.of(PerfusionState.STRESS, pixels, values, disc, "test"));
        assertTrue(turned.maximum() <= map.maximum() * (1 + 1e-6));
    }

    @Property(seed = "1", tries = 300)
    void eachPixelOfTheDiscIsInterpolatedBetweenItsFourNeighboursAndTheRestStaysZero(
            @ForAll @IntRange(min = 1, max = 12) int pixels,
            @ForAll @DoubleRange(min = -400, max = 400) double degrees,
            @ForAll @DoubleRange(min = -8, max = 8) double right,
            @ForAll @DoubleRange(min = -8, max = 8) double down,
            @ForAll @DoubleRange(min = 0.3, max = 14) double radius) {
        Random random = new Random(pixels);
        double centre = (pixels - 1) / 2.0;
        Disc disc = new Disc(centre + right, centre + down, radius);
        PolarMap map = map(pixels, disc, (r, a) -> random.nextFloat());
        PolarMap turned = map.rotated(degrees);
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        for (int row = 0; row < pixels; row++) {
            for (int column = 0; column < pixels; column++) {
                double dx = column - disc.centreX();
                double dy = row - disc.centreY();
                double expected = disc.relativeRadius(column, row) > 1
                        ? 0
                        : bilinear(map, disc.centreX() + dx * cos - dy * sin, disc.centreY() + dx * sin + dy * cos);
                assertEquals(expected, turned.valueAt(row, column), 1e-5);
            }
        }
    }

    /** Pixels outside the map count as 0. */
    private static double bilinear(PolarMap map, double x, double y) {
        double sum = 0;
        for (int row = 0; row < map.pixels(); row++) {
            for (int column = 0; column < map.pixels(); column++) {
                sum += Math.max(0, 1 - Math.abs(x - column))
                        * Math.max(0, 1 - Math.abs(y - row))
                        * map.valueAt(row, column);
            }
        }
        return sum;
    }

    @Test
    void angleMustBeFinite() {
        PolarMap map = map(4, Disc.inscribed(4), (r, a) -> 1);
        assertThrows(IllegalArgumentException.class, () -> map.rotated(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> map.rotated(Double.POSITIVE_INFINITY));
    }
}
