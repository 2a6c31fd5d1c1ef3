package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolarMapTest {
    private static final Disc DISC = Disc.inscribed(3);

    private static PolarMap map(float... values) {
        return PolarMap.of(PerfusionState.REST, 3, values, DISC, "a.png");
    }

    @Test
    void pixelsAreRowMajorAndCopied() {
        float[] values = {0, .1f, 0, .2f, 1, .3f, 0, .4f, 0};
        PolarMap map = map(values);
        values[4] = 0;
        assertEquals(1, map.valueAt(1, 1));
        assertEquals(.1f, map.valueAt(0, 1));
        assertEquals(.2f, map.valueAt(1, 0));
        assertEquals(1, map.maximum());
        float[] copy = new float[10];
        map.copyTo(copy, 1);
        assertArrayEquals(new float[] {0, 0, .1f, 0, .2f, 1, .3f, 0, .4f, 0}, copy);
        copy[5] = 7;
        assertEquals(1, map.valueAt(1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> map.valueAt(3, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> map.valueAt(0, -1));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, -.1f, Float.POSITIVE_INFINITY})
    void unusableValuesAreNamedWithRowColumnAndSource(float value) {
        String message = assertThrows(IllegalArgumentException.class, () -> map(0, 0, 0, 0, 0, value, 0, 0, 0))
                .getMessage();
        assertTrue(message.startsWith("polar map value at row 1, column 2 is " + value), message);
        assertTrue(message.endsWith("(a.png)"), message);
    }

    @Test
    void valuesOutsideTheDiscMustBeZero() {
        Disc small = new Disc(1, 1, 1);
        float[] corner = {0, 0, .5f, 0, 1, 0, 0, 0, 0};
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> PolarMap.of(PerfusionState.REST, 3, corner, small, "a.png"))
                .getMessage();
        assertTrue(message.startsWith("polar map value at row 0, column 2 lies outside the disc"), message);
        float[] rim = {0, .5f, 0, .5f, 1, .5f, 0, .5f, 0};
        assertEquals(
                .5f, PolarMap.of(PerfusionState.REST, 3, rim, small, "a.png").valueAt(0, 1));
    }

    @Test
    void theNumberOfValuesMustFit() {
        assertThrows(IllegalArgumentException.class, () -> map(1, 2));
        assertThrows(
                IllegalArgumentException.class, () -> PolarMap.of(PerfusionState.REST, 0, new float[0], DISC, "a.png"));
    }

    @Test
    void mapsAreEqualByContentNotBySource() {
        PolarMap a = map(0, 1, 0, 0, 0, 0, 0, 0, 0);
        PolarMap b = PolarMap.of(PerfusionState.REST, 3, new float[] {0, 1, 0, 0, 0, 0, 0, 0, 0}, DISC, "b.png");
        assertEquals(a, b);
        assertEquals(a.hashCode(), b.hashCode());
        assertNotEquals(a, map(0, 0, 0, 0, 1, 0, 0, 0, 0));
        assertEquals("PolarMap[rest, 3 x 3, a.png]", a.toString());
    }

    @Test
    void mapsOfAnotherStateSizeOrDiscDiffer() {
        PolarMap a = map(new float[9]);
        assertNotEquals(a, PolarMap.of(PerfusionState.STRESS, 3, new float[9], DISC, "a.png"));
        assertNotEquals(a, PolarMap.of(PerfusionState.REST, 3, new float[9], new Disc(1, 1, 1), "a.png"));
        assertNotEquals(a, PolarMap.of(PerfusionState.REST, 2, new float[4], DISC, "a.png"));
        assertNotEquals(a.hashCode(), map(0, 1, 0, 0, 0, 0, 0, 0, 0).hashCode());
        assertEquals(PerfusionState.REST, a.state());
        assertEquals("a.png", a.source());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 46341})
    void aBuilderTakesOneTo46340PixelsASide(int pixels) {
        assertThrows(
                IllegalArgumentException.class, () -> PolarMap.builder(PerfusionState.REST, pixels, DISC, "a.png"));
    }

    @Test
    void levelsFromZeroToTheLargestFloatAreHeldAndCodesAreUnsigned() {
        float[] levels = levels();
        levels[255] = Float.MAX_VALUE;
        PolarMap map = PolarMap.ofLevels(PerfusionState.REST, 1, new byte[] {-1}, levels, Disc.inscribed(1), "a.png");
        assertEquals(Float.MAX_VALUE, map.valueAt(0, 0));
        assertEquals(Float.MAX_VALUE, map.maximum());
        assertThrows(
                IllegalArgumentException.class,
                () -> PolarMap.ofLevels(PerfusionState.REST, 0, new byte[0], levels, DISC, "a.png"));
        assertThrows(
                IllegalArgumentException.class,
                () -> PolarMap.ofLevels(PerfusionState.REST, 2, new byte[9], levels, DISC, "a.png"));
        levels[255] = Float.POSITIVE_INFINITY;
        assertThrows(
                IllegalArgumentException.class,
                () -> PolarMap.ofLevels(PerfusionState.REST, 1, new byte[1], levels, DISC, "a.png"));
        levels[255] = -1;
        assertThrows(
                IllegalArgumentException.class,
                () -> PolarMap.ofLevels(PerfusionState.REST, 1, new byte[1], levels, DISC, "a.png"));
    }

    /** Also where the disc is small, off the centre or larger than the map. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 15})
    void aLevelAboveZeroIsRefusedExactlyOutsideTheDisc(int pixels) {
        Disc[] discs = {
            Disc.inscribed(pixels), new Disc(0, 1, 0.5), new Disc(-3, 2, 6.3), new Disc(4, 4, 100), new Disc(50, 0, 2)
        };
        for (Disc disc : discs) {
            for (int at = 0; at < pixels * pixels; at++) {
                byte[] codes = new byte[pixels * pixels];
                codes[at] = 1;
                int row = at / pixels;
                if (disc.relativeRadius(at % pixels, row) <= 1) {
                    assertDoesNotThrow(
                            () -> PolarMap.ofLevels(PerfusionState.REST, pixels, codes, levels(), disc, "a.png"));
                } else {
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> PolarMap.ofLevels(PerfusionState.REST, pixels, codes, levels(), disc, "a.png"));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"289, 144.5, 0", "144.5, 0, 90", "0, 144.5, 180", "144.5, 289, 270", "200, 89, 45"})
    void anglesRunCounterClockwiseFromLateral(double x, double y, double degrees) {
        Disc disc = Disc.inscribed(290);
        assertEquals(new Disc(144.5, 144.5, 145), disc);
        assertEquals(degrees, disc.angleDegrees(x, y), 1e-12);
        assertEquals(0, disc.relativeRadius(144.5, 144.5));
        assertEquals(144.5 / 145, disc.relativeRadius(289, 144.5), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "0,0,-1", "NaN,0,1", "0,NaN,1", "0,0,NaN", "0,0,Infinity", "Infinity,0,1"})
    void discsAreFiniteWithARadius(double x, double y, double radius) {
        assertThrows(IllegalArgumentException.class, () -> new Disc(x, y, radius));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 15})
    void everyPixelIsChecked(int pixels) {
        Disc[] discs = {
            Disc.inscribed(pixels), new Disc(0, 1, 0.5), new Disc(-3, 2, 6.3), new Disc(4, 4, 100), new Disc(50, 0, 2)
        };
        for (Disc disc : discs) {
            for (int row = 0; row < pixels; row++) {
                for (int column = 0; column < pixels; column++) {
                    float[] values = new float[pixels * pixels];
                    int at = row * pixels + column;
                    for (float bad : new float[] {
                        Float.NaN, -1, -Float.MIN_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
                    }) {
                        values[at] = bad;
                        String message = assertThrows(
                                        IllegalArgumentException.class,
                                        () -> PolarMap.of(PerfusionState.REST, pixels, values, disc, "a.png"))
                                .getMessage();
                        assertTrue(message.contains("row " + row + ", column " + column + " is " + bad), message);
                    }
                    values[at] = -0f;
                    assertDoesNotThrow(() -> PolarMap.of(PerfusionState.REST, pixels, values, disc, "a.png"));
                    values[at] = Float.MAX_VALUE;
                    if (disc.relativeRadius(column, row) <= 1) {
                        assertDoesNotThrow(() -> PolarMap.of(PerfusionState.REST, pixels, values, disc, "a.png"));
                    } else {
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> PolarMap.of(PerfusionState.REST, pixels, values, disc, "a.png"));
                    }
                }
            }
        }
    }

    @Test
    void aMapBuiltByRowsIsTheSameAndDoesNotChangeAfterwards() {
        Disc disc = Disc.inscribed(3);
        float[] row = {0.25f, 0.5f, 1};
        float[] outer = {0, 0.125f, 0};
        PolarMap.Builder builder = PolarMap.builder(PerfusionState.REST, 3, disc, "test");
        builder.row(0, outer).row(1, row).row(2, outer);
        PolarMap map = builder.build();
        row[0] = 9;
        assertEquals(map(0, 0.125f, 0, 0.25f, 0.5f, 1, 0, 0.125f, 0), map);
        assertThrows(IllegalStateException.class, () -> builder.row(0, outer));
        assertThrows(IllegalStateException.class, builder::build);
    }

    @Test
    void aBuilderWhoseRowWasRefusedBuildsNothing() {
        PolarMap.Builder builder = PolarMap.builder(PerfusionState.REST, 3, Disc.inscribed(3), "test");
        assertThrows(IllegalArgumentException.class, () -> builder.row(1, new float[] {0, Float.NaN, 0}));
        assertThrows(IllegalStateException.class, builder::build);
        PolarMap.Builder other = PolarMap.builder(PerfusionState.REST, 3, Disc.inscribed(3), "test");
        assertThrows(IllegalArgumentException.class, () -> other.row(0, new float[2]));
        assertThrows(IndexOutOfBoundsException.class, () -> other.row(3, new float[3]));
        assertThrows(
                IllegalArgumentException.class,
                () -> PolarMap.builder(PerfusionState.REST, 50_000, Disc.inscribed(3), "test"));
    }

    private static float[] levels() {
        float[] levels = new float[256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = i / 255f;
        }
        return levels;
    }

    @Test
    void aMapOfLevelsIsThatOfItsValuesAndDoesNotChangeAfterwards() {
        int side = 21;
        Disc disc = Disc.inscribed(side);
        float[] levels = levels();
        byte[] codes = new byte[side * side];
        float[] values = new float[side * side];
        for (int i = 0; i < codes.length; i++) {
            int row = i / side;
            int code = disc.relativeRadius(i % side, row) > 1 ? 0 : 1 + 37 * i % 255;
            codes[i] = (byte) code;
            values[i] = levels[code];
        }
        PolarMap plain = PolarMap.of(PerfusionState.STRESS, side, values, disc, "a.png");
        PolarMap map = PolarMap.ofLevels(PerfusionState.STRESS, side, codes, levels, disc, "a.png");
        codes[side * side / 2] = 0;
        levels[255] = 0;
        assertEquals(plain, map);
        assertEquals(plain.hashCode(), map.hashCode());
        assertEquals(plain.maximum(), map.maximum());
        assertEquals(plain.valueAt(10, 3), map.valueAt(10, 3));
        assertEquals(plain.rotated(7), map.rotated(7));
        float[] copy = new float[side * side + 1];
        map.copyTo(copy, 1);
        assertEquals(values[side * side - 11], copy[side * side - 10]);
        assertThrows(IndexOutOfBoundsException.class, () -> map.copyTo(copy, 2));
    }

    @Test
    void levelsThatNoMapMayHoldAreRefused() {
        Disc small = new Disc(1, 1, 1);
        float[] levels = levels();
        byte[] corner = {0, 0, 1, 0, 1, 0, 0, 0, 0};
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> PolarMap.ofLevels(PerfusionState.REST, 3, corner, levels, small, "a.png"))
                .getMessage();
        assertTrue(message.startsWith("polar map value at row 0, column 2 lies outside the disc"), message);
        byte[] dark = new byte[9];
        assertThrows(
                IllegalArgumentException.class,
                () -> PolarMap.ofLevels(PerfusionState.REST, 3, dark, new float[255], small, "a.png"));
        levels[200] = Float.NaN;
        assertThrows(
                IllegalArgumentException.class,
                () -> PolarMap.ofLevels(PerfusionState.REST, 3, dark, levels, small, "a.png"));
    }
}
