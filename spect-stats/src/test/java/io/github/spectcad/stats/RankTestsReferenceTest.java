package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.stats.Reference.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rank sum, signed rank, pairwise and Kruskal-Wallis tests against R, coin and 256-bit arithmetic. */
class RankTestsReferenceTest {

    private static final Map<String, Alternative> ALTERNATIVES =
            Map.of("two", Alternative.TWO_SIDED, "less", Alternative.LESS, "greater", Alternative.GREATER);

    static List<Row> rankSums() {
        return Reference.rows("wilcoxon_ranksum.csv");
    }

    @ParameterizedTest
    @MethodSource("rankSums")
    void rankSumTestIsExact(Row row) {
        Map<String, double[]> groups = Reference.groups(row.text("case"));
        double[] x = groups.get(row.text("group_x"));
        double[] y = groups.get(row.text("group_y"));
        WilcoxonRankSumTest normal = WilcoxonRankSumTest.withDefaults().with(PValueMethod.NORMAL);
        WilcoxonRankSumTest.Result corrected = normal.test(x, y);
        WilcoxonRankSumTest.Result plain =
                normal.with(ContinuityCorrection.OMIT).test(x, y);
        row.check("W", corrected.w(), 1e-12);
        row.check("U2", corrected.otherW(), 1e-12);
        row.check("tie_sum_t3_minus_t", corrected.tieSum(), 0);
        assertEquals(row.flag("ties"), corrected.ties());
        row.check("sigma", corrected.sigma(), 1e-12);
        row.check("auc_effect", corrected.effectAuc(), 1e-15);
        row.check("rank_biserial", corrected.rankBiserial(), 1e-12);
        row.check("rank_biserial", corrected.cliffsDelta(), 1e-12);
        row.check("z", plain.statistic(), 1e-12);
        row.check("z_corrected", corrected.statistic(), 1e-12);
        row.check("log10p_norm_cc_two", corrected.log10PValue(), 1e-12);
        row.check("log10p_norm_nocc_two", plain.log10PValue(), 1e-12);
        ALTERNATIVES.forEach((name, alternative) -> {
            row.check("p_norm_cc_" + name, normal.with(alternative).test(x, y).pValue(), 1e-11);
            row.check(
                    "p_norm_nocc_" + name,
                    normal.with(alternative)
                            .with(ContinuityCorrection.OMIT)
                            .test(x, y)
                            .pValue(),
                    1e-11);
        });
        row.check("r_default_p", WilcoxonRankSumTest.withDefaults().test(x, y).pValue(), 1e-11);
        assertEquals(
                row.text("r_default_method").contains("exact"),
                WilcoxonRankSumTest.withDefaults().test(x, y).method() == PValueMethod.EXACT);
    }

    @ParameterizedTest
    @MethodSource("rankSums")
    void exactRankSumPValuesAgreeWithAndWithoutTies(Row row) {
        Map<String, double[]> groups = Reference.groups(row.text("case"));
        double[] x = groups.get(row.text("group_x"));
        double[] y = groups.get(row.text("group_y"));
        WilcoxonRankSumTest exact = WilcoxonRankSumTest.withDefaults().with(PValueMethod.EXACT);
        if (row.has("p_exact_two")) {
            ALTERNATIVES.forEach((name, alternative) -> row.check(
                    "p_exact_" + name, exact.with(alternative).test(x, y).pValue(), 1e-11));
        }
        if (row.has("p_perm_two_min")) {
            row.check("p_perm_two_min", exact.test(x, y).pValue(), 1e-11);
            row.check(
                    "p_perm_two_abs",
                    exact.with(WilcoxonRankSumTest.TwoSidedRule.DEVIATION)
                            .test(x, y)
                            .pValue(),
                    1e-11);
            row.check("p_perm_less", exact.with(Alternative.LESS).test(x, y).pValue(), 1e-11);
            row.check(
                    "p_perm_greater", exact.with(Alternative.GREATER).test(x, y).pValue(), 1e-11);
        }
    }

