package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.core.TrainingStrategy;
import io.github.spectcad.core.spi.ProviderCatalog;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which cell must be trained before which: a cell that starts from, or is taught by, the model of another strategy needs the
 * cell of that strategy with the same backbone, input and augmentation. Each is trained once and shared; one that the study
 * does not list is added.
 */
public final class CellGraph {
    private final Map<String, TrainingPlan> plans = new LinkedHashMap<>();
    private final Map<Cell, List<Cell>> needs = new LinkedHashMap<>();

    private CellGraph() {}

    /**
     * Derives the graph from the strategies' plans.
     *
     * @param cells the cells of a study
     * @param cohort the patients
     * @param split the parts
     * @return the graph
     * @throws io.github.spectcad.core.spi.ProviderNotFoundException if a strategy is not on the class path
     * @throws IllegalArgumentException if strategies need each other in a circle, or the cohort lacks what one needs
     */
    public static CellGraph of(List<Cell> cells, Cohort cohort, CohortSplit split) {
        CellGraph graph = new CellGraph();
        ProviderCatalog<TrainingStrategy> strategies = TrainingStrategies.load();
        for (Cell cell : cells) {
            graph.add(cell, strategies, cohort, split, new LinkedHashSet<>());
        }
        return graph;
    }

    private void add(
            Cell cell,
            ProviderCatalog<TrainingStrategy> strategies,
            Cohort cohort,
            CohortSplit split,
            Set<String> above) {
        if (needs.containsKey(cell)) {
            return;
        }
        if (!above.add(cell.strategy())) {
            throw new IllegalArgumentException("the training strategies " + above + " need each other in a circle");
        }
        TrainingPlan plan = plans.computeIfAbsent(
                cell.strategy(), id -> strategies.require(id).plan(cohort, split));
        requireNoTestPatient(cell.strategy(), plan, split);
        List<Cell> needed = Stream.concat(plan.initialWeights().stream(), plan.teacher().stream())
                .distinct()
                .map(cell::withStrategy)
                .toList();
        for (Cell other : needed) {
            add(other, strategies, cohort, split, new LinkedHashSet<>(above));
        }
        needs.put(cell, needed);
    }

    private static void requireNoTestPatient(String strategy, TrainingPlan plan, CohortSplit split) {
        Set<String> test = Set.copyOf(split.test());
        Stream.concat(plan.train().stream(), plan.validation().stream())
                .map(TrainingPlan.Assignment::patientId)
                .filter(test::contains)
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("training strategy " + strategy
                            + " plans to train or validate on" + " the test patient '" + id + "'");
                });
    }

    /** {@return all cells, each after those it needs} */
    public List<Cell> inOrder() {
        return List.copyOf(needs.keySet());
    }

    /**
     * What a cell needs.
     *
     * @param cell the cell
     * @return the cells to be trained before it
     */
    public List<Cell> needs(Cell cell) {
        return needs.get(cell);
    }

    /**
     * How a cell is trained.
     *
     * @param cell the cell
     * @return the plan of its strategy
     */
    public TrainingPlan plan(Cell cell) {
        return plans.get(cell.strategy());
    }
}
