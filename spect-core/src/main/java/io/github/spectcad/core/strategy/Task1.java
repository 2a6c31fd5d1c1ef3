package io.github.spectcad.core.strategy;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Task 1 of the paper: learn the readers' diagnosis. The expert readings label all training patients, with and without
 * angiography (800 in the paper), and the validation patients (40). Patients without a reading are left out.
 */
public final class Task1 implements TrainingStrategy {
    @Override
    public String id() {
        return "task-1";
    }

    @Override
    public String title() {
        return "Task 1: the readers' diagnosis, learned from the expert readings of all patients";
    }

    @Override
    public TrainingPlan plan(Cohort cohort, CohortSplit split) {
        Assignments assignments = new Assignments(id(), cohort);
        List<String> train = new ArrayList<>(split.train());
        train.addAll(split.expertOnly());
        return new TrainingPlan(
                Reference.ER,
                assignments.requireBothClasses(assignments.expertReadings(train)),
                assignments.expertReadings(split.validation()),
                Optional.empty(),
                Optional.empty());
    }
}
