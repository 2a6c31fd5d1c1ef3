package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.ProportionSampleSize;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats sample-size paired-proportion}. */
@Command(
        name = "paired-proportion",
        description = "McNemar's test of two sensitivities or specificities on the same subjects.",
        mixinStandardHelpOptions = true)
final class PairedProportionSizeCommand extends StatsSubcommand {

    @Mixin
    private Design design;

    @Mixin
    private ClusterSize clusters;

    @Option(
            names = "--first-only",
            required = true,
            paramLabel = "P",
            description = "Expected share of subjects on which only the first is right.")
    private double firstOnly;

    @Option(
            names = "--second-only",
            required = true,
            paramLabel = "P",
            description = "Expected share of subjects on which only the second is right.")
    private double secondOnly;

    @Override
    Map<String, Object> result() {
        double subjects = clusters.designEffect()
                * ProportionSampleSize.paired(firstOnly, secondOnly)
                        .withSignificance(design.significance())
                        .subjects(design.power());
        Map<String, Object> json = map();
        json.put("subjects", Math.ceil(subjects));
        json.put("subjects_exact", subjects);
        json.put("design_effect", clusters.designEffect());
        json.put("method", "Connor 1987");
        json.put("convention", "two-sided test");
        return json;
    }
}
