package io.github.spectcad.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Patients;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.phantom.PhantomCohort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerritoryMeanBaselineTest {
    private static final List<PatientStudy> PATIENTS =
            PhantomCohort.withAngiographyOnly(600, 4).cohort(32).patients();

    private static boolean diseasedLad(PatientStudy patient) {
        return patient.expertReading().orElseThrow().labels().lad();
    }

    @Test
    void predictionsSeparateTerritoriesThatReadersCallAbnormal() {
        List<PatientStudy> train = PATIENTS.subList(0, 300);
        List<PatientStudy> test = PATIENTS.subList(300, 600);
        try (TerritoryMeanBaseline baseline = TerritoryMeanBaseline.fit(train, Reference.ER)) {
            List<Prediction> predictions = baseline.classify(test);
            long pairs = 0;
            long concordant = 0;
            for (int i = 0; i < test.size(); i++) {
                assertEquals(test.get(i).patientId(), predictions.get(i).patientId());
                for (int j = 0; j < test.size(); j++) {
                    if (diseasedLad(test.get(i)) && !diseasedLad(test.get(j))) {
                        pairs++;
                        concordant +=
                                predictions.get(i).lad() > predictions.get(j).lad() ? 1 : 0;
                    }
                }
            }
            double auc = concordant / (double) pairs;
            assertTrue(auc > .7, () -> "LAD AUC " + auc);
            assertEquals(predictions.get(0), baseline.classify(test.get(0)));
            assertEquals(Thresholds.HALF, baseline.thresholds());
        }
    }

    @Test
    void mapsOfAnotherSizeGiveNearlyTheSamePredictions() {
        PhantomCohort phantom = PhantomCohort.withAngiographyOnly(40, 9);
        TerritoryMeanBaseline baseline = TerritoryMeanBaseline.fit(PATIENTS, Reference.ER);
        List<PatientStudy> mixed = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            mixed.add(phantom.patients().get(i).study(i % 2 == 0 ? 64 : 128));
        }
        List<Prediction> a = baseline.classify(phantom.cohort(64).patients());
        List<Prediction> b = baseline.classify(mixed);
        for (int i = 0; i < 40; i++) {
            assertEquals(a.get(i).lad(), b.get(i).lad(), .05);
        }
    }

    @Test
    void aMissingMapOrTruthIsNamed() {
        PatientStudy noMaps = Patients.patient("bare", "100", null, null);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> TerritoryMeanBaseline.fit(List.of(noMaps), Reference.ICA))
                .getMessage();
        assertEquals("patient bare has no rest map", message);
        PatientStudy first = PATIENTS.get(0);
        PatientStudy noTruth = new PatientStudy(
                "x",
                first.rest(),
                first.stress(),
                ClinicalFeatures.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        message = assertThrows(
                        IllegalArgumentException.class, () -> TerritoryMeanBaseline.fit(List.of(noTruth), Reference.ER))
                .getMessage();
        assertEquals("patient x has no er truth to learn from", message);
    }

    @Test
    void aVesselDiseasedInNoneIsRefused() {
        List<PatientStudy> normal = PATIENTS.stream()
                .filter(patient -> !patient.angiography().orElseThrow().labels().anyVessel())
                .toList();
        String message = assertThrows(
                        IllegalArgumentException.class, () -> TerritoryMeanBaseline.fit(normal, Reference.ICA))
                .getMessage();
        assertTrue(message.contains("0 have a diseased LAD"), message);
    }
}
