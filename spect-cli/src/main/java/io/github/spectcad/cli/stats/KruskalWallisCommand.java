package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.KruskalWallisTest;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spect stats kruskal-wallis}. */
@Command(
        name = "kruskal-wallis",
        description = "Kruskal and Wallis' rank test that all groups have one distribution.",
        mixinStandardHelpOptions = true)
final class KruskalWallisCommand extends StatsSubcommand {

    @Mixin
    private Groups groups;

    @Override
    Map<String, Object> result() throws IOException {
        KruskalWallisTest.Result result =
                KruskalWallisTest.withDefaults().test(groups.read().values());
        Map<String, Object> json = map();
        json.put("statistic", result.statistic());
        json.put("df", result.degreesOfFreedom());
        json.put("p_value", result.pValue());
        json.put("method", "Kruskal and Wallis 1952, corrected for ties");
        json.put("convention", "chi-square; null if all values are equal");
        return json;
    }
}
