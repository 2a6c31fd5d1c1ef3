package io.github.spectcad.core;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a training strategy declares: who trains and validates with which labels, and what must be trained before.
 *
 * @param reference the reference standard the trained model is evaluated against
 * @param train the training patients
 * @param validation the validation patients, none of whom train
 * @param initialWeights id of the strategy whose trained model gives the initial weights, if any
 * @param teacher id of the strategy whose trained model gives the pseudo-labels; present exactly where a patient has one
 */
public record TrainingPlan(
        Reference reference,
        List<Assignment> train,
        List<Assignment> validation,
        Optional<String> initialWeights,
        Optional<String> teacher) {
    /** Checks the values. */
    public TrainingPlan {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(initialWeights, "initialWeights");
        Objects.requireNonNull(teacher, "teacher");
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        Set<String> seen = new HashSet<>();
        boolean pseudo = false;
        for (List<Assignment> part : List.of(train, validation)) {
            for (Assignment assignment : part) {
                if (!seen.add(assignment.patientId())) {
                    throw new IllegalArgumentException(
                            "patient '" + assignment.patientId() + "' occurs twice in the plan");
                }
                pseudo |= assignment.labels() == LabelSource.PSEUDO_LABEL;
            }
        }
        if (pseudo != teacher.isPresent()) {
            throw new IllegalArgumentException(
                    pseudo
                            ? "the plan has pseudo-labelled patients but no teacher strategy"
                            : "the plan has a teacher strategy but no pseudo-labelled patient");
        }
    }

    /**
     * One patient's part in the training.
     *
     * @param patientId the patient
     * @param labels where the patient's labels come from
     */
    public record Assignment(String patientId, LabelSource labels) {
        /** Checks the values. */
        public Assignment {
            Objects.requireNonNull(patientId, "patientId");
            Objects.requireNonNull(labels, "labels");
        }
    }
}
