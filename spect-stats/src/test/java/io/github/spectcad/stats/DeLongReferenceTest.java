package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.stats.Reference.RocInput;
import io.github.spectcad.stats.Reference.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AUC, variance, intervals and DeLong tests against exact rational arithmetic and pROC. */
class DeLongReferenceTest {

    static List<Row> cases() {
        return Reference.rows("roc_delong.csv");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areaVarianceAndIntervalsAreExact(Row row) {
        RocInput input = Reference.roc(row.text("case"));
        for (int k = 1; k <= 2; k++) {
            Auc auc = Auc.of(input.labels(), input.score("score" + k));
            row.check("n_pos", auc.positives());
            row.check("n_neg", auc.negatives());
            row.check("auc" + k, auc.value(), 1e-15);
            row.check(
                    "auc" + k,
                    RocCurve.of(input.labels(), input.score("score" + k)).auc(),
                    1e-15);
            row.check("var" + k, auc.variance(), 1e-12);
            row.check("hanley_mcneil_se" + k, auc.hanleyMcNeilStandardError(), 1e-12);
            ConfidenceInterval wald = auc.interval(Auc.IntervalMethod.WALD, 0.95);
            row.check("wald_lo" + k, wald.lower(), 1e-12);
            row.check("wald_hi" + k, wald.upper(), 1e-12);
            ConfidenceInterval clamped = auc.interval(Auc.IntervalMethod.WALD_CLAMPED, 0.95);
            row.check("ci_lo" + k, clamped.lower(), 1e-12);
            row.check("ci_hi" + k, clamped.upper(), 1e-12);
            ConfidenceInterval logit = auc.interval(Auc.IntervalMethod.LOGIT, 0.95);
            if (row.has("var" + k)) {
                row.check("logit_lo" + k, logit.lower(), 1e-12);
                row.check("logit_hi" + k, logit.upper(), 1e-12);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pairedTestIsExact(Row row) {
        RocInput input = Reference.roc(row.text("case"));
        DeLongTest.Paired two = DeLongTest.withDefaults().test(input.labels(), input.score1(), input.score2());
        row.check("cov12", two.covariance(), 1e-12);
        row.check("diff", two.difference(), 1e-15);
        row.check("var_diff", two.varianceOfDifference(), 1e-12);
        row.check("paired_z", two.statistic(), 1e-12);
        row.check("paired_p", two.pValue(), 1e-11);
        row.check("paired_log10p", two.log10PValue(), 1e-12);
        row.check("diff_ci_lo", two.interval().lower(), 1e-12);
        row.check("diff_ci_hi", two.interval().upper(), 1e-12);
        for (Alternative alternative : List.of(Alternative.LESS, Alternative.GREATER)) {
            DeLongTest.Paired one =
                    DeLongTest.withDefaults().with(alternative).test(input.labels(), input.score1(), input.score2());
            row.check(alternative == Alternative.LESS ? "paired_p_less" : "paired_p_greater", one.pValue(), 1e-11);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void unpairedTestIsExact(Row row) {
        RocInput input = Reference.roc(row.text("case"));
        Auc first = Auc.of(input.labels(), input.score1());
        Auc second = Auc.of(input.labels(), input.score2());
        DeLongTest.Unpaired two = DeLongTest.withDefaults().test(first, second);
        row.check("unpaired_D", two.statistic(), 1e-12);
        row.check("unpaired_df", two.degreesOfFreedom(), 1e-12);
        if (two.pValue() > 1e-6 && two.pValue() < 0.999) { // the interval of level 1 - p ends at 0
            ConfidenceInterval interval = DeLongTest.withDefaults()
                    .withConfidence(1 - two.pValue())
                    .test(first, second)
                    .interval();
            assertEquals(0, two.difference() > 0 ? interval.lower() : interval.upper(), 1e-8);
            assertEquals(two.difference(), (interval.lower() + interval.upper()) / 2, 1e-12);
        }
        row.check("unpaired_p", two.pValue(), 1e-11);
        row.check("unpaired_p_less", pUnpaired(Alternative.LESS, first, second), 1e-11);
        row.check("unpaired_p_greater", pUnpaired(Alternative.GREATER, first, second), 1e-11);
    }

    @Test
    void unpairedTestOfDifferentSamplesIsExact() {
        for (Row row : Reference.rows("unpaired_delong.csv")) {
            RocInput a = Reference.roc(row.text("case_a"));
            RocInput b = Reference.roc(row.text("case_b"));
            Auc first = Auc.of(a.labels(), a.score(row.text("score")));
            Auc second = Auc.of(b.labels(), b.score(row.text("score")));
            DeLongTest.Unpaired two = DeLongTest.withDefaults().test(first, second);
            row.check("auc_a", first.value(), 1e-15);
            row.check("auc_b", second.value(), 1e-15);
            row.check("D", two.statistic(), 1e-12);
            row.check("df", two.degreesOfFreedom(), 1e-12);
            row.check("p", two.pValue(), 1e-11);
            row.check("p_less", pUnpaired(Alternative.LESS, first, second), 1e-11);
            row.check("p_greater", pUnpaired(Alternative.GREATER, first, second), 1e-11);
        }
    }

    private static double pUnpaired(Alternative alternative, Auc first, Auc second) {
        return DeLongTest.withDefaults().with(alternative).test(first, second).pValue();
    }
}
