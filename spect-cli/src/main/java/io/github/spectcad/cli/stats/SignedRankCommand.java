package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.Alternative;
import io.github.spectcad.stats.ContinuityCorrection;
import io.github.spectcad.stats.PValueMethod;
import io.github.spectcad.stats.WilcoxonSignedRankTest;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats signed-rank}. */
@Command(name = "signed-rank", description = "Wilcoxon signed rank test of pairs.", mixinStandardHelpOptions = true)
final class SignedRankCommand extends StatsSubcommand {

    @Mixin
    private Pairs pairs;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "auto (exact below 50 pairs without ties and zeros), exact or normal (default: ${DEFAULT-VALUE}).")
    private PValueMethod method;

    @Option(
            names = "--alternative",
            defaultValue = "two-sided",
            converter = AlternativeConverter.class,
            paramLabel = "NAME",
            description = "two-sided, less (x is smaller) or greater (default: ${DEFAULT-VALUE}).")
    private Alternative alternative;

    @Option(names = "--no-continuity", description = "No continuity correction of the normal approximation.")
    private boolean noContinuity;

    @Option(
            names = "--tie-tolerance",
            paramLabel = "T",
            defaultValue = "0",
            description =
                    "Absolute differences that differ by no more tie, and up to it are zero (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Override
    Map<String, Object> result() throws IOException {
        double[][] values = pairs.read();
        WilcoxonSignedRankTest.Result result = WilcoxonSignedRankTest.withDefaults()
                .with(alternative)
                .with(method)
                .with(noContinuity ? ContinuityCorrection.OMIT : ContinuityCorrection.APPLY)
                .withTieTolerance(tolerance)
                .test(values[0], values[1]);
        Map<String, Object> json = map();
        json.put("v", result.v());
        json.put("pairs", result.pairs());
        json.put("non_zero", result.nonZero());
        json.put("ties", result.ties());
        json.put("statistic", result.statistic());
        json.put("p_value", result.pValue());
        json.put("rank_biserial", result.rankBiserial());
        json.put("method", name(result.method()));
        json.put("alternative", name(alternative));
        json.put("convention", "x minus y; zeros dropped (Wilcoxon), midranks for ties");
        return json;
    }
}
