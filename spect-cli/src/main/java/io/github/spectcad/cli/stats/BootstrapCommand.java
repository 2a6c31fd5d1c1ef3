package io.github.spectcad.cli.stats;

import io.github.spectcad.cli.JsonOutput;
import io.github.spectcad.cli.Usage;
import io.github.spectcad.stats.Bootstrap;
import io.github.spectcad.stats.BootstrapDistribution;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.Influence;
import io.github.spectcad.stats.ResamplingPlan;
import io.github.spectcad.stats.Statistic;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spect stats bootstrap}. */
@Command(
        name = "bootstrap",
        description = "Bootstrap interval for an area, or for the difference of two areas if two scores are given.",
        mixinStandardHelpOptions = true)
final class BootstrapCommand implements Callable<Integer> {

    private enum Method {
        PERCENTILE,
        BASIC,
        NORMAL,
        BCA
    }

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
            description = "Column of scores, higher for more diseased; twice for a difference.")
    private List<String> scores;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Number of resamples (default: ${DEFAULT-VALUE}).")
    private int resamples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "percentile",
            description = "Interval: percentile, basic, normal or bca (default: ${DEFAULT-VALUE}); quantiles of type 7,"
                    + " BCa with the jackknife of each class (of clusters) and ties counted half.")
    private Method method;

    @Option(
            names = "--stratified",
            description = "Keep the numbers of diseased and healthy subjects; with --cluster, those of clusters"
                    + " with and without a diseased subject.")
    private boolean stratified;

    @Option(
            names = "--cluster",
            paramLabel = "COLUMN",
            description = "Resample clusters of subjects, such as patients with three vessels each.")
    private String cluster;

    @Override
    public Integer call() throws IOException {
        Usage.require(spec, scores.size() <= 2, "bootstrap takes one or two scores, got " + scores.size());
        Usage.require(spec, resamples >= 1, "--resamples is " + resamples + ": must be at least 1");
        Table table = labels.read();
        int[] truth = labels.of(table);
        double[] first = table.numbers(scores.get(0));
        double[] second = scores.size() == 2 ? table.numbers(scores.get(1)) : null;
        int[] clusters = cluster == null ? null : table.categories(cluster);
        Bootstrap bootstrap = Bootstrap.of(plan(truth, clusters));
        BootstrapDistribution distribution =
                second == null ? bootstrap.auc(truth, first) : bootstrap.aucDifference(truth, first, second);
        double level = confidence.level();
        ConfidenceInterval interval = switch (method) {
            case PERCENTILE -> distribution.percentile(level);
            case BASIC -> distribution.basic(level);
            case NORMAL -> distribution.normal(level);
            case BCA -> distribution.bca(level, influence(truth, first, second, clusters));
        };
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("estimate", distribution.estimate());
        json.put("ci_low", interval.lower());
        json.put("ci_high", interval.upper());
        json.put("standard_error", distribution.standardError());
        json.put("bias", distribution.bias());
        json.put("resamples_used", distribution.resamplesUsed());
        JsonOutput.print(spec.commandLine().getOut(), json);
        return 0;
    }

    private ResamplingPlan plan(int[] truth, int[] clusters) {
        if (clusters == null) {
            return stratified
                    ? ResamplingPlan.stratified(truth, resamples, seed)
                    : ResamplingPlan.ordinary(truth.length, resamples, seed);
        }
        return stratified
                ? ResamplingPlan.stratifiedCluster(clusters, anyDiseased(truth, clusters), resamples, seed)
                : ResamplingPlan.cluster(clusters, resamples, seed);
    }

    /** For each subject 1 if its cluster has a diseased subject. */
    private static int[] anyDiseased(int[] truth, int[] clusters) {
        int[] ofCluster = new int[truth.length];
        for (int i = 0; i < truth.length; i++) {
            ofCluster[clusters[i]] |= truth[i];
        }
        int[] ofSubject = new int[truth.length];
        for (int i = 0; i < truth.length; i++) {
            ofSubject[i] = ofCluster[clusters[i]];
        }
        return ofSubject;
    }

    private static double[] influence(int[] truth, double[] first, double[] second, int[] clusters) {
        if (clusters == null) {
            return second == null ? Influence.auc(truth, first) : Influence.aucDifference(truth, first, second);
        }
        Statistic a = Statistic.auc(truth, first);
        if (second == null) {
            return Influence.clusterJackknife(clusters, a);
        }
        Statistic b = Statistic.auc(truth, second);
        return Influence.clusterJackknife(clusters, indices -> a.evaluate(indices) - b.evaluate(indices));
    }
}
