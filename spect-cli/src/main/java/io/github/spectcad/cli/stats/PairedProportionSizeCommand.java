package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.ProportionSampleSize;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats sample-size paired-proportion}. */
@Command(
        name = "paired-proportion",
        description =
                "McNemar's test of two sensitivities or specificities on the same subjects, or that the first is not smaller by"
                        + " more than a margin.",
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

    @Option(
            names = "--margin",
            paramLabel = "M",
            description =
                    "Plan the one-sided test that the first is not smaller by more than M, instead of McNemar's test.")
    private Double margin;

    @Override
    Map<String, Object> result() {
        ProportionSampleSize planned = margin == null
                ? ProportionSampleSize.paired(firstOnly, secondOnly)
                : ProportionSampleSize.nonInferiority(firstOnly, secondOnly, margin);
        double subjects = clusters.designEffect()
                * planned.withSignificance(design.significance()).subjects(design.power());
        Map<String, Object> json = map();
        json.put("subjects", Math.ceil(subjects));
        json.put("subjects_exact", subjects);
        json.put("design_effect", clusters.designEffect());
        json.put("method", margin == null ? "Connor 1987" : "Tango's score, Nam 1997");
        json.put(
                "convention",
                margin == null ? "two-sided test" : "one-sided test against minus the margin, first minus second");
        return json;
    }
}
