package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.AucSampleSize;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats sample-size auc}. */
@Command(
        name = "auc",
        description = "One area: tested against a value, or estimated to a width.",
        mixinStandardHelpOptions = true)
final class AucSizeCommand extends StatsSubcommand {

    @Mixin
    private Design design;

    @Mixin
    private Confidence confidence;

    @Mixin
    private ClusterSize clusters;

    @Option(names = "--auc", required = true, paramLabel = "A", description = "Expected area.")
    private double auc;

    @Option(
            names = "--against",
            paramLabel = "A",
            defaultValue = "0.5",
            description = "Area of the hypothesis (default: ${DEFAULT-VALUE}).")
    private double value;

    @Option(names = "--width", paramLabel = "W", description = "Width of the interval, instead of a test.")
    private Double width;

    @Option(
            names = "--ratio",
            paramLabel = "K",
            defaultValue = "1",
            description = "Healthy subjects for each diseased one (default: ${DEFAULT-VALUE}).")
    private double ratio;

    @Override
    Map<String, Object> result() {
        double diseased = clusters.designEffect()
                * (width == null
                        ? AucSampleSize.against(auc, value)
                                .withRatio(ratio)
                                .withSignificance(design.significance())
                                .diseasedSubjects(design.power())
                        : AucSampleSize.diseasedSubjectsForWidth(auc, width, confidence.level(), ratio));
        Map<String, Object> json = map();
        json.put("diseased", Math.ceil(diseased));
        json.put("healthy", Math.ceil(diseased * ratio));
        json.put("diseased_exact", diseased);
        json.put("design_effect", clusters.designEffect());
        json.put("method", "large-sample variance of the empirical area of normal scores of equal spread");
        json.put("convention", width == null ? "two-sided test" : "Wald interval, limit to limit");
        return json;
    }
}
