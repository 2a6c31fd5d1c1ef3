package io.github.spectcad.study.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.stats.CalibrationSlope;
import io.github.spectcad.stats.ClusteredProportion;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.DeLongTest;
import io.github.spectcad.stats.PairwiseDeLongTest;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.BaselineComparison;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.report.CalibrationCurves;
import io.github.spectcad.study.trust.CoverageCurve;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** In every figure per vessel the vessels of a patient are a cluster. */
class VesselsAsClustersTest {

    private final LabelledPredictions good = predictions(0.5, 2);
    private final LabelledPredictions fair = predictions(0.2, 3);
    private final int[] labels = good.labels(Analysis.PER_VESSEL);
    private final double[] scores = good.scores(Analysis.PER_VESSEL);
    private final int[] patients = good.patientOfCase();

    /** Vessels of a patient that depend on each other, in truth and in prediction. */
    private static LabelledPredictions predictions(double skill, long seed) {
        SplittableRandom truthRandom = new SplittableRandom(1);
        SplittableRandom random = new SplittableRandom(seed);
        List<Prediction> predictions = new ArrayList<>();
        List<VesselLabels> truth = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean sick = truthRandom.nextBoolean();
            boolean[] diseased = new boolean[3];
            double[] p = new double[3];
            double shared = random.nextDouble();
            for (int v = 0; v < 3; v++) {
                diseased[v] = sick && truthRandom.nextInt(3) > 0;
                p[v] = skill * (diseased[v] ? 1 : 0) + (1 - skill) * (0.7 * shared + 0.3 * random.nextDouble());
            }
            truth.add(new VesselLabels(diseased[0], diseased[1], diseased[2]));
            predictions.add(new Prediction("p" + i, p[0], p[1], p[2]));
        }
        return new LabelledPredictions(Reference.ICA, predictions, truth);
    }

    private static Model model(String name, LabelledPredictions data) {
        return new Model(name, Map.of(), data, Optional.empty(), Thresholds.HALF);
    }

    @Test
    void modelsAreRankedByTheClusteredTestAndCountedAsPublishedBeside() {
        ComparedModels models = new ComparedModels("x", List.of(model("good", good), model("fair", fair)));
        AnalysisComparison vessels = AnalysisComparison.of(models, Analysis.PER_VESSEL, 200, 1);
        double[] other = fair.scores(Analysis.PER_VESSEL);
        DeLongTest.Paired clustered = DeLongTest.withDefaults().test(labels, scores, other, patients);
        assertEquals(clustered.pValue(), vessels.deLong().pValue(0, 1), 1e-12);
        assertNotEquals(
                DeLongTest.withDefaults().test(labels, scores, other).varianceOfDifference(),
                vessels.deLong().varianceOfDifference(0, 1));
        assertArrayEquals(
                PairwiseDeLongTest.withDefaults()
                        .test(labels, new double[][] {scores, other})
                        .wins(0.05),
                vessels.winsAsPublished());
        AnalysisComparison patient = AnalysisComparison.of(models, Analysis.PER_PATIENT, 200, 1);
        assertArrayEquals(patient.deLong().wins(0.05), patient.winsAsPublished());
    }

    @Test
    void baselinesAreTestedWithClusters() {
        BaselineComparison comparison = BaselineComparison.of(good, Map.of(Baseline.SEGMENT_LOGISTIC, fair));
        assertEquals(
                DeLongTest.withDefaults()
                        .test(labels, scores, fair.scores(Analysis.PER_VESSEL), patients)
                        .pValue(),
                comparison.baselines().get(0).pValue());
    }

    @Test
    void calibrationHasErrorsForClusters() {
        SelectedModel selected = new SelectedModel(model("fair", fair), Evaluator.withDefaults(), List.of());
        double[] p = fair.scores(Analysis.PER_VESSEL);
        SelectedModel.Calibration calibration = selected.calibration(Analysis.PER_VESSEL);
        CalibrationSlope clustered = CalibrationSlope.of(labels, p, patients);
        assertEquals(
                clustered.slope() + 1.959963984540054 * clustered.slopeError(),
                calibration.slope().upper(),
                1e-12);
        SelectedModel.Calibration lad = selected.calibration(Analysis.LAD);
        CalibrationSlope alone = CalibrationSlope.of(fair.labels(Analysis.LAD), fair.scores(Analysis.LAD));
        assertEquals(
                alone.inTheLarge() - 1.959963984540054 * alone.inTheLargeError(),
                lad.inTheLarge().lower(),
                1e-12);
    }

    @Test
    void sharesOfVesselsHaveIntervalsForClusters() {
        CoverageCurve.Point all =
                CoverageCurve.of(good, Thresholds.HALF).points().get(0);
        int[] decisions = good.decisions(Analysis.PER_VESSEL, Thresholds.HALF);
        int[] right = new int[labels.length];
        Arrays.setAll(right, i -> decisions[i] == labels[i] ? 1 : 0);
        ClusteredProportion accuracy = ClusteredProportion.of(right, patients);
        assertEquals(1, all.coverage());
        assertEquals(accuracy.value(), all.accuracy());
        assertEquals(accuracy.interval(0.95), all.interval());

        ConfidenceInterval diseased = ClusteredProportion.of(labels, patients).interval(0.95);
        var bin = CalibrationCurves.of(good, Analysis.PER_VESSEL, 1).bins().get(0);
        assertEquals(diseased.lower(), bin.lower());
        assertEquals(diseased.upper(), bin.upper());
        // a group of vessels of one patient says nothing of others
        assertTrue(CalibrationCurves.of(good, Analysis.PER_VESSEL, labels.length).bins().stream()
                .allMatch(one -> one.lower() == 0 && one.upper() == 1));
    }
}
