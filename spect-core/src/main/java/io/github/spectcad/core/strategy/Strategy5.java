package io.github.spectcad.core.strategy;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingStrategy;

/**
 * Strategy 5 of the paper: the patients of strategy 2, where the model trained by strategy 1 labels those without
 * angiography (semi-supervised).
 */
public final class Strategy5 implements TrainingStrategy {
    @Override
    public String id() {
        return "strategy-5";
    }

    @Override
    public String title() {
        return "Strategy 5: angiography, and labels predicted by strategy 1 where there is none";
    }

    @Override
    public TrainingPlan plan(Cohort cohort, CohortSplit split) {
        Assignments assignments = new Assignments(id(), cohort);
        return assignments.pseudoLabelPlan(split, "strategy-1");
    }
}
