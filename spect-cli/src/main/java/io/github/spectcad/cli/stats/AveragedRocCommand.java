package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.AveragedRocCurve;
import io.github.spectcad.stats.ResamplingPlan;
import io.github.spectcad.stats.RocCurve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats averaged-roc}. */
@Command(
        name = "averaged-roc",
        description =
                "Vertical average of the ROC curves of several scores with the band that they lie in, or of the resamples of"
                        + " one score, whose band shows its uncertainty.",
        mixinStandardHelpOptions = true)
final class AveragedRocCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Confidence confidence;

    @Mixin
    private Clustered clustered;

    @Mixin
    private Resamples resamples;

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description =
                    "Column of scores, higher for more diseased; once for resamples, more than once for an average of"
                            + " these scores.")
    private List<String> scores;

    @Option(
            names = "--specificity",
            paramLabel = "X",
            description = "Specificity to average at, in [0, 1]; as often as needed (default: 0, 0.1, ..., 1).")
    private List<Double> specificities = List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

    @Override
    Map<String, Object> result() throws IOException {
        boolean resampled = scores.size() == 1;
        if (clustered.given() && !resampled) {
            throw usage("--cluster resamples one score: give one --score, not " + scores.size());
        }
        Table table = labels.read();
        int[] truth = labels.of(table);
        double[] at = specificities.stream().mapToDouble(Double::doubleValue).toArray();
        AveragedRocCurve average = resampled
                ? ofResamples(table, truth, at)
                : AveragedRocCurve.of(curves(table, truth), at, confidence.level());
        List<Map<String, Object>> points = new ArrayList<>();
        for (AveragedRocCurve.Point point : average.points()) {
            Map<String, Object> json = map();
            json.put("specificity", point.specificity());
            json.put("sensitivity", point.sensitivity());
            putInterval(json, point.band());
            points.add(json);
        }
        Map<String, Object> json = map();
        json.put("points", points);
        json.put("curves", average.curves());
        json.put(
                "method",
                "vertical averaging, Fawcett 2006, "
                        + (resampled
                                ? "bootstrap of " + (clustered.given() ? "clusters" : "subjects")
                                : "one curve a score"));
        json.put(
                "convention",
                "band between quantiles of type 7 of the curves' sensitivities, at each specificity for itself");
        return json;
    }

    private AveragedRocCurve ofResamples(Table table, int[] truth, double[] at) throws IOException {
        ResamplingPlan plan = clustered.given()
                ? ResamplingPlan.cluster(clustered.read(table), resamples.count(), resamples.seed())
                : ResamplingPlan.ordinary(truth.length, resamples.count(), resamples.seed());
        return AveragedRocCurve.bootstrap(plan, truth, table.numbers(scores.get(0)), at, confidence.level());
    }

    private List<RocCurve> curves(Table table, int[] truth) throws IOException {
        List<RocCurve> curves = new ArrayList<>();
        for (String score : scores) {
            curves.add(RocCurve.of(truth, table.numbers(score)));
        }
        return curves;
    }
}
