package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.Alternative;
import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.DeLongTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats delong}. */
@Command(
        name = "delong",
        description =
                "DeLong's test of two areas (with --cluster Obuchowski's); the difference is that of the first score minus"
                        + " the second.",
        mixinStandardHelpOptions = true)
final class DeLongCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Confidence confidence;

    @Mixin
    private Clustered clustered;

    @Mixin
    private Margin margin;

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of scores, higher for more diseased; give it twice.")
    private List<String> scores;

    @Option(
            names = "--alternative",
            defaultValue = "two-sided",
            converter = AlternativeConverter.class,
            paramLabel = "NAME",
            description =
                    "Alternative: two-sided, less (the first area is smaller) or greater (default: ${DEFAULT-VALUE}).")
    private Alternative alternative;

    @Option(names = "--unpaired", description = "Treat the two scores as those of independent samples.")
    private boolean unpaired;

    @Override
    Map<String, Object> result() throws IOException {
        if (scores.size() != 2) {
            throw usage("delong compares two scores: give --score twice, not " + scores.size() + " times");
        }
        Table table = labels.read();
        int[] truth = labels.of(table);
        double[] first = table.numbers(scores.get(0));
        double[] second = table.numbers(scores.get(1));
        int[] clusters = clustered.read(table);
        DeLongTest test = DeLongTest.withDefaults().with(alternative).withConfidence(confidence.level());
        Map<String, Object> json = map();
        if (unpaired) {
            DeLongTest.Unpaired result = clusters == null
                    ? test.test(Auc.of(truth, first), Auc.of(truth, second))
                    : test.test(Auc.of(truth, first, clusters), Auc.of(truth, second, clusters));
            areas(json, result.first(), result.second());
            json.put("covariance", 0.0);
            json.put("difference", result.difference());
            json.put("variance_difference", result.varianceOfDifference());
            json.put("statistic", result.statistic());
            json.put("df", result.degreesOfFreedom());
            significance(json, result.pValue(), result.interval());
            margin.put(json, result.difference(), Math.sqrt(result.varianceOfDifference()), result.degreesOfFreedom());
        } else {
            DeLongTest.Paired result =
                    clusters == null ? test.test(truth, first, second) : test.test(truth, first, second, clusters);
            areas(json, result.first(), result.second());
            json.put("covariance", result.covariance());
            json.put("difference", result.difference());
            json.put("variance_difference", result.varianceOfDifference());
            json.put("statistic", result.statistic());
            significance(json, result.pValue(), result.interval());
            margin.put(json, result.difference(), Math.sqrt(result.varianceOfDifference()), Double.POSITIVE_INFINITY);
        }
        json.put(
                "method",
                (clusters == null ? "DeLong 1988" : "Obuchowski 1997, clustered")
                        + (unpaired ? ", unpaired, Welch's t on all subjects - 1" : ", paired, normal"));
        json.put("alternative", name(alternative));
        json.put("convention", "first minus second score; Wald interval; p-values against a margin are one-sided");
        return json;
    }

    private void areas(Map<String, Object> json, Auc first, Auc second) {
        warnIfPerfect(first.value(), "the interval of the difference is too narrow");
        warnIfPerfect(second.value(), "the interval of the difference is too narrow");
        json.put("auc", new double[] {first.value(), second.value()});
        json.put("variance", new double[] {first.variance(), second.variance()});
    }

    private static void significance(Map<String, Object> json, double p, ConfidenceInterval interval) {
        json.put("p_value", p);
        putInterval(json, interval);
    }
}
