package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.BestModelBootstrap;
import io.github.spectcad.stats.ResamplingPlan;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spect stats best-model}. */
@Command(
        name = "best-model",
        description =
                "The area of the best of several scores, corrected for having been selected on the same subjects: the"
                        + " selection is repeated on each resample (with --cluster of clusters, else within each class).",
        mixinStandardHelpOptions = true)
final class BestModelCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Clustered clustered;

    @Mixin
    private Scores scores;

    @Mixin
    private Resamples resamples;

    @Override
    Map<String, Object> result() throws IOException {
        Table table = labels.read();
        int[] truth = labels.of(table);
        int[] clusters = clustered.read(table);
        ResamplingPlan plan = clusters == null
                ? ResamplingPlan.stratified(truth, resamples.count(), resamples.seed())
                : ResamplingPlan.cluster(clusters, resamples.count(), resamples.seed());
        BestModelBootstrap best = BestModelBootstrap.of(plan, truth, scores.read(table));
        Map<String, Object> json = map();
        json.put("best", scores.name(best.best()));
        json.put("apparent_auc", best.apparentAuc());
        json.put("optimism", best.optimism());
        json.put("corrected_auc", best.correctedAuc());
        json.put("out_of_bag_auc", best.outOfBagAuc());
        Map<String, Object> shares = map();
        double[] frequencies = best.selectionFrequencies();
        for (int k = 0; k < frequencies.length; k++) {
            shares.put(scores.name(k), frequencies[k]);
        }
        json.put("selected", shares);
        json.put("resamples_used", best.resamplesUsed());
        json.put("method", "bootstrap of the selection, optimism subtracted; out of bag after Tsamardinos 2018");
        json.put("convention", "of equal areas the first score is the best");
        return json;
    }
}
