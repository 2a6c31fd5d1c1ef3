package io.github.spectcad.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.nn.model.ImageUse;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class MapExchangeTest {
    private static final List<LabelledPatient> PATIENTS =
            PhantomTraining.training(40).patients();

    /** A classifier of one logit for all vessels. */
    private static Function<List<PatientStudy>, List<Prediction>> model(ToDoubleFunction<PatientStudy> logit) {
        return patients -> patients.stream()
                .map(p -> {
                    double probability = 1 / (1 + Math.exp(-logit.applyAsDouble(p)));
                    return new Prediction(p.patientId(), probability, probability, probability);
                })
                .toList();
    }

    private static double age(PatientStudy patient) {
        return (patient.clinical().vector()[1] - 60) / 10;
    }

    private static double mean(PatientStudy patient) {
        float[] values = new float[PhantomTraining.PIXELS * PhantomTraining.PIXELS];
        patient.stress().orElseThrow().copyTo(values, 0);
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / 100;
    }

    @Test
    void modelOfClinicalFeaturesAloneDoesNotLookAtTheMaps() {
        ImageUse use = MapExchange.of(PATIENTS, model(MapExchangeTest::age)).imageUse();
        assertEquals(0, use.mapShare());
        assertEquals(0, use.fall());
        assertEquals(1, use.clinicalShare(), 1e-9);
        assertFalse(use.looksAtImage());
        assertTrue(use.describe().contains("DOES NOT LOOK"), use.describe());
    }

    @Test
    void modelThatKnowsTheMapsOfTheDiseasedLooksAtThem() {
        List<PatientStudy> diseased = PATIENTS.stream()
                .filter(p -> p.decided().anyVessel())
                .map(LabelledPatient::patient)
                .toList();
        ImageUse use = MapExchange.of(
                        PATIENTS,
                        model(p -> diseased.stream().anyMatch(d -> d.stress().equals(p.stress())) ? 1 : -1))
                .imageUse();
        assertTrue(use.mapShare() > 0.5, use::describe);
        assertTrue(use.fall() > 0.1, use::describe);
        assertTrue(use.looksAtImage());
    }

    @Test
    void mapShareOfASumIsTheShareOfItsMapPartOfTheVariance() {
        ToDoubleFunction<PatientStudy> maps = standardised(MapExchangeTest::mean);
        ToDoubleFunction<PatientStudy> ages = standardised(MapExchangeTest::age);
        ImageUse use = MapExchange.of(PATIENTS, model(p -> maps.applyAsDouble(p) + ages.applyAsDouble(p)))
                .imageUse();
        assertEquals(0.5, use.mapShare(), 0.15);
    }

    private static ToDoubleFunction<PatientStudy> standardised(ToDoubleFunction<PatientStudy> value) {
        double[] values = PATIENTS.stream()
                .mapToDouble(p -> value.applyAsDouble(p.patient()))
                .toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
        return patient -> (value.applyAsDouble(patient) - mean) / deviation;
    }

    @Test
    void constantModelDoesNotLookAndOnePatientLeavesItOpen() {
        assertFalse(MapExchange.of(PATIENTS, model(p -> 0.3)).imageUse().looksAtImage());
        ImageUse one = MapExchange.of(PATIENTS.subList(0, 1), model(MapExchangeTest::mean))
                .imageUse();
        assertTrue(Double.isNaN(one.mapShare()));
        assertTrue(one.looksAtImage());
    }

    @Test
    void foldsTogetherCountAllPatients() {
        Function<List<PatientStudy>, List<Prediction>> model = model(MapExchangeTest::mean);
        MapExchange both =
                MapExchange.of(PATIENTS.subList(0, 20), model).and(MapExchange.of(PATIENTS.subList(20, 40), model));
        assertEquals(
                MapExchange.of(PATIENTS, model).imageUse().auc(),
                both.imageUse().auc());
        assertEquals(40, both.own().size());
    }
}
