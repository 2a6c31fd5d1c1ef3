package io.github.spectcad.core.strategy;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.StratifiedSampling;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingPlan.Assignment;
import io.github.spectcad.core.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Strategy 3 of the paper: as strategy 2, but the patients with expert readings only are divided over training and
 * validation in the same proportion as those with angiography (514 and 145; in all 655 and 185), stratified by the joint
 * pattern of the readers' labels. The division depends on the split alone.
 */
public final class Strategy3 implements TrainingStrategy {
    @Override
    public String id() {
        return "strategy-3";
    }

    @Override
    public String title() {
        return "Strategy 3: angiography, and expert readings where there is none, to train and validate";
    }

    @Override
    public TrainingPlan plan(Cohort cohort, CohortSplit split) {
        Assignments assignments = new Assignments(id(), cohort);
        List<Assignment> train = new ArrayList<>(assignments.angiography(split.train()));
        List<Assignment> validation = new ArrayList<>(assignments.angiography(split.validation()));
        List<Assignment> expertOnly = assignments.expertReadings(split.expertOnly());
        Set<String> validating = StratifiedSampling.draw(
                expertOnly.stream().map(Assignment::patientId).toList(),
                id -> cohort.patient(id).expertReading().orElseThrow().labels(),
                (int) ((long) expertOnly.size() * validation.size() / (train.size() + validation.size())),
                split.train().hashCode());
        for (Assignment assignment : expertOnly) {
            (validating.contains(assignment.patientId()) ? validation : train).add(assignment);
        }
        return new TrainingPlan(
                Reference.ICA, assignments.requireBothClasses(train), validation, Optional.empty(), Optional.empty());
    }
}
