package io.github.spectcad.study.report;

import io.github.spectcad.stats.ConfusionMatrix;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Evaluations as tables. */
public final class MetricTables {
    /** The columns. */
    public static final List<String> HEADER = List.of(
            "Analysis",
            "Model",
            "TP",
            "TN",
            "FP",
            "FN",
            "AUC",
            "Accuracy",
            "Sensitivity",
            "Specificity",
            "Precision",
            "Balanced accuracy");

    private MetricTables() {}

    /**
     * All measures of several models in some analyses, a row for each model and analysis.
     *
     * @param caption what the table shows
     * @param models evaluations by the name of their model
     * @param analyses the analyses
     * @return the table
     */
    public static Table of(String caption, Map<String, Evaluation> models, List<Analysis> analyses) {
        List<List<String>> rows = new ArrayList<>();
        for (Analysis analysis : analyses) {
            models.forEach((name, evaluation) -> rows.add(row(name, evaluation.metrics(analysis))));
        }
        return new Table(caption + clusteredAreas(models, analyses), HEADER, rows);
    }

    /** What a caption says of the areas per vessel beside their bootstrap intervals. */
    private static String clusteredAreas(Map<String, Evaluation> models, List<Analysis> analyses) {
        if (!analyses.contains(Analysis.PER_VESSEL)) {
            return "";
        }
        return models.entrySet().stream()
                .map(model -> model.getKey() + " " + Numbers.interval(model.getValue().clusteredAuc()))
                .collect(Collectors.joining("; ", ". AUC per vessel with Obuchowski's interval for vessels of a patient: ", ""));
    }

    /**
     * The row of one model in one analysis.
     *
     * @param name name of the model
     * @param metrics its measures
     * @return a cell for each column of {@link #HEADER}
     */
    public static List<String> row(String name, Metrics metrics) {
        ConfusionMatrix counts = metrics.counts();
        List<String> row = new ArrayList<>(List.of(metrics.analysis().title(), name));
        for (long count : new long[] {
            counts.truePositives(), counts.trueNegatives(), counts.falsePositives(), counts.falseNegatives()
        }) {
            row.add(Long.toString(count));
        }
        metrics.byName().values().forEach(estimate -> row.add(Numbers.interval(estimate)));
        return row;
    }
}
