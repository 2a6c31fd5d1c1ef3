package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.ClusteredProportion;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.ConfusionMatrix;
import io.github.spectcad.stats.PredictiveValues;
import io.github.spectcad.stats.ProportionInterval;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats confusion}. */
@Command(
        name = "confusion",
        description = "Counts and measures of accuracy at a threshold, with intervals; 0/0 is null.",
        mixinStandardHelpOptions = true)
final class ConfusionCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Confidence confidence;

    @Mixin
    private Clustered clustered;

    @Mixin
    private Score score;

    @Option(
            names = "--threshold",
            required = true,
            paramLabel = "T",
            description = "A subject is called diseased if its score is at least this.")
    private double threshold;

    @Option(
            names = "--interval",
            paramLabel = "NAME",
            defaultValue = "wilson",
            converter = EnumConverter.OfProportionInterval.class,
            description =
                    "wilson or clopper-pearson (default: ${DEFAULT-VALUE}); with --cluster Wilson's for the effective"
                            + " number of observations.")
    private ProportionInterval interval;

    @Option(
            names = "--prevalence",
            paramLabel = "P",
            description =
                    "Also give the predictive values at this prevalence, with logit intervals for independent cases.")
    private Double prevalence;

    @Override
    Map<String, Object> result() throws IOException {
        Table table = labels.read();
        int[] truth = labels.of(table);
        double[] scores = score.of(table);
        ConfusionMatrix matrix = ConfusionMatrix.at(truth, scores, threshold);
        Map<String, Object> json = map();
        json.put("threshold", threshold);
        json.put("TP", matrix.truePositives());
        json.put("TN", matrix.trueNegatives());
        json.put("FP", matrix.falsePositives());
        json.put("FN", matrix.falseNegatives());
        json.put("accuracy", matrix.accuracy());
        json.put("sensitivity", matrix.sensitivity());
        json.put("specificity", matrix.specificity());
        json.put("precision", matrix.precision());
        json.put("npv", matrix.negativePredictiveValue());
        json.put("f1", matrix.f1());
        json.put("balanced_accuracy", matrix.balancedAccuracy());
        json.put("youden_j", matrix.youdenIndex());
        json.put("mcc", matrix.matthewsCorrelation());
        json.put("kappa", matrix.kappa());
        json.put("lr_plus", matrix.positiveLikelihoodRatio());
        json.put("lr_minus", matrix.negativeLikelihoodRatio());
        json.put("dor", matrix.diagnosticOddsRatio());
        json.put("prevalence", matrix.prevalence());
        json.put(
                "intervals", clustered.given() ? clustered(truth, scores, clustered.read(table)) : independent(matrix));
        if (prevalence != null) {
            PredictiveValues values = PredictiveValues.of(matrix, prevalence, confidence.level());
            Map<String, Object> at = map();
            at.put("prevalence", prevalence);
            at.put("precision", values.positive());
            at.put("precision_interval", limits(values.positiveInterval()));
            at.put("npv", values.negative());
            at.put("npv_interval", limits(values.negativeInterval()));
            json.put("at_prevalence", at);
        }
        json.put("method", clustered.given() ? "ratio of cluster totals, Rao and Scott 1992" : name(interval));
        json.put("convention", "called diseased where score >= threshold");
        return json;
    }

    private Map<String, Object> independent(ConfusionMatrix matrix) {
        double level = confidence.level();
        Map<String, Object> json = map();
        json.put("accuracy", limits(matrix.accuracyInterval(interval, level)));
        json.put("sensitivity", limits(matrix.sensitivityInterval(interval, level)));
        json.put("specificity", limits(matrix.specificityInterval(interval, level)));
        json.put("precision", limits(matrix.precisionInterval(interval, level)));
        json.put("npv", limits(matrix.negativePredictiveValueInterval(interval, level)));
        return json;
    }

    private Map<String, Object> clustered(int[] truth, double[] scores, int[] clusters) {
        int[] called = IntStream.range(0, truth.length)
                .map(i -> scores[i] >= threshold ? 1 : 0)
                .toArray();
        int[] every = IntStream.range(0, truth.length).toArray();
        Map<String, Object> json = map();
        json.put("accuracy", share(every, truth, called, clusters));
        json.put("sensitivity", share(where(truth, 1), truth, called, clusters));
        json.put("specificity", share(where(truth, 0), truth, called, clusters));
        json.put("precision", share(where(called, 1), truth, called, clusters));
        json.put("npv", share(where(called, 0), truth, called, clusters));
        return json;
    }

    static int[] where(int[] values, int value) {
        return IntStream.range(0, values.length).filter(i -> values[i] == value).toArray();
    }

    /** The limits of the share of right decisions among some rows; NaN without rows. */
    private double[] share(int[] rows, int[] truth, int[] called, int[] clusters) {
        if (rows.length == 0) {
            return limits(new ConfidenceInterval(Double.NaN, Double.NaN, confidence.level()));
        }
        int[] right = IntStream.of(rows).map(i -> truth[i] == called[i] ? 1 : 0).toArray();
        int[] ids = IntStream.of(rows).map(i -> clusters[i]).toArray();
        return limits(ClusteredProportion.of(right, ids).interval(confidence.level()));
    }
}
