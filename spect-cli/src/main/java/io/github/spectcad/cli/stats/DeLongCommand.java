package io.github.spectcad.cli.stats;

import io.github.spectcad.cli.JsonOutput;
import io.github.spectcad.stats.Alternative;
import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.DeLongTest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spect stats delong}. */
@Command(
        name = "delong",
        description = "DeLong's test of two areas; the difference is that of the first score minus the second.",
        mixinStandardHelpOptions = true)
final class DeLongCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Labels labels;

    @Mixin
    private Confidence confidence;

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
    public Integer call() throws IOException {
        if (scores.size() != 2) {
            throw new ParameterException(
                    spec.commandLine(),
                    "delong compares two scores: give --score twice, not " + scores.size() + " times");
        }
        Table table = labels.read();
        int[] truth = labels.of(table);
        double[] first = table.numbers(scores.get(0));
        double[] second = table.numbers(scores.get(1));
        DeLongTest test = DeLongTest.withDefaults().with(alternative).withConfidence(confidence.level());
        Map<String, Object> json = new LinkedHashMap<>();
        if (unpaired) {
            DeLongTest.Unpaired result = test.testUnpaired(Auc.of(truth, first), Auc.of(truth, second));
            areas(json, result.first(), result.second());
            json.put("covariance", 0.0);
            json.put("difference", result.difference());
            json.put("variance_difference", result.varianceOfDifference());
            json.put("statistic", result.statistic());
            json.put("df", result.degreesOfFreedom());
            significance(json, result.pValue(), result.interval());
        } else {
            DeLongTest.Paired result = test.test(truth, first, second);
            areas(json, result.first(), result.second());
            json.put("covariance", result.covariance());
            json.put("difference", result.difference());
            json.put("variance_difference", result.varianceOfDifference());
            json.put("statistic", result.statistic());
            significance(json, result.pValue(), result.interval());
        }
        JsonOutput.print(spec.commandLine().getOut(), json);
        return 0;
    }

    private static void areas(Map<String, Object> json, Auc first, Auc second) {
        json.put("auc", new double[] {first.value(), second.value()});
        json.put("variance", new double[] {first.variance(), second.variance()});
    }

    private static void significance(Map<String, Object> json, double p, ConfidenceInterval interval) {
        json.put("p_value", p);
        json.put("ci_low", interval.lower());
        json.put("ci_high", interval.upper());
    }
}
