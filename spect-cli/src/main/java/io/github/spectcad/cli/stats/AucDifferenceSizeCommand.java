package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.AucSampleSize;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats sample-size auc-difference}. */
@Command(
        name = "auc-difference",
        description = "The difference of two areas on the same subjects (or, without correlations, on different ones).",
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

    @Override
    Map<String, Object> result() {
        double diseased = clusters.designEffect()
                * AucSampleSize.pairedDifference(
                                first,
                                second,
                                new AucSampleSize.ScoreCorrelation(diseasedCorrelation, healthyCorrelation))
                        .withRatio(ratio)
                        .withSignificance(design.significance())
                        .diseasedSubjects(design.power());
        Map<String, Object> json = map();
        json.put("diseased", Math.ceil(diseased));
        json.put("healthy", Math.ceil(diseased * ratio));
        json.put("diseased_exact", diseased);
        json.put("design_effect", clusters.designEffect());
        json.put("method", "DeLong's test of normal scores of equal spread, exact large-sample variance");
        json.put("convention", "two-sided test; the order of the areas does not matter");
        return json;
    }
}
