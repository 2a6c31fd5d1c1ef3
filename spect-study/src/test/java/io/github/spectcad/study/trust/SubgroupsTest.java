package io.github.spectcad.study.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.nn.model.CohortProfile;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubgroupsTest {
    /** Patients whose first half is predicted well and whose second half by chance. */
    private static LabelledPredictions data(int patients) {
        SplittableRandom random = new SplittableRandom(5);
        List<Prediction> predictions = new ArrayList<>();
        List<VesselLabels> labels = new ArrayList<>();
        for (int i = 0; i < patients; i++) {
            boolean[] y = {random.nextBoolean(), random.nextInt(4) == 0, random.nextInt(4) == 0};
            double[] p = new double[3];
            for (int v = 0; v < 3; v++) {
                double signal = i < patients / 2 && y[v] ? 1.5 : 0;
                p[v] = 1 / (1 + Math.exp(-random.nextGaussian() - signal + 0.75));
            }
            predictions.add(new Prediction("p" + i, p[0], p[1], p[2]));
            labels.add(new VesselLabels(y[0], y[1], y[2]));
        }
        return new LabelledPredictions(Reference.ICA, predictions, labels);
    }

    @Test
    void groupsThatAModelServesDifferentlyAreFound() {
        LabelledPredictions data = data(400);
        List<String> half = IntStream.range(0, 400)
                .mapToObj(i -> i < 200 ? "first" : "second")
                .toList();
        List<String> parity = IntStream.range(0, 400)
                .mapToObj(i -> i % 10 == 0 ? Subgroups.UNKNOWN : "g" + i % 2)
                .toList();
        Subgroups subgroups = Subgroups.of(data, Thresholds.HALF, Map.of("half", half));
        Subgroups.Test auc = subgroups.factors().get(0).tests().get(1);
        assertEquals("AUC per vessel", auc.measure());
        assertTrue(auc.adjusted() < 0.001, auc.toString());
        Subgroups.Factor even = Subgroups.of(data, Thresholds.HALF, Map.of("parity", parity))
                .factors()
                .get(0);
        assertEquals(
                List.of("g0", "g1", Subgroups.UNKNOWN),
                even.groups().stream().map(Subgroups.Group::name).toList());
        assertEquals(1, even.tests().get(0).result().degreesOfFreedom());
        even.tests()
                .forEach(test -> assertTrue(test.adjusted() > 0.05
                        && test.adjusted() >= test.result().pValue()));
        assertThrows(
                IllegalArgumentException.class,
                () -> Subgroups.of(data, Thresholds.HALF, Map.of("short", List.of("a"))));
    }

    @Test
    void aGroupOfOneClassIsCountedAndNotCompared() {
        LabelledPredictions data = data(60);
        List<String> alone = IntStream.range(0, 60)
                .mapToObj(i -> i == 0 ? "alone" : "others")
                .toList();
        Subgroups.Factor factor = Subgroups.of(data, Thresholds.HALF, Map.of("alone", alone))
                .factors()
                .get(0);
        assertEquals(1, factor.groups().get(0).patients());
        assertTrue(Double.isNaN(factor.tests().get(0).result().pValue()));
    }

    @Test
    void thresholdsReachTheWantedSensitivityOrSpecificity() {
        LabelledPredictions data = data(400);
        int[] labels = data.truth().stream().mapToInt(l -> l.lad() ? 1 : 0).toArray();
        double[] scores =
                data.predictions().stream().mapToDouble(Prediction::lad).toArray();
        TargetPoint sensitive = TargetPoint.of(labels, scores, TargetPoint.Target.SENSITIVITY, 0.9, 0.1);
        assertTrue(sensitive.sensitivity().value() >= 0.9
                && sensitive.sensitivity().value() < 0.92);
        assertTrue(sensitive.threshold().lower() <= sensitive.threshold().value()
                && sensitive.threshold().upper() >= sensitive.threshold().value());
        assertTrue(sensitive.negative().value() > 0.9, "few are diseased at a prevalence of 0.1");
        TargetPoint specific = TargetPoint.of(labels, scores, TargetPoint.Target.SPECIFICITY, 0.9, Double.NaN);
        assertTrue(
                specific.specificity().value() >= 0.9 && specific.specificity().value() < 0.92);
        assertTrue(specific.threshold().value() > sensitive.threshold().value());
        assertThrows(
                IllegalArgumentException.class,
                () -> TargetPoint.of(labels, scores, TargetPoint.Target.SENSITIVITY, 1.1, Double.NaN));
    }

    @Test
    void surerDecisionsAreRightMoreOften() {
        CoverageCurve curve = CoverageCurve.of(data(400), Thresholds.HALF);
        assertEquals(1, curve.points().get(0).coverage());
        assertTrue(curve.points().get(9).accuracy() > curve.points().get(0).accuracy());
    }

    @Test
    void driftNamesTheFeatureThatMovedAndNoOther() {
        CohortProfile training = new CohortProfile(List.of(
                new CohortProfile.Feature("age_years", 141, 60, 10), new CohortProfile.Feature("bmi", 141, 28, 4)));
        CohortProfile here = new CohortProfile(List.of(
                new CohortProfile.Feature("age_years", 60, 60.5, 10), new CohortProfile.Feature("bmi", 60, 31, 4)));
        CohortDrift drift = CohortDrift.of(training, here);
        assertEquals(
                List.of("bmi"),
                drift.differing().stream().map(CohortDrift.Feature::name).toList());
        assertEquals(0.75, drift.features().get(0).difference(), 0.01);
        assertTrue(CohortDrift.of(CohortProfile.UNKNOWN, here).features().isEmpty());
    }
}
