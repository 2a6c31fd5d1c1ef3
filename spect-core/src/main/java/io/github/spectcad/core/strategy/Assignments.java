package io.github.spectcad.core.strategy;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingPlan.Assignment;
import io.github.spectcad.core.VesselLabels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pieces the plans are put together from. */
final class Assignments {
    private final String strategyId;
    private final Cohort cohort;

    Assignments(String strategyId, Cohort cohort) {
        this.strategyId = strategyId;
        this.cohort = cohort;
    }

    /** All the patients, labelled by angiography, which each must have. */
    List<Assignment> angiography(List<String> ids) {
        for (PatientStudy patient : cohort.patients(ids)) {
            if (patient.angiography().isEmpty()) {
                throw new IllegalArgumentException(strategyId + " needs angiography of the patients it trains and"
                        + " validates on, patient " + patient.patientId() + " has none");
            }
        }
        return ids.stream()
                .map(id -> new Assignment(id, LabelSource.ANGIOGRAPHY))
                .toList();
    }

    /** Those patients that have an expert reading; at least one must. */
    List<Assignment> expertReadings(List<String> ids) {
        List<Assignment> assignments = cohort.patients(ids).stream()
                .filter(patient -> patient.expertReading().isPresent())
                .map(patient -> new Assignment(patient.patientId(), LabelSource.EXPERT_READING))
                .toList();
        if (assignments.isEmpty()) {
            throw new IllegalArgumentException(strategyId + " needs expert readings, and none of the " + ids.size()
                    + " patients it would take them of has one: give score_* or er_* columns");
        }
        return assignments;
    }

    /** Angiography labels training and validation, the teacher's model labels the others. */
    TrainingPlan pseudoLabelPlan(CohortSplit split, String teacher) {
        if (split.expertOnly().isEmpty()) {
            throw new IllegalArgumentException(strategyId + " needs patients without angiography, there are none");
        }
        List<Assignment> train = new ArrayList<>(requireBothClasses(angiography(split.train())));
        for (String id : split.expertOnly()) {
            train.add(new Assignment(id, LabelSource.PSEUDO_LABEL));
        }
        return new TrainingPlan(
                Reference.ICA, train, angiography(split.validation()), Optional.empty(), Optional.of(teacher));
    }

    /** Refuses training labels that are all normal or all diseased. */
    List<Assignment> requireBothClasses(List<Assignment> train) {
        Set<Boolean> classes = new HashSet<>();
        for (Assignment assignment : train) {
            PatientStudy patient = cohort.patient(assignment.patientId());
            VesselLabels labels = switch (assignment.labels()) {
                case ANGIOGRAPHY -> patient.angiography().orElseThrow().labels();
                case EXPERT_READING -> patient.expertReading().orElseThrow().labels();
                case PSEUDO_LABEL -> throw new IllegalArgumentException("pseudo-labels are not known yet");
            };
            classes.addAll(List.of(labels.lad(), labels.rca(), labels.lcx()));
        }
        if (classes.size() < 2) {
            throw new IllegalArgumentException(
                    strategyId + " needs normal and diseased vessels to train on: all of its "
                            + train.size() + " training patients have "
                            + (classes.contains(true) ? "only diseased" : "no diseased")
                            + " vessels");
        }
        return train;
    }
}