    @ParameterizedTest
    @MethodSource("rankSums")
    void hodgesLehmannShiftAndIntervalAgree(Row row) {
        Map<String, double[]> groups = Reference.groups(row.text("case"));
        double[] x = groups.get(row.text("group_x"));
        double[] y = groups.get(row.text("group_y"));
        if (row.has("hl_estimate")) {
            row.check("hl_estimate", HodgesLehmann.shift(x, y), 1e-15);
        }
        if (row.has("hl_exact_ci_lo")) {
            ConfidenceInterval interval = HodgesLehmann.interval(x, y, 0.95);
            row.check("hl_exact_ci_lo", interval.lower(), 1e-15);
            row.check("hl_exact_ci_hi", interval.upper(), 1e-15);
        }
    }

    @Test
    void signedRankTestIsExact() {
        for (Row row : Reference.rows("wilcoxon_signedrank.csv")) {
            Map<String, double[]> groups = Reference.groups(row.text("case"));
            double[] x = groups.get("x");
            double[] y = groups.get("y");
            WilcoxonSignedRankTest test = WilcoxonSignedRankTest.withDefaults();
            WilcoxonSignedRankTest.Result result = test.test(x, y);
            row.check("n", result.pairs());
            row.check("n_nonzero", result.nonZero());
            row.check("V", result.v(), 1e-12);
            assertEquals(row.flag("ties"), result.ties());
            assertEquals(row.flag("zeros"), result.nonZero() < result.pairs());
            row.check("r_default_p", result.pValue(), 1e-11);
            ALTERNATIVES.forEach((name, alternative) -> {
                WilcoxonSignedRankTest sided = test.with(alternative);
                WilcoxonSignedRankTest normal = sided.with(PValueMethod.NORMAL);
                row.check("p_norm_cc_" + name, normal.test(x, y).pValue(), 1e-11);
                row.check(
                        "p_norm_nocc_" + name,
                        normal.with(ContinuityCorrection.OMIT).test(x, y).pValue(),
                        1e-11);
                if (row.has("p_exact_" + name)) {
                    row.check(
                            "p_exact_" + name,
                            sided.with(PValueMethod.EXACT).test(x, y).pValue(),
                            1e-11);
                }
            });
        }
    }

    @Test
    void pairwiseTestsAgreeWithEveryAdjustment() {
        Map<String, List<Row>> runs = Reference.grouped(
                "pairwise_wilcox.csv",
                r -> String.join(",", r.text("case"), r.text("alternative"), r.text("correct"), r.text("exact")));
        runs.values().forEach(rows -> {
            Row first = rows.get(0);
            WilcoxonRankSumTest test = WilcoxonRankSumTest.withDefaults()
                    .with(ALTERNATIVES.get(first.text("alternative").replace(".sided", "")))
                    .with(method(first.text("exact")))
                    .with(first.flag("correct") ? ContinuityCorrection.APPLY : ContinuityCorrection.OMIT);
            Map<String, double[]> groups = Reference.groups(first.text("case"));
            PValueAdjustmentTest.BY_R_NAME.forEach((rName, adjustment) -> {
                List<PairwiseWilcoxonTest.Pair> pairs = PairwiseWilcoxonTest.withDefaults()
                        .with(test)
                        .with(adjustment)
                        .test(groups);
                assertEquals(rows.size(), pairs.size());
                Map<String, PairwiseWilcoxonTest.Pair> byName = new LinkedHashMap<>();
                pairs.forEach(p -> byName.put(p.x() + "," + p.y(), p));
                for (Row row : rows) {
                    PairwiseWilcoxonTest.Pair pair = byName.get(row.text("group_x") + "," + row.text("group_y"));
                    row.check("p_none", pair.test().pValue(), 1e-11);
                    row.check("p_" + rName, pair.adjustedPValue(), 1e-11);
                }
            });
        });
    }

    private static PValueMethod method(String exact) {
        return switch (exact) {
            case "default" -> PValueMethod.AUTO;
            case "TRUE" -> PValueMethod.EXACT;
            case "FALSE" -> PValueMethod.NORMAL;
            default -> throw new IllegalArgumentException(exact);
        };
    }

    @Test
    void kruskalWallisTestAgrees() {
        for (Row row : Reference.rows("kruskal.csv")) {
            KruskalWallisTest.Result result = KruskalWallisTest.withDefaults()
                    .test(Reference.groups(row.text("case")).values());
            row.check("statistic", result.statistic(), 1e-12);
            row.check("df", result.degreesOfFreedom());
            row.check("p", result.pValue(), 1e-11);
        }
    }
}
