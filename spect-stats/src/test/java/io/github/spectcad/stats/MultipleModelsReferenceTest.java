package io.github.spectcad.stats;

import io.github.spectcad.stats.Reference.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Covariances of K models, all pairs and the omnibus test against exact rational arithmetic and R. */
class MultipleModelsReferenceTest {

    private static final Map<String, PValueAdjustment> ADJUSTMENTS = PValueAdjustmentTest.BY_R_NAME;

    private static int[] labels(String name) {
        return Reference.rows("multi/" + name + ".csv").stream()
                .mapToInt(r -> r.integer("label"))
                .toArray();
    }

    private static double[][] scores(String name) {
        List<Row> rows = Reference.rows("multi/" + name + ".csv");
        double[][] scores = new double[rows.get(0).cells().size() - 1][];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = Reference.column(rows, "s" + (k + 1));
        }
        return scores;
    }

    private static int model(Row row, String column) {
        return Integer.parseInt(row.text(column).substring(1)) - 1;
    }

    @Test
    void areasVariancesAndCovariancesAreExact() {
        for (Row row : Reference.rows("multi_auc.csv")) {
            Auc auc = DeLongCovariance.of(labels(row.text("case")), scores(row.text("case")))
                    .auc(model(row, "model"));
            row.check("auc", auc.value(), 1e-15);
            row.check("var", auc.variance(), 1e-12);
        }
        Reference.grouped("multi_cov.csv", r -> r.text("case")).forEach((name, rows) -> {
            DeLongCovariance covariance = DeLongCovariance.of(labels(name), scores(name));
            for (Row row : rows) {
                row.check("cov", covariance.covariance(model(row, "model_i"), model(row, "model_j")), 1e-12);
                row.check("cov", covariance.covariance(model(row, "model_j"), model(row, "model_i")), 1e-12);
            }
        });
    }

    @Test
    void allPairsAreExactWithEveryAdjustment() {
        Reference.grouped("multi_pairs.csv", r -> r.text("case"))
                .forEach((name, rows) -> ADJUSTMENTS.forEach((rName, adjustment) -> {
                    PairwiseDeLongTest.Result result =
                            PairwiseDeLongTest.withDefaults().with(adjustment).test(labels(name), scores(name));
                    for (Row row : rows) {
                        int i = model(row, "model_i");
                        int j = model(row, "model_j");
                        row.check("diff", result.difference(i, j), 1e-15);
                        row.check("diff", -result.difference(j, i), 1e-15);
                        row.check("var_diff", result.varianceOfDifference(i, j), 1e-12);
                        row.check("z", result.statistic(i, j), 1e-12);
                        row.check("p_none", result.pValue(j, i), 1e-11);
                        row.check("p_" + rName, result.adjustedPValue(i, j), 1e-11);
                    }
                }));
    }

    @Test
    void omnibusTestAgreesWithThePseudoInverse() {
        for (Row row : Reference.rows("multi_omnibus.csv")) {
            DeLongCovariance covariance = DeLongCovariance.of(labels(row.text("case")), scores(row.text("case")));
            DeLongCovariance.Omnibus omnibus = covariance.omnibusTest();
            row.check("K", covariance.models());
            row.check("chisq", omnibus.statistic(), 1e-12);
            row.check("df", omnibus.degreesOfFreedom());
            row.check("p", omnibus.pValue(), 1e-11);
        }
    }
}
