package io.github.spectcad.cli;

import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How an evaluation is shown. */
final class EvaluationText {
    private EvaluationText() {}

    /** The measures of each analysis, by its id. */
    static Map<String, Object> json(Evaluation evaluation) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (Metrics metrics : evaluation.metrics()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("tp", metrics.counts().truePositives());
            values.put("tn", metrics.counts().trueNegatives());
            values.put("fp", metrics.counts().falsePositives());
            values.put("fn", metrics.counts().falseNegatives());
            metrics.byName().forEach((name, estimate) -> {
                values.put(name, estimate.value());
                values.put(name + "_ci", List.of(estimate.lower(), estimate.upper()));
            });
            Optional.ofNullable(evaluation.oneClass().get(metrics.analysis()))
                    .ifPresent(reason -> values.put("undefined", reason));
            if (metrics.analysis() == Analysis.PER_VESSEL) {
                Estimate clustered = evaluation.clusteredAuc();
                values.put("auc_obuchowski_ci", List.of(clustered.lower(), clustered.upper()));
            }
            result.put(metrics.analysis().id(), values);
        }
        return result;
    }

    /** A table of the measures, and the reasons where some are undefined. */
    static String table(Evaluation evaluation) {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "%-12s %4s %4s %4s %4s", "", "TP", "TN", "FP", "FN"));
        List<String> names = List.copyOf(evaluation.metrics().get(0).byName().keySet());
        names.forEach(name -> text.append(String.format(Locale.ROOT, "  %-20s", name.replace('_', ' '))));
        text.append('\n');
        for (Metrics metrics : evaluation.metrics()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %4d %4d %4d %4d",
                    metrics.analysis().title(),
                    metrics.counts().truePositives(),
                    metrics.counts().trueNegatives(),
                    metrics.counts().falsePositives(),
                    metrics.counts().falseNegatives()));
            metrics.byName()
                    .values()
                    .forEach(estimate -> text.append(String.format(Locale.ROOT, "  %-20s", text(estimate))));
            text.append('\n');
        }
        evaluation.oneClass().values().forEach(reason -> text.append('\n').append(reason));
        return text.toString();
    }

    /** A measure with its interval, where there is one. */
    static String text(Estimate estimate) {
        if (Double.isNaN(estimate.value())) {
            return "undefined";
        }
        return Double.isNaN(estimate.lower()) || Double.isNaN(estimate.upper())
                ? String.format(Locale.ROOT, "%.3f [none]", estimate.value())
                : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", estimate.value(), estimate.lower(), estimate.upper());
    }
}
