package io.github.spectcad.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.TrainingPlan.Assignment;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.quality.MapGate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingDataTest {
    private static PatientStudy patient(String id, float value) {
        PolarMap map = PolarMap.of(PerfusionState.REST, 2, new float[] {value, 1, 1, 1}, Disc.inscribed(2), id);
        return new PatientStudy(
                id,
                Optional.of(map),
                Optional.empty(),
                ClinicalFeatures.of(Sex.FEMALE, 60, 70, 160),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static final Thresholds TEACHER = new Thresholds(0.3, 0.1, 0.7);

    /** Knows its predictions by heart. */
    private record FixedClassifier(List<Prediction> predictions, Thresholds thresholds) implements CadClassifier {
        @Override
        public OptionalInt pixels() {
            return OptionalInt.empty();
        }

        @Override
        public Set<PerfusionState> states() {
            return Set.of(PerfusionState.REST);
        }

        @Override
        public List<Prediction> classify(List<PatientStudy> patients, MapGate gate) {
            return predictions;
        }

        @Override
        public void close() {}
    }

    private static TrainingData pseudoLabelled(Prediction prediction, PseudoLabelRule rule) {
        Cohort cohort = Cohort.of(List.of(patient("a", 1)));
        return TrainingData.of(
                List.of(new Assignment("a", LabelSource.PSEUDO_LABEL)),
                cohort,
                PseudoLabels.of(new FixedClassifier(List.of(prediction), TEACHER), cohort.patients(), rule));
    }

    @Test
    void pseudoLabelsFollowTheThresholds() {
        PseudoLabelRule rule = new PseudoLabelRule(List.of(0.4, 0.5, 0.6), false, 0.5);
        LabelledPatient patient = pseudoLabelled(new Prediction("a", 0.4, 0.49, 0.59), rule)
                .patients()
                .get(0);
        assertEquals(new LabelledPatient(patient.patient(), 1, 0, 0), patient);
    }

    @Test
    void aTeachersOwnThresholdsLabelWhereTheRuleHasNone() {
        LabelledPatient patient = pseudoLabelled(new Prediction("a", 0.3, 0.09, 0.69), PseudoLabelRule.TEACHER)
                .patients()
                .get(0);
        assertEquals(new LabelledPatient(patient.patient(), 1, 0, 0), patient);
    }

    @Test
    void softPseudoLabelsAreTheProbabilities() {
        PseudoLabelRule rule = new PseudoLabelRule(List.of(0.5, 0.5, 0.5), true, 0.5);
        LabelledPatient patient = pseudoLabelled(new Prediction("a", 0.4, 0.1, 0.9), rule)
                .patients()
                .get(0);
        assertEquals(new LabelledPatient(patient.patient(), 0.4, 0.1, 0.9), patient);
    }

    @Test
    void unsurePatientsAreLeftOut() {
        PseudoLabelRule rule = new PseudoLabelRule(List.of(0.5, 0.5, 0.5), false, 0.8);
        assertEquals(1, pseudoLabelled(new Prediction("a", 0.8, 0.2, 0.1), rule).size());
        Prediction unsure = new Prediction("a", 0.79, 0.2, 0.1);
        String message = assertThrows(IllegalArgumentException.class, () -> pseudoLabelled(unsure, rule))
                .getMessage();
        assertTrue(message.contains("no labelled patient"), message);
    }

    @Test
    void missingLabelsAreNamed() {
        Cohort cohort = Cohort.of(List.of(patient("a", 1)));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> TrainingData.of(List.of(new Assignment("a", LabelSource.ANGIOGRAPHY)), cohort))
                .getMessage();
        assertEquals("patient 'a' has no label of the reference ica", message);
        message = assertThrows(
                        IllegalArgumentException.class,
                        () -> TrainingData.of(List.of(new Assignment("a", LabelSource.PSEUDO_LABEL)), cohort))
                .getMessage();
        assertTrue(message.contains("'a'") && message.contains("teacher"), message);
    }

    @Test
    void aPatientOccursOnce() {
        LabelledPatient patient = LabelledPatient.of(patient("a", 1), new VesselLabels(true, false, false));
        assertThrows(IllegalArgumentException.class, () -> TrainingData.of(List.of(patient, patient)));
    }

    @Test
    void fingerprintSeesMapsLabelsAndOrder() {
        LabelledPatient a = LabelledPatient.of(patient("a", 1), new VesselLabels(true, false, false));
        LabelledPatient b = LabelledPatient.of(patient("b", 1), new VesselLabels(true, false, false));
        String fingerprint = TrainingData.of(List.of(a, b)).fingerprint();
        assertEquals(64, fingerprint.length());
        assertEquals(fingerprint, TrainingData.of(List.of(a, b)).fingerprint());
        assertNotEquals(fingerprint, TrainingData.of(List.of(b, a)).fingerprint());
        LabelledPatient relabelled = LabelledPatient.of(patient("a", 1), new VesselLabels(true, true, false));
        assertNotEquals(fingerprint, TrainingData.of(List.of(relabelled, b)).fingerprint());
        LabelledPatient otherMap = LabelledPatient.of(patient("a", 0.9f), new VesselLabels(true, false, false));
        assertNotEquals(fingerprint, TrainingData.of(List.of(otherMap, b)).fingerprint());
    }
}
