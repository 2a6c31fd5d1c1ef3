package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.Reclassification;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats reclassification}. */
@Command(
        name = "reclassification",
        description =
                "Net reclassification and integrated discrimination improvement of the first probability over the second.",
        mixinStandardHelpOptions = true)
final class ReclassificationCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Confidence confidence;

    @Option(
            names = "--probability",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of predicted probabilities; give it twice, the new model first.")
    private List<String> columns;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "Limit of a risk category, ascending; without any only the continuous NRI is given.")
    private List<Double> thresholds = List.of();

    @Override
    Map<String, Object> result() throws IOException {
        if (columns.size() != 2) {
            throw usage(
                    "reclassification compares two models: give --probability twice, not " + columns.size() + " times");
        }
        Table table = labels.read();
        int[] truth = labels.of(table);
        double[] fresh = table.numbers(columns.get(0));
        double[] old = table.numbers(columns.get(1));
        warn(
                "NRI and IDI favour models that predict more extreme risks, and their tests are not valid for models fitted on these"
                        + " subjects; prefer the difference of areas and of net benefit");
        Map<String, Object> json = map();
        if (!thresholds.isEmpty()) {
            double[] limits =
                    thresholds.stream().mapToDouble(Double::doubleValue).toArray();
            json.put("nri_categories", improvement(Reclassification.byCategory(truth, fresh, old, limits)));
        }
        json.put("nri_continuous", improvement(Reclassification.continuous(truth, fresh, old)));
        json.put("idi", improvement(Reclassification.discrimination(truth, fresh, old)));
        json.put("method", "Pencina 2008 and 2011");
        json.put("convention", "first minus second model; value = diseased + healthy");
        return json;
    }

    private Map<String, Object> improvement(Reclassification result) {
        Map<String, Object> json = map();
        json.put("value", result.value());
        json.put("diseased", result.diseased());
        json.put("healthy", result.healthy());
        json.put("standard_error", result.standardError());
        putInterval(json, result.interval(confidence.level()));
        json.put("statistic", result.statistic());
        json.put("p_value", result.pValue());
        return json;
    }
}
