package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
