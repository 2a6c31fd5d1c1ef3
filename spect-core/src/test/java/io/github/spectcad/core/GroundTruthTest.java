package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroundTruthTest {
    private static Stenoses stenoses(Double leftMain, Double lad, Double rca, Double lcx) {
        return new Stenoses(optional(leftMain), optional(lad), optional(rca), optional(lcx));
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 000",
        "0, 69.9, 69.9, 69.9, 000",
        "0, 70, 0, 0, 100",
        "0, 0, 70, 0, 010",
        "0, 0, 0, 70, 001",
        "0, 100, 100, 100, 111",
        "49.9, 0, 0, 0, 000",
        "50, 0, 0, 0, 101",
        "50, 0, 70, 0, 111",
        ", 70, 0, 69, 100",
        "50, , 70, , 111",
        "60, , 0, 10, 101"
    })
    void narrowingsGiveThePapersLabels(Double leftMain, Double lad, Double rca, Double lcx, String pattern) {
        Angiography truth = Angiography.ofStenoses(stenoses(leftMain, lad, rca, lcx), AngiographyRule.STANDARD);
        assertEquals(Patients.labels(pattern), truth.labels());
        assertEquals(Reference.ICA, truth.reference());
    }

    @ParameterizedTest
    @CsvSource({", , 0, 0, lad", "50, 0, , 0, rca", "0, 0, 0, , lcx"})
    void anUnknownNarrowingThatTheLeftMainDoesNotDecideIsNamed(
            Double leftMain, Double lad, Double rca, Double lcx, String vessel) {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> AngiographyRule.STANDARD.labels(stenoses(leftMain, lad, rca, lcx)))
                .getMessage();
        assertEquals("stenosis_" + vessel + " is unknown: give it, or the label ica_" + vessel, message);
    }

    @Test
    void whatALeftMainMeansCanBeConfigured() {
        Stenoses leftMain = stenoses(60.0, 0.0, 0.0, 0.0);
        assertEquals(Patients.labels("000"), new AngiographyRule(50, 70, Set.of()).labels(leftMain));
        assertEquals(
                Patients.labels("111"),
                new AngiographyRule(50, 70, Set.copyOf(VesselTerritory.ORDER)).labels(leftMain));
        assertEquals(
                Patients.labels("000"),
                new AngiographyRule(61, 70, AngiographyRule.STANDARD.leftMainVessels()).labels(leftMain));
        assertEquals(
                Patients.labels("100"), new AngiographyRule(50, 50, Set.of()).labels(stenoses(null, 50.0, 0.0, 0.0)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.1, Double.NaN})
    void thresholdsOutsideTheirRangeAreRefused(double percent) {
        assertThrows(IllegalArgumentException.class, () -> new AngiographyRule(percent, 70, Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new AngiographyRule(50, percent, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.1, 100.1, Double.NaN, Double.POSITIVE_INFINITY})
    void narrowingsOutsideTheirRangeAreNamed(double percent) {
        String message = assertThrows(IllegalArgumentException.class, () -> stenoses(0.0, 0.0, percent, 0.0))
                .getMessage();
        assertEquals("stenosis_rca is " + percent + ": must lie in [0, 100] percent", message);
        assertThrows(IllegalArgumentException.class, () -> stenoses(percent, 0.0, 0.0, 0.0));
        assertThrows(IllegalArgumentException.class, () -> stenoses(0.0, percent, 0.0, 0.0));
        assertThrows(IllegalArgumentException.class, () -> stenoses(0.0, 0.0, 0.0, percent));
    }

    @Property(seed = "1")
    void moreNarrowingNeverMakesAVesselNormal(
            @ForAll @DoubleRange(min = 0, max = 100) double leftMain,
            @ForAll @DoubleRange(min = 0, max = 100) double lad,
            @ForAll @DoubleRange(min = 0, max = 100) double rca,
            @ForAll @DoubleRange(min = 0, max = 100) double lcx,
            @ForAll @DoubleRange(min = 0, max = 1) double more) {
        VesselLabels before = AngiographyRule.STANDARD.labels(stenoses(leftMain, lad, rca, lcx));
        VesselLabels after = AngiographyRule.STANDARD.labels(stenoses(
                leftMain + more * (100 - leftMain),
                lad + more * (100 - lad),
                rca + more * (100 - rca),
                lcx + more * (100 - lcx)));
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            assertTrue(!before.isPositive(vessel) || after.isPositive(vessel));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "001", "010", "100", "011", "101", "110", "111"})
    void labelsAnswerByVesselAndPattern(String pattern) {
        VesselLabels labels = Patients.labels(pattern);
        assertEquals(Patients.labels(pattern), labels);
        assertEquals(pattern.contains("1"), labels.anyVessel());
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            assertEquals(pattern.charAt(vessel.ordinal()) == '1', labels.isPositive(vessel));
        }
    }

    @Test
    void truthsSayWhereTheyComeFrom() {
        PatientStudy patient = Patients.patient("a", "100", "010", null);
        assertEquals(
                Patients.labels("100"),
                patient.truth(Reference.ICA).orElseThrow().labels());
        assertEquals(
                Patients.labels("010"),
                patient.truth(Reference.ER).orElseThrow().labels());
        assertEquals(Reference.ER, patient.expertReading().orElseThrow().reference());
        assertFalse(patient.expertReading().orElseThrow().stressScores().isPresent());
        assertEquals(Optional.empty(), Patients.patient("b", null, null, null).truth(Reference.ICA));
    }
}
