package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.DecisionCurve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats decision-curve}. */
@Command(
        name = "decision-curve",
        description = "Net benefit of acting on predicted probabilities at thresholds.",
        mixinStandardHelpOptions = true)
final class DecisionCurveCommand extends StatsSubcommand {

    @Mixin
    private Probabilities predictions;

    @Mixin
    private Confidence confidence;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "Threshold probability; as often as needed (default: 0.1, 0.2, ..., 0.9).")
    private List<Double> thresholds = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    @Override
    Map<String, Object> result() throws IOException {
        Probabilities.Predictions data = predictions.read();
        List<Map<String, Object>> points = new ArrayList<>();
        for (DecisionCurve.Point point : DecisionCurve.of(
                data.labels(),
                data.probabilities(),
                thresholds.stream().mapToDouble(Double::doubleValue).toArray())) {
            Map<String, Object> json = map();
            json.put("threshold", point.threshold());
            json.put("net_benefit", point.netBenefit());
            putInterval(json, point.interval(confidence.level()));
            json.put("treat_all", point.treatAll());
            json.put("standardized", point.standardized());
            points.add(json);
        }
        Map<String, Object> json = map();
        json.put("points", points);
        json.put("method", "Vickers and Elkin 2006, Wald intervals over subjects");
        json.put("convention", "treated where the probability is at least the threshold; treating nobody is 0");
        return json;
    }
}
