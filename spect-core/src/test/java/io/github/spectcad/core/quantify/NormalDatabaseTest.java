package io.github.spectcad.core.quantify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.SummedScores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class NormalDatabaseTest {
    private static final int SIDE = 100;

    /** A map of one level in each segment. */
    private static PolarMap map(PerfusionState state, int side, IntFunction<Double> levelOfSegment) {
        Disc disc = Disc.inscribed(side);
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            int row = i / side;
            int column = i % side;
            if (disc.relativeRadius(column, row) <= 1) {
                double radius = disc.relativeRadius(column, row);
                int segment = io.github.spectcad.core.AhaGeometry.STANDARD
                        .segmentAt(radius, disc.angleDegrees(column, row))
                        .number();
                values[i] = levelOfSegment.apply(segment).floatValue();
            }
        }
        return PolarMap.of(state, side, values, disc, "test");
    }

    /** Ten normal men, of uptake 1, but 0.96 or 1 in segment 5. */
    private static NormalDatabase database() {
        List<PatientStudy> normals = new ArrayList<>();
        for (int p = 0; p < 10; p++) {
            double level = p % 2 == 0 ? 0.96 : 1.0;
            normals.add(PatientStudy.builder("n" + p)
                    .map(map(PerfusionState.REST, SIDE, segment -> 1.0))
                    .map(map(PerfusionState.STRESS, SIDE, segment -> segment == 5 ? level : 1.0))
                    .clinical(ClinicalFeatures.of(Sex.MALE, 60, 80, 170))
                    .build());
        }
        return NormalDatabase.ofPatients(normals);
    }

    @Test
    void aNormalMapHasNoDeficit() {
        Quantification normal = database().quantify(map(PerfusionState.REST, SIDE, segment -> 1.0), Sex.MALE);
        assertEquals(0, normal.extentPercent(), 1e-9);
        assertEquals(0, normal.totalPerfusionDeficit(), 1e-9);
        assertEquals(0, normal.proposedScores().sum());
        assertEquals(
                1,
                normal.segments().stream()
                        .mapToDouble(SegmentPerfusion::areaShare)
                        .sum(),
                1e-12);
    }

    @Test
    void extentSeverityAndScoreFollowTheirFormulas() {
        Quantification found =
                database().quantify(map(PerfusionState.REST, SIDE, segment -> segment == 10 ? 0.75 : 1.0), Sex.MALE);
        SegmentPerfusion segment = found.segments().get(9);
        assertEquals(AhaSegment.MID_INFERIOR, segment.segment());
        assertEquals(75, segment.percentOfNormal(), 2.5);
        assertEquals(0.75, segment.mean(), 0.025);
        assertTrue(segment.extentPercent() > 85, () -> "extent " + segment.extentPercent());
        assertEquals(4 * 0.25, segment.severity(), 0.1);
        assertEquals(3, segment.score());
        // the mid ring holds 32 % of the area (domain of equal ring widths), a sixth of it lies in the segment
        assertEquals(5.33, found.extentPercent(), 1);
        assertEquals(5.33 * 0.25, found.totalPerfusionDeficit(), 0.3);
    }

    @Test
    void theLimitLiesThreeDeviationsBelowTheMean() {
        NormalDatabase database = database();
        double deviation = database.limits().stream()
                .filter(limits -> limits.state() == PerfusionState.STRESS)
                .findFirst()
                .orElseThrow()
                .deviations()
                .stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
        assertEquals(0.0211, deviation, 0.0015);
        Quantification within =
                database.quantify(map(PerfusionState.STRESS, SIDE, segment -> segment == 5 ? 0.95 : 1.0), Sex.MALE);
        Quantification beyond =
                database.quantify(map(PerfusionState.STRESS, SIDE, segment -> segment == 5 ? 0.85 : 1.0), Sex.MALE);
        assertEquals(0, within.proposedScores().score(AhaSegment.BASAL_INFEROLATERAL));
        assertEquals(2, beyond.proposedScores().score(AhaSegment.BASAL_INFEROLATERAL));
    }

    @Test
    void mapsOfAnySizeGiveNearlyTheSame() {
        NormalDatabase database = database();
        Quantification large =
                database.quantify(map(PerfusionState.REST, 290, segment -> segment == 7 ? 0.6 : 1.0), Sex.MALE);
        Quantification small =
                database.quantify(map(PerfusionState.REST, 64, segment -> segment == 7 ? 0.6 : 1.0), Sex.MALE);
        assertEquals(large.totalPerfusionDeficit(), small.totalPerfusionDeficit(), 0.4);
        assertEquals(4, large.proposedScores().score(AhaSegment.MID_ANTERIOR));
    }

    @Test
    void scoresOfBothStatesGiveTheSummedScores() {
        NormalDatabase database = database();
        SegmentScores stress = database.quantify(
                        map(PerfusionState.STRESS, SIDE, segment -> segment == 10 ? 0.65 : 1.0), Sex.MALE)
                .proposedScores();
        SegmentScores rest = database.quantify(
                        map(PerfusionState.REST, SIDE, segment -> segment == 10 ? 0.85 : 1.0), Sex.MALE)
                .proposedScores();
        SummedScores summed = new SummedScores(stress, rest);
        assertEquals(4, summed.stressScore());
        assertEquals(2, summed.restScore());
        assertEquals(2, summed.differenceScore());
    }

    @Test
    void aSexWithoutLimitsAndTooFewPatientsAreRefused() {
        NormalDatabase database = database();
        PolarMap map = map(PerfusionState.REST, SIDE, segment -> 1.0);
        assertThrows(IllegalArgumentException.class, () -> database.quantify(map, Sex.FEMALE));
        assertThrows(IllegalArgumentException.class, () -> NormalLimits.of(List.of(map, map), Sex.MALE));
        assertThrows(IllegalArgumentException.class, () -> NormalDatabase.of(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> NormalDatabase.of(
                        List.of(database.limits().get(0), database.limits().get(0))));
    }

    @Test
    void aPatientIsQuantifiedInTheStatesThatHaveAMap() {
        NormalDatabase database = database();
        PatientStudy.Builder patient = PatientStudy.builder("p1").clinical(ClinicalFeatures.of(Sex.MALE, 60, 80, 170));
        PolarMap stress = map(PerfusionState.STRESS, SIDE, segment -> segment == 10 ? 0.65 : 1.0);
        QuantifiedPatient found = database.quantify(patient.map(stress).build());
        assertEquals("p1", found.patientId());
        assertEquals(
                database.quantify(stress, Sex.MALE),
                found.of(PerfusionState.STRESS).orElseThrow());
        assertTrue(found.of(PerfusionState.REST).isEmpty());
        assertTrue(found.summedScores().isEmpty());
        PolarMap rest = map(PerfusionState.REST, SIDE, segment -> 1.0);
        QuantifiedPatient both = database.quantify(patient.map(rest).build());
        assertEquals(
                database.quantify(rest, Sex.MALE), both.of(PerfusionState.REST).orElseThrow());
        assertEquals(4, both.summedScores().orElseThrow().differenceScore());
    }

    @Test
    void whatCannotBeQuantifiedIsNamed() {
        NormalDatabase database = database();
        PolarMap map = map(PerfusionState.REST, SIDE, segment -> 1.0);
        assertRefused(
                "the sex of patient 'p2' is unknown: normal limits are per sex",
                () -> database.quantify(PatientStudy.builder("p2").map(map).build()));
        assertRefused(
                "patient 'p3' has no map",
                () -> database.quantify(PatientStudy.builder("p3")
                        .clinical(ClinicalFeatures.of(Sex.MALE, 60, 80, 170))
                        .build()));
        assertRefused(
                "the normal database has no limits for rest, female: build it from patients of both sexes",
                () -> database.quantify(map, Sex.FEMALE));
    }

    private static void assertRefused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
