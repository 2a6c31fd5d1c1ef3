package io.github.spectcad.study.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.DeLongTest;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.figure.BoxPlotFigure.Box;
import io.github.spectcad.study.report.ComparisonReport;
import io.github.spectcad.study.report.HtmlReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AnalysisComparisonTest {
    private static Model model(String name, double skill, long seed) {
        SplittableRandom truthRandom = new SplittableRandom(1);
        SplittableRandom random = new SplittableRandom(seed);
        List<Prediction> predictions = new ArrayList<>();
        List<VesselLabels> truth = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            VesselLabels labels = new VesselLabels(
                    truthRandom.nextInt(2) == 0, truthRandom.nextInt(3) == 0, truthRandom.nextInt(3) == 0);
            truth.add(labels);
            predictions.add(new Prediction(
                    "p" + i,
                    random.nextDouble() * (1 - skill) + (labels.lad() ? skill : 0),
                    random.nextDouble() * (1 - skill) + (labels.rca() ? skill : 0),
                    random.nextDouble() * (1 - skill) + (labels.lcx() ? skill : 0)));
        }
        LabelledPredictions test = new LabelledPredictions(Reference.ICA, predictions, truth);
        return new Model(name, Map.of("model", name), test, Optional.of(test), Thresholds.HALF);
    }

    private static ComparedModels models() {
        return new ComparedModels(
                "models", List.of(model("good", 0.5, 2), model("fair", 0.25, 3), model("poor", 0, 4)));
    }

    @Test
    void areasAndTestsAreThoseOfTheStatisticsModule() {
        AnalysisComparison comparison = AnalysisComparison.of(models(), Analysis.PER_PATIENT, 200, 1);
        LabelledPredictions good = models().models().get(0).test();
        LabelledPredictions fair = models().models().get(1).test();
        int[] labels = good.labels(Analysis.PER_PATIENT);
        assertEquals(
                Auc.of(labels, good.scores(Analysis.PER_PATIENT)).value(),
                comparison.auc(0).value());
        assertEquals(
                DeLongTest.withDefaults()
                        .test(labels, good.scores(Analysis.PER_PATIENT), fair.scores(Analysis.PER_PATIENT))
                        .pValue(),
                comparison.deLong().pValue(0, 1),
                1e-15);
    }

    @Test
    void betterModelsRankHigherAndBeatTheOthers() {
        AnalysisComparison comparison = AnalysisComparison.of(models(), Analysis.PER_VESSEL, 200, 1);
        assertEquals(List.of(0, 1, 2), comparison.byAuc());
        assertEquals(2, comparison.deLong().wins(0.05)[0]);
        assertEquals(0, comparison.bestOnValidation().orElseThrow());
        assertEquals(0, comparison.selection().best());
        assertTrue(comparison.selection().optimism() >= 0);
    }

    @Test
    void resampledPatientsAgreeThatTheBestModelBeatsTheWorst() {
        int[] wins =
                AnalysisComparison.of(models(), Analysis.PER_VESSEL, 200, 1).winsResampled();
        assertTrue(wins[0] >= 1);
        assertEquals(0, wins[2]);
    }

    @Test
    void identicalModelsDoNotBeatEachOther() {
        ComparedModels same = new ComparedModels("x", List.of(model("a", 0.3, 5), model("b", 0.3, 5)));
        AnalysisComparison comparison = AnalysisComparison.of(same, Analysis.PER_PATIENT, 200, 1);
        assertEquals(
                List.of(0, 0), List.of(comparison.winsResampled()[0], comparison.winsResampled()[1]));
        assertEquals(1.0, comparison.deLong().pValue(0, 1));
    }

    @Test
    void resamplesWithoutBothClassesAreLeftOut() {
        List<Prediction> predictions = new ArrayList<>();
        List<VesselLabels> truth = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            predictions.add(new Prediction("p" + i, 0.1 * i, 0.2 * (i % 2), 0.3));
            truth.add(new VesselLabels(i == 3, false, false));
        }
        LabelledPredictions few = new LabelledPredictions(Reference.ICA, predictions, truth);
        List<Model> models = List.of(
                new Model("a", Map.of("model", "a"), few, Optional.empty(), Thresholds.HALF),
                new Model("b", Map.of("model", "b"), few, Optional.empty(), Thresholds.HALF));
        FactorComparison factor = AnalysisComparison.of(new ComparedModels("x", models), Analysis.PER_PATIENT, 200, 1)
                .factors()
                .get(0);
        assertEquals(0.0, factor.pairs().get(0).cliffsDelta());
    }

    @Test
    void ofVeryManyLevelsThoseOfTheBestModelsAreCompared() {
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            models.add(model("m" + i, i < 10 ? 0 : 0.4, i));
        }
        AnalysisComparison comparison =
                AnalysisComparison.of(new ComparedModels("x", models), Analysis.PER_PATIENT, 20, 1);
        FactorComparison factor = comparison.factors().get(0);
        assertEquals(50 * 49 / 2, factor.pairs().size());
        assertEquals(
                models.subList(10, 60).stream().map(Model::name).toList(),
                factor.boxes().stream().map(Box::name).toList());
        assertEquals(comparison.levels("model").size(), factor.boxes().size());
        assertEquals(List.of(), comparison.levels("backbone"));
    }

    @Test
    void factorPairsHaveEffectSizes() {
        FactorComparison factor = AnalysisComparison.of(models(), Analysis.PER_VESSEL, 200, 1)
                .factors()
                .get(0);
        FactorComparison.Pair pair = factor.pairs().get(0);
        assertEquals(1.0, Math.abs(pair.cliffsDelta()), 0.05);
        assertEquals(Math.signum(pair.medianDifference()), Math.signum(pair.cliffsDelta()));
        assertTrue(pair.holm() >= pair.pValue());
        assertTrue(pair.meanDifference().lower() <= pair.meanDifference().value()
                && pair.meanDifference().value() <= pair.meanDifference().upper());
        assertEquals(
                Math.signum(pair.medianDifference()),
                Math.signum(pair.meanDifference().value()));
    }

    @Test
    void differentOrdersAreAligned() {
        Model good = model("good", 0.5, 2);
        List<Prediction> predictions = new ArrayList<>(good.test().predictions());
        List<VesselLabels> truth = new ArrayList<>(good.test().truth());
        Collections.reverse(predictions);
        Collections.reverse(truth);
        Model reversed = new Model(
                "reversed",
                good.factors(),
                new LabelledPredictions(Reference.ICA, predictions, truth),
                Optional.empty(),
                Thresholds.HALF);
        ComparedModels aligned = ComparedModels.align("x", List.of(good, reversed));
        assertEquals(good.test(), aligned.models().get(1).test());
    }

    @Test
    void modelsOfDifferentPatientsAreRefusedNamingOne() {
        Model good = model("good", 0.5, 2);
        LabelledPredictions fewer = new LabelledPredictions(
                Reference.ICA,
                good.test().predictions().subList(1, 80),
                good.test().truth().subList(1, 80));
        Model other = new Model("other", Map.of(), fewer, Optional.empty(), Thresholds.HALF);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> ComparedModels.align("x", List.of(good, other)));
        assertTrue(e.getMessage().contains("different patients"), e.getMessage());
    }

    @Test
    void comparisonOfAnyModelsGivesRankingAndPairs() {
        HtmlReport report = HtmlReport.titled("Comparison");
        var tables = ComparisonReport.addTo(
                report,
                ComparisonReport.compare(models(), 200, 1),
                List.of(),
                Evaluator.withDefaults().withBootstrap(200, 1));
        assertEquals(3, tables.get("pairs-per-vessel").rows().size());
        assertEquals(3, tables.get("delong-per-patient").rows().size());
        assertEquals(3, tables.get("factor-model-per-patient").rows().size());
        assertTrue(report.toHtml().contains("good: AUC "));
    }
}
