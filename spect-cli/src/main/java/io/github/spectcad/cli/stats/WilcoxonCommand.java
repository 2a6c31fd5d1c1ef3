package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.Alternative;
import io.github.spectcad.stats.ContinuityCorrection;
import io.github.spectcad.stats.HodgesLehmann;
import io.github.spectcad.stats.PValueMethod;
import io.github.spectcad.stats.WilcoxonRankSumTest;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats wilcoxon}. */
@Command(
        name = "wilcoxon",
        description = "Wilcoxon rank sum test of two groups of a table.",
        mixinStandardHelpOptions = true)
final class WilcoxonCommand extends StatsSubcommand {

    @Mixin
    private Groups groups;

    @Option(names = "--x", required = true, paramLabel = "NAME", description = "Name of the first group.")
    private String x;

    @Option(names = "--y", required = true, paramLabel = "NAME", description = "Name of the second group.")
    private String y;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "Method: auto (exact below 50 values without ties), exact or normal (default: ${DEFAULT-VALUE}).")
    private PValueMethod method;

    @Option(
            names = "--alternative",
            defaultValue = "two-sided",
            converter = AlternativeConverter.class,
            paramLabel = "NAME",
            description = "Alternative: two-sided, less (x is smaller) or greater (default: ${DEFAULT-VALUE}).")
    private Alternative alternative;

    @Option(names = "--no-continuity", description = "No continuity correction of the normal approximation.")
    private boolean noContinuity;

    @Override
    Map<String, Object> result() throws IOException {
        Map<String, double[]> samples = groups.read();
        double[] first = groups.group(samples, x);
        double[] second = groups.group(samples, y);
        WilcoxonRankSumTest.Result result = WilcoxonRankSumTest.withDefaults()
                .with(alternative)
                .with(method)
                .with(noContinuity ? ContinuityCorrection.OMIT : ContinuityCorrection.APPLY)
                .test(first, second);
        Map<String, Object> json = map();
        json.put("w", result.w());
        json.put("p_value", result.pValue());
        json.put("effect_auc", result.effectAuc());
        json.put("cliffs_delta", result.cliffsDelta());
        json.put("hodges_lehmann", HodgesLehmann.shift(first, second));
        json.put("method", name(result.method()));
        json.put("alternative", name(alternative));
        json.put("convention", "w counts pairs x > y, ties half; first minus second");
        return json;
    }
}
