package io.github.spectcad.core.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.quality.MapFinding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies just within each limit and just beyond it, on maps whose grey levels rise from row to row. */
class MapQualityLimitsTest {
    private static final int SIDE = 100;

    /** The quantiles of a good map, from 0.5 to 0.95. */
    private static double good(double share) {
        return 0.5 + 0.45 * share;
    }

    private static int[] inside(int side, double from, double to) {
        Disc disc = Disc.inscribed(side);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < side * side; i++) {
            int row = i / side;
            double radius = disc.relativeRadius(i % side, row);
            if (radius >= from && radius <= to) {
                found.add(i);
            }
        }
        return found.stream().mapToInt(i -> i).toArray();
    }

    /** Values with a given quantile function, smallest at the top, and 1 at the centre. */
    private static float[] values(int side, DoubleUnaryOperator quantile) {
        float[] values = new float[side * side];
        int[] pixels = inside(side, 0, 1);
        for (int k = 0; k < pixels.length; k++) {
            values[pixels[k]] = (float) quantile.applyAsDouble(k / (pixels.length - 1.0));
        }
        values[side / 2 * side + side / 2] = 1;
        return values;
    }

    private static PolarMap map(int side, float[] values) {
        return PolarMap.of(PerfusionState.REST, side, values, Disc.inscribed(side), "m.png");
    }

    /** The unit of the map does not matter. */
    private static List<Kind> kinds(int side, float[] values) {
        List<Kind> kinds =
                MapQuality.of(map(side, values)).stream().map(MapFinding::kind).toList();
        assertEquals(
                kinds,
                MapQuality.of(map(side, times(4, values))).stream()
                        .map(MapFinding::kind)
                        .toList());
        return kinds;
    }

    private static float[] times(float factor, float[] values) {
        float[] product = values.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= factor;
        }
        return product;
    }

    private static float[] withRim(int count, float value) {
        float[] values = values(SIDE, MapQualityLimitsTest::good);
        int[] rim = inside(SIDE, 0.90, 0.98);
        for (int k = 0; k < count; k++) {
            values[rim[k]] = value;
        }
        return values;
    }

    @Test
    void aGoodMapHasNoFindings() {
        assertEquals(List.of(), kinds(SIDE, values(SIDE, MapQualityLimitsTest::good)));
        assertEquals(List.of(), kinds(7, values(7, MapQualityLimitsTest::good)));
        assertEquals(List.of(Kind.TOO_SMALL), kinds(6, values(6, MapQualityLimitsTest::good)));
    }

    @Test
    void aRimOfWhichMoreThanHalfIsEmptyOrWhiteDoesNotFillTheSquare() {
        int rim = inside(SIDE, 0.90, 0.98).length;
        int half = Math.floorDiv(rim, 2);
        assertEquals(List.of(Kind.RIM_PARTLY_EMPTY), kinds(SIDE, withRim(half, 0.04f)));
        assertEquals(List.of(Kind.DISC_NOT_FILLED), kinds(SIDE, withRim(half + 1, 0.04f)));
        assertEquals(List.of(), kinds(SIDE, withRim(half, 0.98f)));
        assertEquals(List.of(Kind.DISC_NOT_FILLED), kinds(SIDE, withRim(half + 1, 0.98f)));
        assertEquals(List.of(), kinds(SIDE, withRim(half + 1, 0.979f)));
        String empty = MapQuality.of(map(SIDE, withRim(rim, 0))).get(0).reason();
        assertEquals("the disc does not fill the square: 100 % of its rim are empty", empty);
        String white = MapQuality.of(map(SIDE, withRim(rim, 1))).get(0).reason();
        assertEquals("the disc does not fill the square: 100 % of its rim are white", white);
    }

    @Test
    void aRimOfWhichMoreThanFifteenPercentAreEmptyIsPartlyEmpty() {
        int count = (int) (0.15 * inside(SIDE, 0.90, 0.98).length);
        assertEquals(List.of(), kinds(SIDE, withRim(count, 0)));
        List<MapFinding> findings = MapQuality.of(map(SIDE, withRim(count + 1, 0.04f)));
        assertEquals(Kind.RIM_PARTLY_EMPTY, findings.get(0).kind());
        assertEquals("15 % of the rim are empty", findings.get(0).reason());
        assertEquals(List.of(), kinds(SIDE, withRim(count + 1, 0.041f)));
    }

    private static DoubleUnaryOperator through(double low, double median, double high) {
        return share -> share < 0.5 ? low + (median - low) * 2 * share : median + (high - median) * (2 * share - 1);
    }

    @ParameterizedTest
    @CsvSource({
        // spread
        "0.90, 0.91, 0.919, CONSTANT",
        "0.90, 0.91, 0.925, ",
        // the darkest part
        "0.23, 0.6, 1, INVERTED",
        "0.24, 0.6, 1, ",
        // the median
        "0.1, 0.63, 1, INVERTED",
        "0.1, 0.65, 1, ",
        // how far the median lies from the middle of the extremes
        "0.05, 0.63, 0.95, INVERTED",
        "0.05, 0.63, 0.92, ",
        // the brightest part
        "0.4, 0.6, 0.80, OUTLYING_MAXIMUM",
        "0.4, 0.6, 0.82, "
    })
    void darkMedianAndBrightPartsDecide(double low, double median, double high, Kind kind) {
        assertEquals(kind == null ? List.of() : List.of(kind), kinds(SIDE, values(SIDE, through(low, median, high))));
    }

    @ParameterizedTest
    @CsvSource({"64, 11, FEW_LEVELS", "64, 12, ", "63, 5, ", "100, 11, FEW_LEVELS"})
    void fewerThanTwelveLevelsAreFewInAMapOf64Pixels(int side, int levels, Kind kind) {
        float[] values = values(side, share -> good(Math.floor(share * (levels - 1.001)) / (levels - 2)));
        List<MapFinding> findings = MapQuality.of(map(side, values));
        assertEquals(
                kind == null ? List.of() : List.of(kind),
                findings.stream().map(MapFinding::kind).toList());
        if (kind != null) {
            assertEquals(
                    "the disc has 11 different values, fewer than 12",
                    findings.get(0).reason());
        }
    }

    /** Dots five pixels apart within the radius that is looked at, from the middle outwards by rows. */
    private static float[] withDots(int count, float change) {
        float[] values = values(SIDE, share -> 0.5 + 0.35 * share);
        int drawn = 0;
        for (int i : inside(SIDE, 0, 0.93)) {
            int row = i / SIDE;
            if (row % 5 == 1 && i % SIDE % 5 == 1 && drawn < count) {
                values[i] += change;
                drawn++;
            }
        }
        assertEquals(count, drawn);
        return values;
    }

    @ParameterizedTest
    @CsvSource({"0.09, OVERLAY", "-0.09, OVERLAY", "0.079, ", "-0.079, "})
    void moreThanThreeInAThousandPixelsThatStandOutAreAnOverlay(float change, Kind kind) {
        int looked = inside(SIDE, 0, 0.94).length;
        int most = (int) (0.003 * looked) - 1; // the centre stands out, too
        assertEquals(List.of(), kinds(SIDE, withDots(most, change)));
        assertEquals(kind == null ? List.of() : List.of(kind), kinds(SIDE, withDots(most + 1, change)));
    }

    @Test
    void whatIsDrawnNearTheRimIsNotLookedAt() {
        float[] values = values(SIDE, share -> 0.5 + 0.35 * share);
        for (int i : inside(SIDE, 0.945, 1)) {
            values[i] += i % 3 == 0 ? 0.12f : 0;
        }
        assertEquals(List.of(), kinds(SIDE, values));
    }

    @Test
    void anEdgeIsNoLine() {
        float[] values = values(SIDE, share -> 0.5 + 0.25 * share);
        for (int i : inside(SIDE, 0, 1)) {
            values[i] += i % SIDE < SIDE / 2 ? 0 : 0.2f;
        }
        values[SIDE / 2 * SIDE + SIDE / 2] = 1;
        assertEquals(List.of(), kinds(SIDE, values));
    }

    private static PatientStudy patient(PolarMap rest, float[] stress, int side) {
        PolarMap second = PolarMap.of(PerfusionState.STRESS, side, stress, Disc.inscribed(side), "s.png");
        return PatientStudy.of("p", rest, second, ClinicalFeatures.UNKNOWN);
    }

    private static boolean isSame(PatientStudy patient) {
        List<MapFinding> findings = MapQuality.together(patient);
        assertTrue(findings.size() <= 1);
        return findings.stream().anyMatch(finding -> finding.kind() == Kind.SAME_MAP);
    }

    @Test
    void mapsThatDifferBySixThousandthsOfTheMaximumInTheMeanAreNotTheSame() {
        PolarMap rest = map(SIDE, values(SIDE, MapQualityLimitsTest::good));
        int[] pixels = inside(SIDE, 0, 1);
        for (double mean : new double[] {0.0055, 0.0065}) {
            float[] stress = values(SIDE, MapQualityLimitsTest::good);
            for (int i : pixels) {
                stress[i] -= (float) (mean * SIDE * SIDE / pixels.length * (i % 2 == 0 ? 1 : -1));
            }
            stress[SIDE / 2 * SIDE + SIDE / 2] = 1;
            assertEquals(mean < 0.006, isSame(patient(rest, stress, SIDE)));
        }
        float[] halved = times(0.5f, values(SIDE, MapQualityLimitsTest::good));
        assertTrue(isSame(patient(rest, halved, SIDE)), "each is compared with its own maximum");
        assertTrue(isSame(patient(map(SIDE, times(8, halved)), halved, SIDE)), "each is compared with its own maximum");
        assertEquals(false, isSame(patient(rest, values(64, MapQualityLimitsTest::good), 64)));
    }
}
