package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.spectcad.core.TrainingPlan.Assignment;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CohortTest {
    private static final PatientStudy A = Patients.patient("a", "100", null, null);
    private static final PatientStudy B = Patients.patient("b", "000", null, Partition.TEST);
    private static final Disc DISC = Disc.inscribed(2);

    private static PolarMap map(PerfusionState state) {
        return PolarMap.of(state, 2, new float[] {1, 1, 1, 1}, DISC, "file.png");
    }

    @Test
    void patientsAreFoundByIdAndKeepTheirOrder() {
        Cohort cohort = Cohort.of(List.of(B, A));
        assertEquals(List.of(B, A), cohort.patients());
        assertEquals(2, cohort.size());
        assertEquals(A, cohort.patient("a"));
        assertEquals(List.of(A, B), cohort.patients(List.of("a", "b")));
        String message = assertThrows(IllegalArgumentException.class, () -> cohort.patient("c"))
                .getMessage();
        assertEquals("the cohort has no patient 'c'", message);
    }

    @Test
    void anIdOccursOnce() {
        String message = assertThrows(IllegalArgumentException.class, () -> Cohort.of(List.of(A, B, A)))
                .getMessage();
        assertEquals("patient id 'a' occurs twice in the cohort", message);
    }

    @Test
    void theCohortDoesNotChangeWithTheListItWasMadeOf() {
        List<PatientStudy> list = new java.util.ArrayList<>(List.of(A));
        Cohort cohort = Cohort.of(list);
        list.add(B);
        assertEquals(1, cohort.size());
        assertThrows(
                UnsupportedOperationException.class, () -> cohort.patients().add(B));
    }

    @Test
    void aPatientHasAnIdAndMapsOfTheRightState() {
        assertThrows(IllegalArgumentException.class, () -> Patients.patient(" ", null, null, null));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> PatientStudy.of(
                                "p", map(PerfusionState.STRESS), map(PerfusionState.STRESS), ClinicalFeatures.UNKNOWN))
                .getMessage();
        assertEquals("the rest map of patient p is a stress map (file.png)", message);
        PatientStudy study =
                PatientStudy.of("p", map(PerfusionState.REST), map(PerfusionState.STRESS), ClinicalFeatures.UNKNOWN);
        assertEquals(study.rest(), study.map(PerfusionState.REST));
        assertEquals(study.stress(), study.map(PerfusionState.STRESS));
    }

    @Test
    void aSplitHasEachPatientOnce() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new CohortSplit(List.of("a"), List.of("b"), List.of("c"), List.of("a")))
                .getMessage();
        assertEquals("patient 'a' occurs twice in the split", message);
        assertThrows(
                IllegalArgumentException.class,
                () -> new CohortSplit(List.of("a", "a"), List.of(), List.of(), List.of()));
    }

    @Test
    void aPlanHasEachPatientOnceAndATeacherExactlyWithPseudoLabels() {
        List<Assignment> a = List.of(new Assignment("a", LabelSource.ANGIOGRAPHY));
        List<Assignment> pseudo = List.of(new Assignment("b", LabelSource.PSEUDO_LABEL));
        Optional<String> none = Optional.empty();
        Optional<String> teacher = Optional.of("strategy-1");
        assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(Reference.ICA, a, a, none, none));
        assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(Reference.ICA, pseudo, a, none, none));
        assertThrows(
                IllegalArgumentException.class, () -> new TrainingPlan(Reference.ICA, a, List.of(), none, teacher));
        assertEquals(teacher, new TrainingPlan(Reference.ICA, pseudo, a, none, teacher).teacher());
    }

    @Property(seed = "1")
    void thePatientsProbabilityIsTheLargestOfTheVessels(
            @ForAll @DoubleRange(min = 0, max = 1) double lad,
            @ForAll @DoubleRange(min = 0, max = 1) double rca,
            @ForAll @DoubleRange(min = 0, max = 1) double lcx) {
        Prediction prediction = new Prediction("p", lad, rca, lcx);
        double max = VesselTerritory.ORDER.stream()
                .mapToDouble(prediction::probability)
                .max()
                .orElseThrow();
        assertEquals(max, prediction.patientProbability());
        assertEquals(lad, prediction.probability(VesselTerritory.LAD));
        assertEquals(rca, prediction.probability(VesselTerritory.RCA));
        assertEquals(lcx, prediction.probability(VesselTerritory.LCX));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1e-9, 1.0000001})
    void probabilitiesOutsideTheirRangeAreNamed(double p) {
        String message = assertThrows(IllegalArgumentException.class, () -> new Prediction("p7", 0, p, 0))
                .getMessage();
        assertEquals("probability RCA of patient p7 is " + p + ": must lie in [0, 1]", message);
        assertThrows(IllegalArgumentException.class, () -> new Prediction("p7", p, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Prediction("p7", 0, 0, p));
        assertThrows(IllegalArgumentException.class, () -> new Prediction("", 0, 0, 0));
    }

    @Test
    void vesselsAndSegmentsAreFoundByIdAndNumber() {
        assertEquals(VesselTerritory.LCX, VesselTerritory.ofId("LCX"));
        assertEquals(VesselTerritory.LAD, VesselTerritory.ofId("lad"));
        String message = assertThrows(IllegalArgumentException.class, () -> VesselTerritory.ofId("lm"))
                .getMessage();
        assertEquals("unknown vessel 'lm': use one of lad, rca, lcx", message);
        for (int number = 1; number <= 17; number++) {
            assertEquals(number, AhaSegment.ofNumber(number).number());
        }
        assertThrows(IllegalArgumentException.class, () -> AhaSegment.ofNumber(0));
        assertThrows(IllegalArgumentException.class, () -> AhaSegment.ofNumber(18));
    }
}
