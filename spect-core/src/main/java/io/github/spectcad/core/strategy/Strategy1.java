package io.github.spectcad.core.strategy;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingStrategy;
import java.util.Optional;

/**
 * Strategy 1 of the paper: angiography labels the training (141) and validation patients (40).
 */
public final class Strategy1 implements TrainingStrategy {
    @Override
    public String id() {
        return "strategy-1";
    }

    @Override
    public String title() {
        return "Strategy 1: angiography alone";
    }

    @Override
    public TrainingPlan plan(Cohort cohort, CohortSplit split) {
        Assignments assignments = new Assignments(id(), cohort);
        return new TrainingPlan(
                Reference.ICA,
                assignments.requireBothClasses(assignments.angiography(split.train())),
                assignments.angiography(split.validation()),
                Optional.empty(),
                Optional.empty());
    }
}
