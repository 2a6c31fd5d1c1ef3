package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.AucSampleSize;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats sample-size auc-difference}. */
@Command(
        name = "auc-difference",
        description =
                "The difference of two areas on the same subjects (or, without correlations, on different ones), or that the"
                        + " first is not smaller by more than a margin.",
        mixinStandardHelpOptions = true)
final class AucDifferenceSizeCommand extends StatsSubcommand {

    @Mixin
    private Design design;

    @Mixin
    private ClusterSize clusters;

    @Option(names = "--first", required = true, paramLabel = "A", description = "Expected area of the first model.")
    private double first;

    @Option(names = "--second", required = true, paramLabel = "A", description = "Expected area of the second model.")
    private double second;

    @Option(
            names = "--diseased-correlation",
            paramLabel = "R",
            defaultValue = "0",
            description = "Correlation of both scores in diseased subjects (default: ${DEFAULT-VALUE}).")
    private double diseasedCorrelation;

    @Option(
            names = "--healthy-correlation",
            paramLabel = "R",
            defaultValue = "0",
            description = "Correlation of both scores in healthy subjects (default: ${DEFAULT-VALUE}).")
    private double healthyCorrelation;

    @Option(
            names = "--ratio",
            paramLabel = "K",
            defaultValue = "1",
            description = "Healthy subjects for each diseased one (default: ${DEFAULT-VALUE}).")
    private double ratio;

    @Option(
            names = "--margin",
            paramLabel = "M",
            description =
                    "Plan the one-sided test that the first area is not smaller by more than M, instead of a difference.")
    private Double margin;

    @Override
    Map<String, Object> result() {
        AucSampleSize.ScoreCorrelation correlation =
                new AucSampleSize.ScoreCorrelation(diseasedCorrelation, healthyCorrelation);
        AucSampleSize planned = margin == null
                ? AucSampleSize.pairedDifference(first, second, correlation)
                : AucSampleSize.nonInferiority(first, second, margin, correlation);
        double diseased = clusters.designEffect()
                * planned.withRatio(ratio)
                        .withSignificance(design.significance())
                        .diseasedSubjects(design.power());
        Map<String, Object> json = map();
        json.put("diseased", Math.ceil(diseased));
        json.put("healthy", Math.ceil(diseased * ratio));
        json.put("diseased_exact", diseased);
        json.put("design_effect", clusters.designEffect());
        json.put("method", "DeLong's test of normal scores of equal spread, exact large-sample variance");
        json.put(
                "convention",
                margin == null
                        ? "two-sided test; the order of the areas does not matter"
                        : "one-sided test against minus the margin, first minus second");
        return json;
    }
}
