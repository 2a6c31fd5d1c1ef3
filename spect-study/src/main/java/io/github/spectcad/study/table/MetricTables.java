package io.github.spectcad.study.table;

import io.github.spectcad.stats.ConfusionMatrix;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Evaluations as tables. */
public final class MetricTables {
    /** The columns. */
    static final List<String> HEADER = List.of(
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
        List<List<TableCell>> rows = new ArrayList<>();
        for (Analysis analysis : analyses) {
            models.forEach((name, evaluation) -> rows.add(row(name, evaluation.metrics(analysis))));
        }
        return new Table(caption, HEADER, rows);
    }

    /** The row of one model in one analysis: a cell for each column of {@link #HEADER}. */
    static List<TableCell> row(String name, Metrics metrics) {
        List<TableCell> row =
                new ArrayList<>(List.of(TableCell.text(metrics.analysis().title()), TableCell.text(name)));
        row.addAll(counts(metrics.counts()));
        metrics.byName().values().forEach(estimate -> row.add(TableCell.share(estimate)));
        return row;
    }

    /** TP, TN, FP, FN. */
    static List<TableCell> counts(ConfusionMatrix counts) {
        return List.of(
                TableCell.count(counts.truePositives()),
                TableCell.count(counts.trueNegatives()),
                TableCell.count(counts.falsePositives()),
                TableCell.count(counts.falseNegatives()));
    }
}
