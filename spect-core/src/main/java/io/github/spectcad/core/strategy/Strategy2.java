package io.github.spectcad.core.strategy;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingPlan.Assignment;
import io.github.spectcad.core.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Strategy 2 of the paper: angiography labels the training patients (141), expert readings those without angiography
 * (659), all of whom train; angiography labels the validation patients (40).
 */
public final class Strategy2 implements TrainingStrategy {
    @Override
    public String id() {
        return "strategy-2";
    }

    @Override
    public String title() {
        return "Strategy 2: angiography, and expert readings where there is none, to train";
    }

    @Override
    public TrainingPlan plan(Cohort cohort, CohortSplit split) {
        Assignments assignments = new Assignments(id(), cohort);
        List<Assignment> train = new ArrayList<>(assignments.angiography(split.train()));
        train.addAll(assignments.expertReadings(split.expertOnly()));
        return new TrainingPlan(
                Reference.ICA,
                assignments.requireBothClasses(train),
                assignments.angiography(split.validation()),
                Optional.empty(),
                Optional.empty());
    }
}
