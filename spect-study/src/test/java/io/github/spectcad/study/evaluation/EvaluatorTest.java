package io.github.spectcad.study.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    /** 70 patients with LAD disease, 56 of them called diseased; 80 without, 48 of them called diseased. */
    private static LabelledPredictions newcombe() {
        List<Prediction> predictions = new ArrayList<>();
        List<VesselLabels> truth = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            boolean diseased = i < 70;
            boolean called = diseased ? i < 56 : i < 70 + 48;
            predictions.add(new Prediction("p" + i, called ? 0.5 : 0.49, 0.2, 0.3));
            truth.add(new VesselLabels(diseased, i % 2 == 0, i % 3 == 0));
        }
        return new LabelledPredictions(Reference.ICA, predictions, truth);
    }

    private static LabelledPredictions random(long seed, int patients, boolean vesselsAlike) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Prediction> predictions = new ArrayList<>();
        List<VesselLabels> truth = new ArrayList<>();
        for (int i = 0; i < patients; i++) {
            boolean[] diseased = new boolean[3];
            double[] p = new double[3];
            for (int v = 0; v < 3; v++) {
                if (vesselsAlike && v > 0) {
                    diseased[v] = diseased[0];
                    p[v] = p[0];
                } else {
                    diseased[v] = i < 2 ? i == 0 : random.nextInt(5) < 2;
                    p[v] = (random.nextInt(80) + (diseased[v] ? 20 : 0)) / 100.0;
                }
            }
            predictions.add(new Prediction("p" + i, p[0], p[1], p[2]));
            truth.add(new VesselLabels(diseased[0], diseased[1], diseased[2]));
        }
        return new LabelledPredictions(Reference.ICA, predictions, truth);
    }

    @Test
    void countsAndProportionsFollowFromTheDecisions() {
        Metrics lad =
                Evaluator.withDefaults().evaluate(newcombe(), Thresholds.HALF).metrics(Analysis.LAD);
        assertEquals(new ConfusionMatrix(56, 48, 32, 14), lad.counts());
        assertEquals(56.0 / 70, lad.sensitivity().value());
        assertEquals(32.0 / 80, lad.specificity().value());
        assertEquals(88.0 / 150, lad.accuracy().value());
        assertEquals(56.0 / 104, lad.precision().value());
        assertEquals((56.0 / 70 + 32.0 / 80) / 2, lad.balancedAccuracy().value(), 1e-15);
    }

    /**
     * Balanced accuracy is (1 + sensitivity - false positive rate) / 2. Newcombe 1998 (Statistics in Medicine 17, 873-890,
     * table II, method 10) gives 0.0524 to 0.3339 for 56/70 - 48/80.
     */
    @Test
    void balancedAccuracyHasTheIntervalOfNewcombesDifference() {
        Estimate interval = Evaluator.withDefaults()
                .evaluate(newcombe(), Thresholds.HALF)
                .metrics(Analysis.LAD)
                .balancedAccuracy();
        assertEquals((1 + 0.0524) / 2, interval.lower(), 5e-5);
        assertEquals((1 + 0.3339) / 2, interval.upper(), 5e-5);
    }

    @Test
    void patientIsCalledDiseasedWhereAnyVesselReachesItsThreshold() {
        LabelledPredictions data = new LabelledPredictions(
                Reference.ICA,
                List.of(new Prediction("a", 0.6, 0.1, 0.1), new Prediction("b", 0.1, 0.3, 0.2)),
                List.of(new VesselLabels(true, false, false), new VesselLabels(false, false, false)));
        Thresholds thresholds = new Thresholds(0.7, 0.3, 0.9);
        assertEquals(0, data.decisions(Analysis.PER_PATIENT, thresholds)[0]);
        assertEquals(1, data.decisions(Analysis.PER_PATIENT, thresholds)[1]);
    }

    @Test
    void perVesselConcatenatesLadThenRcaThenLcx() {
        LabelledPredictions data = new LabelledPredictions(
                Reference.ER,
                List.of(new Prediction("a", 0.1, 0.3, 0.5), new Prediction("b", 0.2, 0.4, 0.6)),
                List.of(new VesselLabels(true, false, false), new VesselLabels(false, false, true)));
        assertEquals(
                List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
                Arrays.stream(data.scores(Analysis.PER_VESSEL)).boxed().toList());
        assertEquals(
                List.of(1, 0, 0, 0, 0, 1),
                Arrays.stream(data.labels(Analysis.PER_VESSEL)).boxed().toList());
        assertEquals(0.5, data.scores(Analysis.PER_PATIENT)[0]);
    }

    @Test
    void aucAgreesWithTheStatisticsModule() {
        LabelledPredictions data = random(3, 60, false);
        Evaluation evaluation = Evaluator.withDefaults().evaluate(data, Thresholds.HALF);
        for (Analysis analysis : Analysis.ORDER) {
            double auc = Auc.of(data.labels(analysis), data.scores(analysis)).value();
            assertEquals(auc, evaluation.metrics(analysis).auc().value());
            assertEquals(auc, evaluation.roc(analysis).auc());
        }
    }

    @Test
    void perVesselIntervalKnowsThatVesselsOfAPatientAreNotIndependent() {
        LabelledPredictions data = random(5, 120, true);
        Metrics vessel =
                Evaluator.withDefaults().evaluate(data, Thresholds.HALF).metrics(Analysis.PER_VESSEL);
        double asIfIndependent = Auc.of(data.labels(Analysis.PER_VESSEL), data.scores(Analysis.PER_VESSEL))
                .interval(Auc.IntervalMethod.WALD, 0.95)
                .width();
        double asOnePerPatient = Auc.of(data.labels(Analysis.LAD), data.scores(Analysis.LAD))
                .interval(Auc.IntervalMethod.WALD, 0.95)
                .width();
        double width = vessel.auc().upper() - vessel.auc().lower();
        assertTrue(width > 1.5 * asIfIndependent, () -> width + " against " + asIfIndependent);
        assertEquals(asOnePerPatient, width, 0.1 * asOnePerPatient);
    }

    @Test
    void sameSeedGivesTheSameEvaluation() {
        LabelledPredictions data = random(7, 40, false);
        Evaluator evaluator = Evaluator.withDefaults().withBootstrap(200, 9);
        assertEquals(evaluator.evaluate(data, Thresholds.HALF), evaluator.evaluate(data, Thresholds.HALF));
    }

    @Property(seed = "1", tries = 50)
    void everyEstimateLiesInItsInterval(@ForAll @LongRange(min = 0, max = 100_000) long seed) {
        Evaluation evaluation =
                Evaluator.withDefaults().withBootstrap(200, seed).evaluate(random(seed, 30, false), Thresholds.HALF);
        for (Metrics metrics : evaluation.metrics()) {
            metrics.byName().forEach((name, e) -> {
                Supplier<String> which = () -> metrics.analysis() + " " + name + " " + e;
                if (name.equals("auc") && hasLonelyCase(metrics)) {
                    assertTrue(Double.isNaN(e.lower()) && Double.isNaN(e.upper()), which);
                    return;
                }
                assertTrue(e.lower() >= 0 && e.upper() <= 1, which);
                assertTrue(e.lower() <= e.value() + 1e-12 && e.value() <= e.upper() + 1e-12, which);
            });
        }
    }

    private static boolean hasLonelyCase(Metrics metrics) {
        ConfusionMatrix counts = metrics.counts();
        return metrics.analysis() != Analysis.PER_VESSEL && Math.min(counts.positives(), counts.negatives()) == 1;
    }

    @Test
    void areaOfOneHealthyPatientHasNoInterval() {
        List<Prediction> predictions = new ArrayList<>();
        List<VesselLabels> truth = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            predictions.add(new Prediction("p" + i, 0.1 * i, 0.3, 0.2));
            truth.add(new VesselLabels(i > 0, i % 2 == 1, i % 3 == 1));
        }
        Metrics patient = Evaluator.withDefaults()
                .evaluate(new LabelledPredictions(Reference.ICA, predictions, truth), Thresholds.HALF)
                .metrics(Analysis.PER_PATIENT);
        assertEquals(new Estimate(0.8, Double.NaN, Double.NaN), patient.auc());
        assertTrue(patient.specificity().lower() > 0, patient::toString);
    }

    @Property(seed = "1", tries = 50)
    void raisingTheThresholdNeverRaisesSensitivity(
            @ForAll @DoubleRange(min = 0, max = 0.5) double low, @ForAll @DoubleRange(min = 0.5, max = 1) double high) {
        LabelledPredictions data = random(11, 50, false);
        Evaluator evaluator = Evaluator.withDefaults().withBootstrap(100, 1);
        for (Analysis analysis : Analysis.ORDER) {
            double atLow = evaluator
                    .evaluate(data, new Thresholds(low, low, low))
                    .metrics(analysis)
                    .sensitivity()
                    .value();
            double atHigh = evaluator
                    .evaluate(data, new Thresholds(high, high, high))
                    .metrics(analysis)
                    .sensitivity()
                    .value();
            assertTrue(atHigh <= atLow);
        }
    }

    @Test
    void anArteryOfOneClassLeavesTheOthersAndItsOwnSpecificity() {
        LabelledPredictions data = new LabelledPredictions(
                Reference.ICA,
                List.of(new Prediction("a", 0.6, 0.1, 0.1), new Prediction("b", 0.1, 0.7, 0.2)),
                List.of(new VesselLabels(true, false, false), new VesselLabels(false, false, true)));
        Evaluation evaluation = Evaluator.withDefaults().evaluate(data, Thresholds.HALF);
        assertEquals(
                Map.of(
                        Analysis.RCA,
                        "by ica none of the 2 cases (RCA) is diseased: sensitivity, specificity and AUC need both classes",
                        Analysis.PER_PATIENT,
                        "by ica all of the 2 cases (Per patient) are diseased: sensitivity, specificity and AUC need both"
                                + " classes"),
                evaluation.oneClass());
        Metrics rca = evaluation.metrics(Analysis.RCA);
        assertTrue(Double.isNaN(rca.auc().value())
                && Double.isNaN(rca.sensitivity().value()));
        assertEquals(0.5, rca.specificity().value());
        assertEquals(1, evaluation.metrics(Analysis.LAD).auc().value());
        assertThrows(IllegalArgumentException.class, () -> evaluation.roc(Analysis.RCA));
    }

    @Test
    void whereNothingIsDiseasedNothingIsEvaluated() {
        LabelledPredictions data = new LabelledPredictions(
                Reference.ICA,
                List.of(new Prediction("a", 0.6, 0.1, 0.1)),
                List.of(new VesselLabels(false, false, false)));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Evaluator.withDefaults().evaluate(data, Thresholds.HALF));
        assertEquals(
                "by ica none of the 3 cases (Per vessel) is diseased: sensitivity, specificity and AUC need both classes,"
                        + " so evaluate on more patients",
                e.getMessage());
    }
}
