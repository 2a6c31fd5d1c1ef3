package io.github.spectcad.core.strategy;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingStrategy;
import java.util.Optional;

/**
 * Strategy 4 of the paper: the patients and labels of strategy 1, starting from the weights trained for task 1.
 */
public final class Strategy4 implements TrainingStrategy {
    @Override
    public String id() {
        return "strategy-4";
    }

    @Override
    public String title() {
        return "Strategy 4: angiography alone, starting from the weights of task 1";
    }

    @Override
    public TrainingPlan plan(Cohort cohort, CohortSplit split) {
        Assignments assignments = new Assignments(id(), cohort);
        return new TrainingPlan(
                Reference.ICA,
                assignments.requireBothClasses(assignments.angiography(split.train())),
                assignments.angiography(split.validation()),
                Optional.of("task-1"),
                Optional.empty());
    }
}
