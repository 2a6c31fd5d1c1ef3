package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.stats.Reference.RocInput;
import io.github.spectcad.stats.Reference.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RocCurveReferenceTest {

    private static RocCurve curve(Row row) {
        RocInput input = Reference.roc(row.text("case"));
        return RocCurve.of(input.labels(), input.score(row.text("score")));
    }

    @Test
    void coordinatesAgreeWithTheReference() {
        Reference.grouped("roc_coords.csv", r -> r.text("case") + r.text("score"))
                .forEach((name, rows) -> {
                    RocCurve curve = curve(rows.get(0));
                    assertEquals(rows.size(), curve.size(), name);
                    for (int i = 0; i < rows.size(); i++) {
                        Row row = rows.get(i);
                        OperatingPoint point = curve.point(row.integer("index"));
                        ConfusionMatrix counts = point.counts();
                        row.check("threshold", point.threshold(), 0);
                        row.check("specificity", point.specificity(), 1e-15);
                        row.check("sensitivity", point.sensitivity(), 1e-15);
                        row.check("tp", counts.truePositives());
                        row.check("fp", counts.falsePositives());
                        row.check("tn", counts.trueNegatives());
                        row.check("fn", counts.falseNegatives());
                        row.check("accuracy", counts.accuracy(), 1e-12);
                        row.check("ppv", counts.precision(), 1e-12);
                        row.check("npv", counts.negativePredictiveValue(), 1e-12);
                        row.check("youden", point.sensitivity() + point.specificity(), 1e-12);
                    }
                });
    }

    @Test
    void optimalThresholdsAgreeWithTheReference() {
        Map<String, List<Row>> groups =
                Reference.grouped("optimal_threshold.csv", r -> r.text("case") + r.text("score") + r.text("criterion"));
        groups.forEach((name, rows) -> {
            List<OperatingPoint> optimal =
                    curve(rows.get(0)).optimalPoints(criterion(rows.get(0).text("criterion")));
            assertEquals(rows.get(0).integer("n_optimal"), optimal.size(), name);
            for (Row row : rows) {
                OperatingPoint point = optimal.get(row.integer("rank") - 1);
                row.check("threshold", point.threshold(), 0);
                row.check("sensitivity", point.sensitivity(), 1e-15);
                row.check("specificity", point.specificity(), 1e-15);
                row.check("youden_j", point.counts().youdenIndex(), 1e-12);
            }
        });
    }

    @Test
    void partialAreasAgreeWithTheReference() {
        for (Row row : Reference.rows("partial_auc.csv")) {
            RocCurve.Axis axis =
                    row.text("focus").equals("specificity") ? RocCurve.Axis.SPECIFICITY : RocCurve.Axis.SENSITIVITY;
            double area = row.flag("corrected")
                    ? curve(row).standardizedPartialAuc(axis, row.number("from"), row.number("to"))
                    : curve(row).partialAuc(axis, row.number("from"), row.number("to"));
            row.check("pauc", area, 1e-12);
            assertEquals(curve(row).auc(), curve(row).partialAuc(axis, 0, 1));
            assertEquals(curve(row).auc(), curve(row).partialAuc(axis, 1, 0));
        }
    }

    /** By numpy's interpolation on scikit-learn's curve. */
    @Test
    void sensitivitiesAndSpecificitiesAreInterpolatedOnSlopes() {
        int[] labels = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        double[] scores = {1, 1, 2, 2, 2, 3, 5, 1, 2, 2, 3, 3, 3, 4, 4, 5};
        RocCurve curve = RocCurve.of(labels, scores);
        assertEquals(0.9222222222222222, curve.sensitivityAt(0.2), 1e-15);
        assertEquals(0.7777777777777778, curve.sensitivityAt(0.5), 1e-15);
        assertEquals(0.46666666666666656, curve.sensitivityAt(0.8), 1e-15);
        assertEquals(0.07777777777777777, curve.sensitivityAt(0.9), 1e-15);
        assertEquals(0.9357142857142857, curve.specificityAt(0.05), 1e-15);
        assertEquals(0.65, curve.specificityAt(0.7), 1e-15);
        assertEquals(0.12857142857142856, curve.specificityAt(0.95), 1e-15);
        assertEquals(6, curve.points().size());
        assertEquals(curve.point(2), curve.points().get(2));
    }

    @Test
    void nearlyEqualThresholdsAreToldApartExactly() {
        RocCurve curve = RocCurve.of(new int[] {0, 1, 0, 1}, new double[] {1, 2, 3, 4});
        double more = 1 + 1e-12;
        assertEquals(List.of(curve.point(1)), curve.optimalPoints(ThresholdCriterion.costWeighted(more, 0.5)));
        assertEquals(List.of(curve.point(3)), curve.optimalPoints(ThresholdCriterion.costWeighted(1 / more, 0.5)));
        assertEquals(
                List.of(curve.point(1), curve.point(3)), curve.optimalPoints(ThresholdCriterion.costWeighted(1, 0.5)));
    }

    @Test
    void thresholdsBetweenNeighbouringNumbersStillSeparateThem() {
        for (double lower : new double[] {1, Math.nextUp(1.0), -1, Double.MAX_VALUE / 2, -Double.MAX_VALUE}) {
            double[] scores = {lower, Math.nextUp(lower)};
            OperatingPoint middle = RocCurve.of(new int[] {0, 1}, scores).point(1);
            assertEquals(ConfusionMatrix.at(new int[] {0, 1}, scores, middle.threshold()), middle.counts());
            assertEquals(1, middle.specificity());
        }
    }

    @Test
    void fixedSpecificityAndSensitivityInterpolateAndOperatingPointsExist() {
        RocCurve curve = RocCurve.of(new int[] {0, 0, 0, 0, 1, 1}, new double[] {1, 2, 3, 5, 4, 6});
        assertEquals(1, curve.sensitivityAt(0.5));
        assertEquals(1, curve.sensitivityAt(0.75));
        assertEquals(0.5, curve.sensitivityAt(1));
        assertEquals(1, curve.specificityAt(0.5));
        assertEquals(0.75, curve.specificityAt(1));
        assertEquals(3.5, curve.pointWithSpecificity(0.6).threshold());
        assertEquals(5.5, curve.pointWithSensitivity(0.4).threshold());
        RocCurve tied = RocCurve.of(new int[] {0, 1}, new double[] {1, 1});
        assertEquals(0.75, tied.sensitivityAt(0.25), 1e-15);
        assertEquals(0.25, tied.specificityAt(0.75), 1e-15);
    }

    @Test
    void averageOfOneCurveIsTheCurveAndABootstrapBandCoversIt() {
        RocInput input = Reference.roc("cont_medium");
        RocCurve curve = RocCurve.of(input.labels(), input.score1());
        double[] grid = {0.1, 0.5, 0.9};
        List<AveragedRocCurve.Point> single =
                AveragedRocCurve.of(List.of(curve), grid, 0.9).points();
        AveragedRocCurve band = AveragedRocCurve.bootstrap(
                ResamplingPlan.stratified(input.labels(), 200, 3), input.labels(), input.score1(), grid, 0.95);
        assertEquals(200, band.curves());
        for (int i = 0; i < grid.length; i++) {
            assertEquals(curve.sensitivityAt(grid[i]), single.get(i).sensitivity(), 1e-15);
            assertEquals(0, single.get(i).band().width(), 1e-15);
            assertTrue(band.points().get(i).band().contains(curve.sensitivityAt(grid[i])));
        }
    }

    private static ThresholdCriterion criterion(String name) {
        if (name.equals("youden")) {
            return ThresholdCriterion.youden();
        }
        if (name.equals("closest_topleft")) {
            return ThresholdCriterion.closestToTopLeft();
        }
        String[] parts = name.replace("youden_weighted_cost", "").split("_prev", -1);
        return ThresholdCriterion.costWeighted(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }
}
