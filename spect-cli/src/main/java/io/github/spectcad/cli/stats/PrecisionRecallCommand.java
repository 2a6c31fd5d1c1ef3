package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.OperatingPoint;
import io.github.spectcad.stats.PrecisionRecallCurve;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spect stats precision-recall}. */
@Command(
        name = "precision-recall",
        description = "Precision-recall curve and average precision.",
        mixinStandardHelpOptions = true)
final class PrecisionRecallCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Score score;

    @Override
    Map<String, Object> result() throws IOException {
        Table table = labels.read();
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(labels.of(table), score.of(table));
        List<OperatingPoint> points = curve.points();
        Map<String, Object> json = map();
        json.put("average_precision", curve.averagePrecision());
        json.put("prevalence", points.get(0).counts().prevalence());
        json.put(
                "threshold",
                points.stream().mapToDouble(OperatingPoint::threshold).toArray());
        json.put(
                "recall",
                points.stream().mapToDouble(OperatingPoint::sensitivity).toArray());
        json.put(
                "precision",
                points.stream().mapToDouble(p -> p.counts().precision()).toArray());
        json.put("method", "step function of recall, as scikit-learn");
        json.put("convention", "called diseased where score >= threshold");
        return json;
    }
}
