package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.Bootstrap;
import io.github.spectcad.stats.BootstrapDistribution;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.Influence;
import io.github.spectcad.stats.ResamplingPlan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats bootstrap}. */
@Command(
        name = "bootstrap",
        description = "Bootstrap interval for an area, or for the difference of two areas if two scores are given.",
        mixinStandardHelpOptions = true)
final class BootstrapCommand extends StatsSubcommand {

    private enum Method {
        PERCENTILE,
        BASIC,
        NORMAL,
        BCA
    }

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
            description = "Column of scores, higher for more diseased; twice for a difference.")
    private List<String> scores;

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

    @Override
    Map<String, Object> result() throws IOException {
        if (scores.size() > 2) {
            throw usage("bootstrap takes one or two scores, got " + scores.size());
        }
        Table table = labels.read();
        int[] truth = labels.of(table);
        double[] first = table.numbers(scores.get(0));
        double[] second = scores.size() == 2 ? table.numbers(scores.get(1)) : null;
        int[] clusters = clustered.read(table);
        Bootstrap bootstrap = Bootstrap.of(plan(truth, clusters));
        BootstrapDistribution distribution =
                second == null ? bootstrap.auc(truth, first) : bootstrap.aucDifference(truth, first, second);
        if (second == null) {
            warnIfPerfect(distribution.estimate(), "so has every resample: use stats auc");
        }
        double level = confidence.level();
        ConfidenceInterval interval = switch (method) {
            case PERCENTILE -> distribution.percentile(level);
            case BASIC -> distribution.basic(level);
            case NORMAL -> distribution.normal(level);
            case BCA -> distribution.bca(level, influence(truth, first, second, clusters));
        };
        Map<String, Object> json = map();
        json.put("estimate", distribution.estimate());
        putInterval(json, interval);
        json.put("standard_error", distribution.standardError());
        json.put("bias", distribution.bias());
        json.put("resamples_used", distribution.resamplesUsed());
        json.put("method", name(method));
        json.put(
                "convention",
                (second == null ? "area; " : "first minus second area; ")
                        + (stratified ? "stratified" : "ordinary")
                        + (clusters == null ? " resamples of subjects" : " resamples of clusters")
                        + "; quantiles of type 7");
        return json;
    }

    private ResamplingPlan plan(int[] truth, int[] clusters) {
        int count = resamples.count();
        long seed = resamples.seed();
        if (clusters == null) {
            return stratified
                    ? ResamplingPlan.stratified(truth, count, seed)
                    : ResamplingPlan.ordinary(truth.length, count, seed);
        }
        return stratified
                ? ResamplingPlan.stratifiedCluster(clusters, anyDiseased(truth, clusters), count, seed)
                : ResamplingPlan.cluster(clusters, count, seed);
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
        return second == null
                ? Influence.clusterAuc(truth, first, clusters)
                : Influence.clusterAucDifference(truth, first, second, clusters);
    }
}
