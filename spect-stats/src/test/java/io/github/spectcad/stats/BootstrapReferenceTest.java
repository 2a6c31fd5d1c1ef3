package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.spectcad.stats.BootstrapDistribution.BiasCorrection;
import io.github.spectcad.stats.Reference.RocInput;
import io.github.spectcad.stats.Reference.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replicates, influence values and every interval on the resamples that R's boot drew. */
class BootstrapReferenceTest {

    private static final Map<String, List<Row>> RUNS = Reference.grouped("bootstrap_expected.csv", r -> r.text("id"));

    static Stream<String> runs() {
        return RUNS.keySet().stream();
    }

    private static ResamplingPlan plan(String id, int subjects) {
        int[][] indices = Reference.lines("boot/" + id + "_indices.csv").stream()
                .map(line -> Arrays.stream(line.split(",", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toArray(int[][]::new);
        return ResamplingPlan.of(subjects, indices);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void replicatesOfGivenResamplesAreExact(String id) {
        RocInput input = Reference.roc(RUNS.get(id).get(0).text("input"));
        ResamplingPlan plan = plan(id, input.labels().length);
        double[] first = Bootstrap.of(plan).auc(input.labels(), input.score1()).replicates();
        double[] second = Bootstrap.of(plan).auc(input.labels(), input.score2()).replicates();
        List<BootstrapDistribution> both =
                Bootstrap.of(plan).aucs(input.labels(), new double[][] {input.score1(), input.score2()});
        double[] difference = Bootstrap.of(plan)
                .aucDifference(input.labels(), input.score1(), input.score2())
                .replicates();
        double[] generic = Bootstrap.of(plan)
                .run(Statistic.auc(input.labels(), input.score1()))
                .replicates();
        Statistic variance = Statistic.aucVariance(input.labels(), input.score1());
        for (Row row : Reference.rows("boot/" + id + "_resamples.csv")) {
            int b = row.integer("b");
            row.check("auc1", first[b], 1e-15);
            row.check("auc1", generic[b], 1e-15);
            row.check("auc1", both.get(0).replicates()[b], 1e-15);
            row.check("auc2", second[b], 1e-15);
            row.check("auc2", both.get(1).replicates()[b], 1e-15);
            row.check("diff", difference[b], 1e-15);
            row.check("var_delong1", variance.evaluate(plan.indices(b)), 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void influenceValuesAgree(String id) {
        RocInput input = Reference.roc(RUNS.get(id).get(0).text("input"));
        int[] labels = input.labels();
        ResamplingPlan plan = plan(id, labels.length);
        boolean stratified = RUNS.get(id).get(0).flag("stratified");
        for (String name : List.of("auc1", "diff")) {
            Statistic statistic = statistic(input, name);
            double[] jack = Influence.jackknife(labels.length, statistic);
            double[] perClass = Influence.stratifiedJackknife(labels, statistic);
            double[] closed = name.equals("auc1")
                    ? Influence.auc(labels, input.score1())
                    : Influence.aucDifference(labels, input.score1(), input.score2());
            double[] regression = null;
            for (Row row : Reference.rows("boot/" + id + "_jackknife.csv")) {
                int i = row.integer("i");
                absolute(row, "L_jack_" + name, jack[i]);
                absolute(row, "L_jackstrat_" + name, perClass[i]);
                absolute(row, "L_jackstrat_" + name, closed[i]);
                if (row.has("L_reg_" + name)) {
                    if (regression == null) {
                        regression = Influence.regression(
                                plan,
                                stratified ? labels : new int[labels.length],
                                Bootstrap.of(plan).run(statistic));
                    }
                    absolute(row, "L_reg_" + name, regression[i]);
                }
            }
        }
    }

    private static void absolute(Row row, String column, double actual) {
        if (!(Math.abs(row.number(column) - actual) <= 1e-12)) {
            fail(row.file() + ":" + row.line() + " " + column + " expected " + row.number(column) + " but was "
                    + actual);
        }
    }

    private static Statistic statistic(RocInput input, String name) {
        Statistic first = Statistic.auc(input.labels(), input.score1());
        Statistic second = Statistic.auc(input.labels(), input.score2());
        return name.equals("auc1") ? first : indices -> first.evaluate(indices) - second.evaluate(indices);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyIntervalAgrees(String id) {
        RocInput input = Reference.roc(RUNS.get(id).get(0).text("input"));
        int[] labels = input.labels();
        ResamplingPlan plan = plan(id, labels.length);
        boolean stratified = RUNS.get(id).get(0).flag("stratified");
        for (String name : List.of("auc1", "diff")) {
            BootstrapDistribution distribution = name.equals("auc1")
                    ? Bootstrap.of(plan).run(statistic(input, name), Statistic.aucVariance(labels, input.score1()))
                    : Bootstrap.of(plan).run(statistic(input, name));
            double[] jack = Influence.jackknife(labels.length, statistic(input, name));
            double[] perClass = Influence.stratifiedJackknife(labels, statistic(input, name));
            double[] regression =
                    RUNS.get(id).stream().anyMatch(r -> r.text("statistic").equals(name) && r.has("a_reg"))
                            ? Influence.regression(plan, stratified ? labels : new int[labels.length], distribution)
                            : null;
            for (Row row : RUNS.get(id)) {
                if (!row.text("statistic").equals(name)) {
                    continue;
                }
                row.check("R", distribution.resamples());
                row.check("R_used", distribution.resamplesUsed());
                row.check("t0", distribution.estimate(), 1e-15);
                row.check("boot_mean", distribution.mean(), 1e-13);
                row.check("boot_se", distribution.standardError(), 1e-12);
                assertEquals(row.number("boot_bias"), distribution.bias(), 1e-15);
                if (distribution.resamplesUsed() > 0) {
                    row.check("z0_strict", distribution.medianBias(BiasCorrection.STRICT), 1e-11);
                    row.check("z0_mid", distribution.medianBias(BiasCorrection.MID), 1e-11);
                }
                row.check("a_jack", Influence.acceleration(jack), 1e-11);
                row.check("a_jackstrat", Influence.acceleration(perClass), 1e-11);
                if (regression != null) {
                    row.check("a_reg", Influence.acceleration(regression), 1e-10);
                }
                checkInterval(row, distribution, Map.of("jack", jack, "jackstrat", perClass), regression);
            }
        }
    }

    private static void checkInterval(
            Row row, BootstrapDistribution distribution, Map<String, double[]> influences, double[] regression) {
        String method = row.text("method").replace("__constant_t", "");
        if (method.equals("proc_bootstrap_test_D_and_p")) {
            BootstrapDistribution.ZTest test = distribution.zeroTest(Alternative.TWO_SIDED);
            row.check("lo", test.statistic(), 1e-12);
            row.check("hi", test.pValue(), 1e-11);
            return;
        }
        if (method.endsWith("_adjalpha")) {
            return; // an intermediate of the BCa limits, which are checked themselves
        }
        double level = row.number("conf");
        ConfidenceInterval interval;
        if (method.startsWith("bca_")) {
            String[] parts = method.split("_", -1);
            double[] influence = parts[1].equals("reg") ? regression : influences.get(parts[1]);
            BiasCorrection correction = parts[2].equals("mid") ? BiasCorrection.MID : BiasCorrection.STRICT;
            interval = distribution.bca(level, influence, correction, type(parts[parts.length - 1]));
        } else {
            interval = switch (method) {
                case "normal" -> distribution.normal(level);
                case "basic_boot" -> distribution.basic(level, QuantileType.NORMAL_SCORES);
                case "percentile_boot" -> distribution.percentile(level, QuantileType.NORMAL_SCORES);
                case "percentile_type6" -> distribution.percentile(level, QuantileType.TYPE_6);
                case "percentile_type7" -> distribution.percentile(level);
                case "studentized_delong" -> distribution.studentized(level, QuantileType.NORMAL_SCORES);
                default -> throw new IllegalArgumentException("unknown method " + method);
            };
        }
        row.check("lo", interval.lower(), 1e-11);
        row.check("hi", interval.upper(), 1e-11);
        assertEquals(level, interval.level());
    }

    private static QuantileType type(String name) {
        return switch (name) {
            case "boot" -> QuantileType.NORMAL_SCORES;
            case "type6" -> QuantileType.TYPE_6;
            case "type7" -> QuantileType.TYPE_7;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @MethodSource("runs")
    void studentisedIntervalNeedsVariances(String id) {
        RocInput input = Reference.roc(RUNS.get(id).get(0).text("input"));
        BootstrapDistribution distribution =
                Bootstrap.of(plan(id, input.labels().length)).auc(input.labels(), input.score1());
        assertTrue(assertThrows(IllegalStateException.class, () -> distribution.studentized(0.95, QuantileType.TYPE_7))
                .getMessage()
                .contains("needs the variance"));
    }

    @Test
    void regressionInfluenceLeavesOutResamplesWithoutAValue() {
        int[] labels = {0, 1, 0, 1, 1};
        double[] scores = {1, 2, 3, 4, 3};
        ResamplingPlan plan = ResamplingPlan.ordinary(5, 200, 4);
        double[] areas = Bootstrap.of(plan).auc(labels, scores).replicates();
        int[] one = new int[5];
        BootstrapDistribution whole = BootstrapDistribution.of(0.75, areas);
        assertTrue(whole.resamplesUsed() < 200, "some resamples have one class");
        int[] used =
                IntStream.range(0, 200).filter(b -> !Double.isNaN(areas[b])).toArray();
        assertArrayEquals(
                Influence.regression(
                        ResamplingPlan.of(
                                5, IntStream.of(used).mapToObj(plan::indices).toArray(int[][]::new)),
                        one,
                        BootstrapDistribution.of(
                                0.75,
                                IntStream.of(used).mapToDouble(b -> areas[b]).toArray())),
                Influence.regression(plan, one, whole),
                1e-12);
        assertThrows(IllegalArgumentException.class, () -> Influence.regression(plan, new int[6], whole));
        assertThrows(
                IllegalArgumentException.class,
                () -> Influence.regression(plan, one, BootstrapDistribution.of(0.75, Arrays.copyOf(areas, 199))));
    }
}
