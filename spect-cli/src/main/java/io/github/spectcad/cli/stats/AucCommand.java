package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.Auc.IntervalMethod;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats auc}. */
@Command(
        name = "auc",
        description = "Area under the ROC curve with DeLong's variance (with --cluster Obuchowski's) and an interval.",
        mixinStandardHelpOptions = true)
final class AucCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Confidence confidence;

    @Mixin
    private Clustered clustered;

    @Mixin
    private Score score;

    @Option(
            names = "--interval",
            paramLabel = "NAME",
            defaultValue = "logit-or-newcombe",
            converter = EnumConverter.OfInterval.class,
            description =
                    "wald, wald-clamped (pROC's), logit, newcombe, or logit-or-newcombe: logit, and Newcombe's where the"
                            + " area is 0 or 1 (default: ${DEFAULT-VALUE}).")
    private IntervalMethod method;

    @Override
    Map<String, Object> result() throws IOException {
        Table table = labels.read();
        int[] truth = labels.of(table);
        double[] scores = score.of(table);
        Auc auc = clustered.given() ? Auc.of(truth, scores, clustered.read(table)) : Auc.of(truth, scores);
        warnIfPerfect(auc.value(), "trust Newcombe's interval");
        Map<String, Object> json = map();
        json.put("auc", auc.value());
        json.put("variance", auc.variance());
        json.put("hanley_mcneil_error", auc.hanleyMcNeilStandardError());
        putInterval(json, auc.interval(method, confidence.level()));
        json.put("n_positive", auc.positives());
        json.put("n_negative", auc.negatives());
        json.put("method", clustered.given() ? "Obuchowski 1997, clustered" : "DeLong 1988");
        json.put("interval", name(method));
        json.put(
                "convention",
                "higher score: more diseased; ties count half"
                        + (clustered.given()
                                ? "; n_positive and n_negative count clusters with such an observation"
                                : ""));
        return json;
    }
}
