package io.github.spectcad.core.strategy;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingStrategy;

/**
 * Strategy 6 of the paper: the patients of strategy 2, where the model trained by strategy 4 labels those without
 * angiography (transfer and semi-supervised).
 */
public final class Strategy6 implements TrainingStrategy {
    @Override
    public String id() {
        return "strategy-6";
    }

    @Override
    public String title() {
        return "Strategy 6: angiography, and labels predicted by strategy 4 where there is none";
    }

    @Override
    public TrainingPlan plan(Cohort cohort, CohortSplit split) {
        Assignments assignments = new Assignments(id(), cohort);
        return assignments.pseudoLabelPlan(split, "strategy-4");
    }
}
