package io.github.spectcad.core.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.phantom.PhantomCohort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BaselineTest {
    private static final List<PatientStudy> PATIENTS =
            PhantomCohort.withAngiographyOnly(400, 4).cohort(32).patients();
    private static final List<PatientStudy> TRAIN = PATIENTS.subList(0, 200);
    private static final List<PatientStudy> TEST = PATIENTS.subList(200, 400);

    private static List<VesselLabels> labels(List<PatientStudy> patients) {
        return patients.stream()
                .map(p -> p.expertReading().orElseThrow().labels())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void learnsWhatReadersCallAbnormal(Baseline baseline) {
        CadClassifier model = baseline.fit(TRAIN, labels(TRAIN));
        List<Prediction> predictions = model.classify(TEST);
        long pairs = 0;
        long concordant = 0;
        for (int i = 0; i < TEST.size(); i++) {
            assertEquals(TEST.get(i).patientId(), predictions.get(i).patientId());
            for (int j = 0; j < TEST.size(); j++) {
                if (labels(TEST).get(i).lad() && !labels(TEST).get(j).lad()) {
                    pairs++;
                    concordant += predictions.get(i).lad() > predictions.get(j).lad() ? 1 : 0;
                }
            }
        }
        double auc = concordant / (double) pairs;
        assertTrue(auc > .75, () -> baseline.id() + " LAD AUC " + auc);
        assertEquals(predictions, baseline.fit(TRAIN, labels(TRAIN)).classify(TEST));
    }

    @ParameterizedTest
    @EnumSource
    void vesselOfOneLabelGetsTheSameProbabilityForEveryone(Baseline baseline) {
        List<VesselLabels> healthyRca = labels(TRAIN).stream()
                .map(l -> new VesselLabels(l.lad(), false, l.lcx()))
                .toList();
        List<Prediction> predictions = baseline.fit(TRAIN, healthyRca).classify(TEST);
        assertEquals(1, predictions.stream().map(Prediction::rca).distinct().count());
        assertEquals(0.5 / 201, predictions.get(0).rca(), 1e-12);
        assertTrue(predictions.stream().map(Prediction::lad).distinct().count() > 100);
    }

    @ParameterizedTest
    @EnumSource
    void patientsWithOneMapEachNeedAStateInCommon(Baseline baseline) {
        List<PatientStudy> restOnly =
                TRAIN.stream().map(p -> p.withMaps(p.rest(), Optional.empty())).toList();
        assertEquals(
                restOnly.size(),
                baseline.fit(restOnly, labels(TRAIN)).classify(restOnly).size());
        List<PatientStudy> mixed = new ArrayList<>(restOnly.subList(0, 100));
        TRAIN.subList(100, 200).forEach(p -> mixed.add(p.withMaps(Optional.empty(), p.stress())));
        assertThrows(IllegalArgumentException.class, () -> baseline.fit(mixed, labels(TRAIN)));
        CadClassifier takesStress = baseline.fit(TRAIN, labels(TRAIN));
        assertThrows(IllegalArgumentException.class, () -> takesStress.classify(restOnly));
    }

    @Test
    void unknownAgeCountsAsTheMean() {
        ClinicalFeatures unknown = new ClinicalFeatures(
                Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        PatientStudy one = TEST.get(0);
        PatientStudy stranger =
                PatientStudy.of("x", one.rest().get(), one.stress().get(), unknown);
        double p = Baseline.SEGMENT_LOGISTIC
                .fit(TRAIN, labels(TRAIN))
                .classify(stranger)
                .lad();
        assertTrue(p > 0 && p < 1, () -> "LAD " + p);
    }

    @ParameterizedTest
    @EnumSource
    void numbersOfPatientsAndLabelsMustAgree(Baseline baseline) {
        assertThrows(IllegalArgumentException.class, () -> baseline.fit(List.of(), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> baseline.fit(TRAIN, Collections.nCopies(3, new VesselLabels(true, false, false))));
    }
}
