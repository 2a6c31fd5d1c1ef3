package io.github.spectcad.study.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelledPredictionsTest {
    private static final VesselLabels LAD_ONLY = new VesselLabels(true, false, false);
    private static final VesselLabels HEALTHY = new VesselLabels(false, false, false);
    private static final Cohort COHORT = Cohort.of(List.of(
            patient("a", Optional.of(Angiography.ofLabels(LAD_ONLY))),
            patient("b", Optional.of(Angiography.ofLabels(HEALTHY))),
            patient("c", Optional.empty())));

    private static PatientStudy patient(String id, Optional<Angiography> angiography) {
        return new PatientStudy(
                id,
                Optional.empty(),
                Optional.empty(),
                ClinicalFeatures.UNKNOWN,
                angiography,
                Optional.of(ExpertReading.ofLabels(HEALTHY)),
                Optional.empty());
    }

    private static Prediction prediction(String id) {
        return new Prediction(id, 0.1, 0.2, 0.3);
    }

    private static String message(List<Prediction> predictions, Reference reference) {
        return assertThrows(
                        IllegalArgumentException.class, () -> LabelledPredictions.of(predictions, COHORT, reference))
                .getMessage();
    }

    @Test
    void truthFollowsTheOrderOfThePredictions() {
        LabelledPredictions data =
                LabelledPredictions.of(List.of(prediction("b"), prediction("a")), COHORT, Reference.ICA);
        assertEquals(List.of(HEALTHY, LAD_ONLY), data.truth());
    }

    @Test
    void eitherReferenceIsLookedUp() {
        assertEquals(
                List.of(HEALTHY),
                LabelledPredictions.of(List.of(prediction("a")), COHORT, Reference.ER)
                        .truth());
    }

    @Test
    void unknownPatientIsNamed() {
        assertEquals(
                "predictions for patient 'x' whom the cohort does not have: evaluate with the cohort that was predicted",
                message(List.of(prediction("a"), prediction("x")), Reference.ICA));
    }

    @Test
    void patientWithoutTruthIsNamed() {
        assertEquals(
                "1 of 2 predicted patients have no truth by ica (patient 'c'): leave them out of the predictions or"
                        + " evaluate against the other reference",
                message(List.of(prediction("a"), prediction("c")), Reference.ICA));
    }

    @Test
    void patientPredictedTwiceIsNamed() {
        assertEquals(
                "patient 'a' is predicted twice", message(List.of(prediction("a"), prediction("a")), Reference.ICA));
    }

    @Test
    void noPredictionIsRefused() {
        assertEquals("there are no predictions to evaluate", message(List.of(), Reference.ICA));
    }
}
