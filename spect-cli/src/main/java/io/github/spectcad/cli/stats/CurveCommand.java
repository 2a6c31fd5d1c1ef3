package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.Alternative;
import io.github.spectcad.stats.Bootstrap;
import io.github.spectcad.stats.BootstrapDistribution;
import io.github.spectcad.stats.Influence;
import io.github.spectcad.stats.ResamplingPlan;
import io.github.spectcad.stats.RocCurve;
import io.github.spectcad.stats.Statistic;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A measure of the ROC curve of one score, or its difference between two scores, by a stratified bootstrap. */
abstract class CurveCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Confidence confidence;

    @Mixin
    private Resamples resamples;

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of scores, higher for more diseased; twice for a paired comparison.")
    private List<String> scores;

    abstract double measure(RocCurve curve);

    /** Writes what the measure is. */
    abstract void describe(Map<String, Object> json, List<RocCurve> curves);

    @Override
    Map<String, Object> result() throws IOException {
        if (scores.size() > 2) {
            throw usage("give one or two scores, not " + scores.size());
        }
        Table table = labels.read();
        int[] truth = labels.of(table);
        double[] first = table.numbers(scores.get(0));
        Statistic statistic = Statistic.ofCurve(truth, first, this::measure);
        Map<String, Object> json = map();
        if (scores.size() == 2) {
            double[] second = table.numbers(scores.get(1));
            statistic = statistic.minus(Statistic.ofCurve(truth, second, this::measure));
            RocCurve a = RocCurve.of(truth, first);
            RocCurve b = RocCurve.of(truth, second);
            json.put("values", new double[] {measure(a), measure(b)});
            describe(json, List.of(a, b));
        } else {
            describe(json, List.of(RocCurve.of(truth, first)));
        }
        BootstrapDistribution distribution = Bootstrap.of(
                        ResamplingPlan.stratified(truth, resamples.count(), resamples.seed()))
                .run(statistic);
        json.put("estimate", distribution.estimate());
        putInterval(json, distribution.bca(confidence.level(), Influence.stratifiedJackknife(truth, statistic)));
        json.put("percentile", limits(distribution.percentile(confidence.level())));
        json.put("standard_error", distribution.standardError());
        if (scores.size() == 2) {
            BootstrapDistribution.ZTest test = distribution.zeroTest(Alternative.TWO_SIDED);
            json.put("statistic", test.statistic());
            json.put("p_value", test.pValue());
        }
        json.put("resamples_used", distribution.resamplesUsed());
        json.put("method", "stratified bootstrap, BCa interval with the jackknife of each class; test by z");
        return json;
    }
}
