package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SegmentScoresTest {
    private static final TerritoryMap STANDARD = TerritoryMap.standard();

    /** LAD segments 1, 2, 7 sum to 3, RCA segment 3 to 2, LCX segment 16 to 4. */
    private static final SegmentScores MIXED = SegmentScores.of(1, 1, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0);

    private static SegmentScores all(int score) {
        return new SegmentScores(Collections.nCopies(17, score));
    }

    @Test
    void scoresAreSummedOverTheVesselsSegments() {
        assertEquals(3, MIXED.sum(VesselTerritory.LAD, STANDARD));
        assertEquals(2, MIXED.sum(VesselTerritory.RCA, STANDARD));
        assertEquals(4, MIXED.sum(VesselTerritory.LCX, STANDARD));
        assertEquals(9, MIXED.sum());
        assertEquals(4, MIXED.maximum());
        assertEquals(4, MIXED.score(AhaSegment.APICAL_LATERAL));
    }

    @Test
    void anotherDominanceMovesTheScore() {
        TerritoryMap map = STANDARD.with(AhaSegment.BASAL_INFEROSEPTAL, VesselTerritory.LAD);
        assertEquals(5, MIXED.sum(VesselTerritory.LAD, map));
        assertEquals(0, MIXED.sum(VesselTerritory.RCA, map));
    }

    @Test
    void allSegmentsAbsentSumTo68() {
        assertEquals(68, SegmentScores.MAX_SUM);
        assertEquals(68, all(4).sum());
    }

    @Test
    void scoresOutOfRangeAreNamed() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> SegmentScores.of(0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
                .getMessage();
        assertEquals("score_3 is 5: must lie in 0 to 4", message);
        assertThrows(IllegalArgumentException.class, () -> all(-1));
        assertThrows(IllegalArgumentException.class, () -> SegmentScores.of(1, 2, 3));
        assertThrows(NullPointerException.class, () -> new SegmentScores(Arrays.asList(new Integer[17])));
    }

    @Test
    void aVesselIsAbnormalFromASumOf4() {
        VesselLabels labels = ExpertReading.ofScores(MIXED, STANDARD).labels();
        assertEquals(new VesselLabels(false, false, true), labels);
    }

    @Test
    void summedScoresAreStressRestAndTheirDifference() {
        SummedScores scores = new SummedScores(MIXED, all(0));
        assertEquals(9, scores.stressScore());
        assertEquals(0, scores.restScore());
        assertEquals(9, scores.differenceScore());
        assertEquals(-9, new SummedScores(all(0), MIXED).differenceScore());
        assertEquals(100.0 * 9 / 68, SummedScores.percent(9), 1e-12);
        assertThrows(NullPointerException.class, () -> new SummedScores(MIXED, null));
    }

    @Test
    void patientRulesDifferInWhatTheyMeasure() {
        assertTrue(PatientRule.ANY_VESSEL.isAbnormal(MIXED, STANDARD));
        PatientRule segment = new PatientRule(PatientRule.Measure.LARGEST_SEGMENT_SCORE, 4);
        PatientRule summed = new PatientRule(PatientRule.Measure.SUMMED_SCORE, 10);
        assertTrue(segment.isAbnormal(MIXED, STANDARD));
        assertFalse(summed.isAbnormal(MIXED, STANDARD));
        assertEquals(9, summed.score(MIXED, STANDARD));
        assertTrue(new PatientRule(PatientRule.Measure.SUMMED_SCORE, 9).isAbnormal(MIXED, STANDARD));
        assertThrows(IllegalArgumentException.class, () -> new PatientRule(PatientRule.Measure.SUMMED_SCORE, 0));
    }

    @Property(seed = "1")
    void vesselSumsAddUpAndRulesAgreeWithTheReading(
            @ForAll @Size(17) List<@IntRange(min = 0, max = 4) Integer> values) {
        SegmentScores scores = new SegmentScores(values);
        int sum = VesselTerritory.ORDER.stream()
                .mapToInt(vessel -> scores.sum(vessel, STANDARD))
                .sum();
        assertEquals(scores.sum(), sum);
        assertEquals(
                ExpertReading.ofScores(scores, STANDARD).labels().anyVessel(),
                PatientRule.ANY_VESSEL.isAbnormal(scores, STANDARD));
        int largest = new PatientRule(PatientRule.Measure.LARGEST_VESSEL_SUM, 1).score(scores, STANDARD);
        assertTrue(scores.maximum() <= largest && largest <= scores.sum());
    }
}
