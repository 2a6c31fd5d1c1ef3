package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.ProportionSampleSize;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats sample-size proportion}. */
@Command(
        name = "proportion",
        description =
                "A sensitivity (count diseased subjects) or specificity (healthy ones): tested against a value, or estimated to a"
                        + " width.",
        mixinStandardHelpOptions = true)
final class ProportionSizeCommand extends StatsSubcommand {

    @Mixin
    private Design design;

    @Mixin
    private Confidence confidence;

    @Mixin
    private ClusterSize clusters;

    @Option(names = "--proportion", required = true, paramLabel = "P", description = "Expected proportion.")
    private double proportion;

    @Option(names = "--against", paramLabel = "P", description = "Proportion of the hypothesis.")
    private Double value;

    @Option(names = "--width", paramLabel = "W", description = "Width of the interval, instead of a test.")
    private Double width;

    @Override
    Map<String, Object> result() {
        if ((value == null) == (width == null)) {
            throw usage("give either --against for a test or --width for an interval");
        }
        double subjects = clusters.designEffect()
                * (width == null
                        ? ProportionSampleSize.against(proportion, value)
                                .withSignificance(design.significance())
                                .subjects(design.power())
                        : ProportionSampleSize.subjectsForWidth(proportion, width, confidence.level()));
        Map<String, Object> json = map();
        json.put("subjects", Math.ceil(subjects));
        json.put("subjects_exact", subjects);
        json.put("design_effect", clusters.designEffect());
        json.put("method", width == null ? "score test of a proportion" : "Wilson's interval");
        json.put("convention", width == null ? "two-sided test" : "limit to limit");
        return json;
    }
}
