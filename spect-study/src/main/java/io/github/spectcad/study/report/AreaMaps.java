package io.github.spectcad.study.report;

import io.github.spectcad.study.comparison.AnalysisComparison;
import io.github.spectcad.study.comparison.ComparedModels;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.figure.Figure;
import io.github.spectcad.study.figure.HeatMapFigure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The areas of all models of a study as heat maps, all on one scale: from the smallest to the largest, in steps of 0.05. */
final class AreaMaps {
    private static final int SCALE_STEPS = 20;

    private final ComparedModels compared;
    private final Map<Map<String, String>, Integer> byFactors = new HashMap<>();
    private final double from;
    private final double to;

    AreaMaps(ComparedModels compared, List<AnalysisComparison> comparisons) {
        this.compared = compared;
        double smallest = 1;
        double largest = 0;
        for (int i = 0; i < compared.models().size(); i++) {
            byFactors.put(compared.models().get(i).factors(), i);
            for (AnalysisComparison comparison : comparisons) {
                smallest = Math.min(smallest, comparison.area(i));
                largest = Math.max(largest, comparison.area(i));
            }
        }
        from = Math.floor(smallest * SCALE_STEPS) / SCALE_STEPS;
        to = Math.max(Math.ceil(largest * SCALE_STEPS), Math.floor(smallest * SCALE_STEPS) + 1) / SCALE_STEPS;
    }

    /** The levels of a factor in the order of the models; none where the models do not have it. */
    Set<String> levels(String factor) {
        Set<String> levels = new LinkedHashSet<>();
        for (Model model : compared.models()) {
            if (model.factors().containsKey(factor)) {
                levels.add(model.factors().get(factor));
            }
        }
        return levels;
    }

    /** A map for each strategy and augmentation would be small: one for each augmentation, strategies side by side. */
    List<Figure> draw(AnalysisComparison comparison) {
        if (levels("backbone").isEmpty()
                || levels("strategy").isEmpty()
                || levels("input").isEmpty()) {
            return List.of();
        }
        return List.copyOf(levels("augmentation")).parallelStream()
                .map(augmentation -> draw(comparison, augmentation))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The map of one augmentation; null where no model has it. */
    private Figure draw(AnalysisComparison comparison, String augmentation) {
        List<String> backbones = comparison.levels("backbone");
        Set<String> strategies = levels("strategy");
        List<String> columns = new ArrayList<>();
        List<List<Double>> values = new ArrayList<>();
        backbones.forEach(backbone -> values.add(new ArrayList<>()));
        for (String strategy : strategies) {
            for (String input : levels("input")) {
                columns.add(strategies.size() > 1 ? strategy + " " + input : input);
                for (int row = 0; row < backbones.size(); row++) {
                    Integer model = byFactors.get(Map.of(
                            "strategy",
                            strategy,
                            "augmentation",
                            augmentation,
                            "backbone",
                            backbones.get(row),
                            "input",
                            input));
                    values.get(row).add(model == null ? Double.NaN : comparison.area(model));
                }
            }
        }
        if (values.stream().flatMap(List::stream).allMatch(value -> value.isNaN())) {
            return null;
        }
        return HeatMapFigure.draw(
                "AUC " + Scope.of(comparison, comparison.analysis()).brief() + ", " + augmentation + " augmentation",
                backbones,
                columns,
                values,
                from,
                to);
    }
}
