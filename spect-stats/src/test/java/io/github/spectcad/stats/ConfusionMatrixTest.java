package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.stats.Reference.RocInput;
import io.github.spectcad.stats.Reference.Row;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    @Test
    void everyMetricAgreesWithTheReference() {
        for (Row row : Reference.rows("confusion.csv")) {
            RocInput input = Reference.roc(row.text("case"));
            ConfusionMatrix matrix =
                    ConfusionMatrix.at(input.labels(), input.score(row.text("score")), row.number("threshold"));
            row.check("TP", matrix.truePositives());
            row.check("FP", matrix.falsePositives());
            row.check("TN", matrix.trueNegatives());
            row.check("FN", matrix.falseNegatives());
            row.check("accuracy", matrix.accuracy(), 1e-12);
            row.check("sensitivity", matrix.sensitivity(), 1e-12);
            row.check("specificity", matrix.specificity(), 1e-12);
            row.check("precision", matrix.precision(), 1e-12);
            row.check("npv", matrix.negativePredictiveValue(), 1e-12);
            row.check("f1", matrix.f1(), 1e-12);
            row.check("balanced_accuracy", matrix.balancedAccuracy(), 1e-12);
            row.check("youden_j", matrix.youdenIndex(), 1e-12);
            row.check("mcc", matrix.matthewsCorrelation(), 1e-12);
            row.check("kappa", matrix.kappa(), 1e-12);
            row.check("lr_plus", matrix.positiveLikelihoodRatio(), 1e-12);
            row.check("lr_minus", matrix.negativeLikelihoodRatio(), 1e-12);
            row.check("dor", matrix.diagnosticOddsRatio(), 1e-12);
            row.check("prevalence", matrix.prevalence(), 1e-12);
        }
    }

    @Test
    void proportionIntervalsAgreeWithTheReference() {
        for (Row row : Reference.rows("proportion_ci.csv")) {
            ConfidenceInterval wilson =
                    ProportionInterval.WILSON.interval(row.integer("x"), row.integer("n"), row.number("conf"));
            row.check("wilson_lo", wilson.lower(), 1e-12);
            row.check("wilson_hi", wilson.upper(), 1e-12);
            ConfidenceInterval exact =
                    ProportionInterval.CLOPPER_PEARSON.interval(row.integer("x"), row.integer("n"), row.number("conf"));
            row.check("clopper_pearson_lo", exact.lower(), 1e-9);
            row.check("clopper_pearson_hi", exact.upper(), 1e-9);
        }
    }

    @Test
    void decisionsAndThresholdGiveTheSameCounts() {
        int[] labels = {1, 0, 1, 0, 1};
        double[] scores = {0.5, 0.5, 0.2, 0.1, 0.9};
        assertEquals(new ConfusionMatrix(2, 1, 1, 1), ConfusionMatrix.at(labels, scores, 0.5));
        assertEquals(ConfusionMatrix.at(labels, scores, 0.5), ConfusionMatrix.of(labels, new int[] {1, 1, 0, 0, 1}));
    }

    @Test
    void everyShareHasTheIntervalOfItsCounts() {
        ConfusionMatrix matrix = new ConfusionMatrix(17, 5, 30, 8);
        for (ProportionInterval method : ProportionInterval.values()) {
            assertEquals(method.interval(47, 60, 0.9), matrix.accuracyInterval(method, 0.9));
            assertEquals(method.interval(17, 25, 0.9), matrix.sensitivityInterval(method, 0.9));
            assertEquals(method.interval(30, 35, 0.9), matrix.specificityInterval(method, 0.9));
            assertEquals(method.interval(17, 22, 0.9), matrix.precisionInterval(method, 0.9));
            assertEquals(method.interval(30, 38, 0.9), matrix.negativePredictiveValueInterval(method, 0.9));
        }
    }

    @Test
    void noSubjectsGiveUndefinedMetrics() {
        ConfusionMatrix empty = new ConfusionMatrix(0, 0, 0, 0);
        assertTrue(Double.isNaN(empty.accuracy()));
        assertTrue(Double.isNaN(
                empty.accuracyInterval(ProportionInterval.WILSON, 0.95).lower()));
    }

    @Test
    void illegalArgumentsAreNamed() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(1, -2, 0, 0))
                .getMessage()
                .contains("false positives must not be negative, got -2"));
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfusionMatrix.at(new int[] {0, 1}, new double[] {0, 1}, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> ProportionInterval.WILSON.interval(3, 2, 0.95));
        assertThrows(
                IllegalArgumentException.class, () -> ConfusionMatrix.at(new int[] {0, 1}, new double[] {0, 1, 2}, 1));
        assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(new int[] {0, 1}, new int[] {0, 1, 1}));
    }
}
