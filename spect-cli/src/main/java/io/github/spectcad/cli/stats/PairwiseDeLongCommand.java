package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.DeLongCovariance;
import io.github.spectcad.stats.PValueAdjustment;
import io.github.spectcad.stats.PairwiseDeLongTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats pairwise-delong}. */
@Command(
        name = "pairwise-delong",
        description =
                "DeLong's test of every pair of scores (with --cluster Obuchowski's), and the test that all areas are"
                        + " equal.",
        mixinStandardHelpOptions = true)
final class PairwiseDeLongCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Clustered clustered;

    @Mixin
    private Scores scores;

    @Option(
            names = "--adjust",
            paramLabel = "NAME",
            defaultValue = "holm",
            converter = AdjustmentConverter.class,
            description =
                    "Adjustment of p-values: none, bonferroni, holm, hochberg, hommel, BH or BY (default: ${DEFAULT-VALUE}).")
    private PValueAdjustment adjustment;

    @Override
    Map<String, Object> result() throws IOException {
        Table table = labels.read();
        int[] truth = labels.of(table);
        double[][] models = scores.read(table);
        int[] clusters = clustered.read(table);
        PairwiseDeLongTest test = PairwiseDeLongTest.withDefaults().with(adjustment);
        PairwiseDeLongTest.Result pairs =
                clusters == null ? test.test(truth, models) : test.test(truth, models, clusters);
        DeLongCovariance covariance =
                clusters == null ? DeLongCovariance.of(truth, models) : DeLongCovariance.of(truth, models, clusters);
        List<Map<String, Object>> areas = new ArrayList<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < models.length; i++) {
            Auc auc = covariance.auc(i);
            Map<String, Object> area = map();
            area.put("score", scores.name(i));
            area.put("auc", auc.value());
            area.put("variance", auc.variance());
            areas.add(area);
            for (int j = i + 1; j < models.length; j++) {
                Map<String, Object> row = map();
                row.put("first", scores.name(i));
                row.put("second", scores.name(j));
                row.put("difference", pairs.difference(i, j));
                row.put("variance_difference", pairs.varianceOfDifference(i, j));
                row.put("statistic", pairs.statistic(i, j));
                row.put("p_value", pairs.pValue(i, j));
                row.put("p_adjusted", pairs.adjustedPValue(i, j));
                rows.add(row);
            }
        }
        DeLongCovariance.Omnibus omnibus = covariance.omnibusTest();
        Map<String, Object> json = map();
        json.put("areas", areas);
        json.put("pairs", rows);
        json.put("statistic", omnibus.statistic());
        json.put("df", omnibus.degreesOfFreedom());
        json.put("p_value", omnibus.pValue());
        json.put(
                "method",
                (clusters == null ? "DeLong 1988" : "Obuchowski 1997, clustered") + ", pairs adjusted by "
                        + name(adjustment) + "; chi-square that all areas are equal");
        json.put("convention", "first minus second score; two-sided");
        return json;
    }
}
