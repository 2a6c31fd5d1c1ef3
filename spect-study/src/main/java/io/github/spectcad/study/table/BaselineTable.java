package io.github.spectcad.study.table;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.evaluation.BaselineComparison;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.factorial.ResultFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The best model of each strategy beside the baselines that were fitted to the same patients and labels. */
public final class BaselineTable {
    private BaselineTable() {}

    /**
     * For each strategy that has baselines a row for its model of the highest AUC per vessel, and one for each baseline.
     *
     * @param folder the study
     * @param models models of one task that look at the maps, with the factor {@code strategy}; at least one
     * @return the table; without rows where there are no baselines
     * @throws IOException if predictions cannot be read
     */
    public static Table of(ResultFolder folder, List<Model> models) throws IOException {
        LabelledPredictions truth = models.get(0).test();
        Map<String, List<Model>> byStrategy = models.stream()
                .collect(Collectors.groupingBy(model -> model.factors().get("strategy")));
        List<List<TableCell>> rows = new ArrayList<>();
        for (String strategy : byStrategy.keySet().stream().sorted().toList()) {
            Map<Baseline, LabelledPredictions> baselines = new EnumMap<>(Baseline.class);
            for (Baseline baseline : Baseline.values()) {
                Optional<List<Prediction>> predictions = folder.baselinePredictions(baseline, strategy);
                if (predictions.isPresent()) {
                    baselines.put(
                            baseline, new LabelledPredictions(truth.reference(), predictions.get(), truth.truth()));
                }
            }
            if (!baselines.isEmpty()) {
                rows.addAll(rows(strategy, byStrategy.get(strategy), baselines));
            }
        }
        return new Table(
                "Test AUC of the best model of each strategy that looks at the maps, and of the baselines fitted to the same"
                        + " patients and labels; p by DeLong's test per vessel with vessels clustered in patients, which ignores that the best was selected",
                List.of("Strategy", "Model", "Per vessel", "Per patient", "p against the model", "Verdict"),
                rows);
    }

    private static List<List<TableCell>> rows(
            String strategy, List<Model> models, Map<Baseline, LabelledPredictions> baselines) {
        Map<Model, BaselineComparison> comparisons = models.stream()
                .collect(Collectors.toMap(model -> model, model -> BaselineComparison.of(model.test(), baselines)));
        Model best = models.stream()
                .max(Comparator.comparingDouble(model -> comparisons.get(model).auc()))
                .orElseThrow();
        BaselineComparison comparison = comparisons.get(best);
        long better = comparisons.values().stream()
                .filter(BaselineComparison::isBetter)
                .count();
        List<List<TableCell>> rows = new ArrayList<>();
        rows.add(List.of(
                TableCell.text(strategy),
                TableCell.text(best.name()),
                TableCell.share(comparison.auc()),
                TableCell.share(comparison.patientAuc()),
                TableCell.text(""),
                TableCell.text((comparison.isBetter() ? "better than" : "NOT better than") + " the best baseline, as "
                        + (comparison.isBetter() ? better + " of " : "none of ") + models.size() + " models")));
        for (BaselineComparison.Row row : comparison.baselines()) {
            rows.add(List.of(
                    TableCell.text(strategy),
                    TableCell.text(row.baseline().id()),
                    TableCell.share(row.auc()),
                    TableCell.share(row.patientAuc()),
                    TableCell.pValue(row.pValue()),
                    TableCell.text("baseline")));
        }
        return rows;
    }
}
