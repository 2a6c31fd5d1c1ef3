package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.PValueAdjustment;
import io.github.spectcad.stats.PairwiseWilcoxonTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats pairwise-wilcoxon}. */
@Command(
        name = "pairwise-wilcoxon",
        description =
                "Wilcoxon rank-sum test of every pair of groups; x is the later group and y the earlier one, as in R.",
        mixinStandardHelpOptions = true)
final class PairwiseWilcoxonCommand extends StatsSubcommand {

    @Mixin
    private Groups groups;

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
        List<Map<String, Object>> pairs = new ArrayList<>();
        for (PairwiseWilcoxonTest.Pair pair :
                PairwiseWilcoxonTest.withDefaults().with(adjustment).test(groups.read())) {
            Map<String, Object> json = map();
            json.put("x", pair.x());
            json.put("y", pair.y());
            json.put("w", pair.test().w());
            json.put("p_value", pair.test().pValue());
            json.put("p_adjusted", pair.adjustedPValue());
            json.put("cliffs_delta", pair.test().cliffsDelta());
            pairs.add(json);
        }
        Map<String, Object> result = map();
        result.put("pairs", pairs);
        result.put("method", "Wilcoxon rank sum with R's choice of exact or normal, adjusted by " + name(adjustment));
        result.put("convention", "x the later, y the earlier group");
        return result;
    }
}
