package io.github.spectcad.study.comparison;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.evaluation.BaselineComparison;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.report.Numbers;
import io.github.spectcad.study.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The best model of each strategy beside the baselines that were fitted to the same patients and labels. */
final class BaselineTable {
    private BaselineTable() {}

    /** One row for each strategy that has baselines; the best model is the one of the highest AUC per vessel. */
    static Table of(ResultFolder folder, List<Model> models, LabelledPredictions truth) throws IOException {
        Map<String, List<Model>> byStrategy = models.stream()
                .collect(Collectors.groupingBy(model -> model.factors().get("strategy")));
        List<List<String>> rows = new ArrayList<>();
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
                        + " patients and labels; p by DeLong's test per vessel, which ignores that the best was selected",
                List.of("Strategy", "Model", "Per vessel", "Per patient", "p against the model", "Verdict"),
                rows);
    }

    private static List<List<String>> rows(
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
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                strategy,
                best.name(),
                Numbers.share(comparison.auc()),
                Numbers.share(comparison.patientAuc()),
                "",
                (comparison.isBetter() ? "better than" : "NOT better than") + " the best baseline, as "
                        + (comparison.isBetter() ? better + " of " : "none of ") + models.size() + " models"));
        for (BaselineComparison.Row row : comparison.baselines()) {
            rows.add(List.of(
                    strategy,
                    row.baseline().id(),
                    Numbers.share(row.auc()),
                    Numbers.share(row.patientAuc()),
                    Numbers.pValue(row.pValue()),
                    "baseline"));
        }
        return rows;
    }
}
