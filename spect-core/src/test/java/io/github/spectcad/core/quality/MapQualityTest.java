package io.github.spectcad.core.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.core.quality.MapFinding.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapQualityTest {
    private static final Set<PerfusionState> BOTH = EnumSet.allOf(PerfusionState.class);

    private static List<PatientStudy> phantoms(int pixels, long seed, int count) {
        return PhantomCohort.withAngiographyOnly(count, seed).patients().stream()
                .map(patient -> patient.study(pixels))
                .toList();
    }

    private static PolarMap phantom(int pixels) {
        return phantoms(pixels, 5, 20).get(3).stress().orElseThrow();
    }

    /** The map with values changed by their index; outside the disc stays 0. */
    private static PolarMap changed(PolarMap map, IntToDoubleFunction change) {
        int side = map.pixels();
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            int row = i / side;
            boolean inside = map.disc().relativeRadius(i % side, row) <= 1;
            values[i] = inside ? (float) change.applyAsDouble(i) : 0;
        }
        return PolarMap.of(map.state(), side, values, map.disc(), map.source());
    }

    private static double at(PolarMap map, int i) {
        return map.valueAt(i / map.pixels(), i % map.pixels());
    }

    private static PolarMap inverted(PolarMap map) {
        return changed(map, i -> map.maximum() - at(map, i));
    }

    /** The map drawn small in the middle, on a background. */
    private static PolarMap inset(PolarMap map, double scale, float background) {
        int side = map.pixels();
        double centre = (side - 1) / 2.0;
        return changed(map, i -> {
            double x = centre + (i % side - centre) / scale;
            int row = i / side;
            double y = centre + (row - centre) / scale;
            if (map.disc().relativeRadius(x, y) > 1) {
                return background;
            }
            return map.valueAt((int) Math.round(y), (int) Math.round(x));
        });
    }

    private static Set<Kind> kinds(PolarMap map) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        MapQuality.of(map).forEach(finding -> kinds.add(finding.kind()));
        return kinds;
    }

    @ParameterizedTest
    @CsvSource({"7, 11", "8, 12", "9, 13", "16, 14", "33, 15", "64, 16", "128, 17", "290, 18"})
    void findsNothingInGoodMapsOfAnySize(int pixels, long seed) {
        for (PatientStudy patient : phantoms(pixels, seed, 20)) {
            assertEquals(List.of(), MapQuality.of(patient, BOTH));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 16, 64, 128})
    void findsNearlyAllInvertedMaps(int pixels) {
        int found = 0;
        List<PatientStudy> patients = phantoms(pixels, 21, 40);
        for (PatientStudy patient : patients) {
            found += kinds(inverted(patient.stress().orElseThrow())).contains(Kind.INVERTED) ? 1 : 0;
        }
        assertTrue(found >= 38, found + " of 40 found");
    }

    @ParameterizedTest
    @CsvSource({"7, .7", "16, .8", "64, .88", "290, .83", "290, .5"})
    void findsADiscThatDoesNotFillTheSquare(int pixels, double scale) {
        assertEquals(Set.of(Kind.DISC_NOT_FILLED), kinds(inset(phantom(pixels), scale, 0)));
        assertEquals(Set.of(Kind.DISC_NOT_FILLED), kinds(inset(phantom(pixels), scale, 1)));
    }

    @Test
    void findsAConstantMap() {
        assertEquals(Set.of(Kind.CONSTANT), kinds(changed(phantom(32), i -> .5)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void findsAMapThatIsTooSmall(int pixels) {
        PolarMap map = PolarMap.of(
                PerfusionState.REST, pixels, new float[pixels * pixels], Disc.inscribed(pixels), "small.png");
        assertEquals(Set.of(Kind.TOO_SMALL), kinds(map));
    }

    @Test
    void findsAHotPixelThatDarkensTheMap() {
        PolarMap map = phantom(64);
        assertEquals(Set.of(Kind.OUTLYING_MAXIMUM), kinds(changed(map, i -> i == 64 * 32 + 30 ? 2 : at(map, i))));
    }

    @Test
    void suspectsLinesDrawnOverTheMap() {
        PolarMap map = phantom(128);
        assertEquals(Set.of(Kind.OVERLAY), kinds(changed(map, i -> i % 128 == 63 || i / 128 == 63 ? 0 : at(map, i))));
    }

    @Test
    void suspectsAMapOfFewLevels() {
        PolarMap map = phantom(128);
        assertTrue(kinds(changed(map, i -> Math.round(at(map, i) * 10) / 10.)).contains(Kind.FEW_LEVELS));
    }

    @Test
    void suspectsARimThatIsEmptyOnOneSide() {
        PolarMap map = phantom(64);
        assertEquals(Set.of(Kind.RIM_PARTLY_EMPTY), kinds(changed(map, i -> i % 64 < 8 ? 0 : at(map, i))));
    }

    @Test
    void refusesOneMapForBothStatesAlsoWhenRecompressed() {
        PolarMap rest = phantoms(64, 5, 20).get(3).rest().orElseThrow();
        PolarMap stress = changed(rest, i -> Math.max(0, at(rest, i) + (i % 3 - 1) / 255.));
        PatientStudy patient = PatientStudy.of(
                "p1",
                rest,
                PolarMap.of(PerfusionState.STRESS, 64, values(stress), stress.disc(), "b.png"),
                ClinicalFeatures.UNKNOWN);
        assertEquals(
                Kind.SAME_MAP,
                assertThrows(MapRefusedException.class, () -> MapGate.refusing().check(patient, BOTH))
                        .finding()
                        .kind());
        MapGate.refusing().check(patient, EnumSet.of(PerfusionState.REST));
    }

    private static float[] values(PolarMap map) {
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        return values;
    }

    @Test
    void refusesWithReasonAndCure() {
        PolarMap map = inverted(phantom(64));
        MapRefusedException refused =
                assertThrows(MapRefusedException.class, () -> MapGate.refusing().pass(MapQuality.of(map)));
        assertTrue(refused.getMessage().contains("high uptake is drawn dark"), refused.getMessage());
        assertTrue(refused.getMessage().contains("read it as inverted"), refused.getMessage());
    }

    @Test
    void warnsWhereTheCallerAskedForWarnings() {
        List<MapFinding> heard = new ArrayList<>();
        MapGate.warning(heard::add).pass(MapQuality.of(inverted(phantom(64))));
        assertEquals(Kind.INVERTED, heard.get(0).kind());
    }

    @Test
    void tellsTheListenerOfSuspicionsWithoutRefusing() {
        PolarMap map = phantom(64);
        List<MapFinding> heard = new ArrayList<>();
        MapGate.refusing(heard::add).pass(MapQuality.of(changed(map, i -> i % 64 < 8 ? 0 : at(map, i))));
        assertEquals(Kind.RIM_PARTLY_EMPTY, heard.get(0).kind());
        assertFalse(heard.get(0).kind().isFault());
    }

    @Test
    void findsAMapSharedByTwoPatientsAndLeakageBetweenPartitions() {
        PatientStudy first = phantoms(16, 5, 20).get(0);
        SharedMaps shared = new SharedMaps();
        assertEquals(List.of(), shared.add(in(first, "a", Optional.of(Partition.TRAIN))));
        List<MapFinding> leaks = shared.add(in(first, "b", Optional.of(Partition.TEST)));
        assertEquals(
                List.of(Kind.LEAKAGE, Kind.LEAKAGE),
                leaks.stream().map(MapFinding::kind).toList());
        assertTrue(leaks.get(0).reason().contains("patient 'a'"), leaks.get(0).reason());
        assertEquals(
                Kind.SHARED_MAP,
                shared.add(in(first, "c", Optional.empty())).get(0).kind());
        assertEquals(List.of(), shared.add(phantoms(16, 6, 20).get(0)));
    }

    private static PatientStudy in(PatientStudy patient, String id, Optional<Partition> partition) {
        return new PatientStudy(
                id,
                patient.rest(),
                patient.stress(),
                patient.clinical(),
                patient.angiography(),
                patient.expertReading(),
                partition);
    }
}
