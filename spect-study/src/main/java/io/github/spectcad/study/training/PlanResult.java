package io.github.spectcad.study.training;

import io.github.spectcad.nn.train.PseudoLabels;
import io.github.spectcad.nn.train.TrainingResult;
import java.util.Objects;

/**
 * The result of training a plan.
 *
 * @param training the model, to be closed, and its epochs
 * @param trainingPatients how many patients trained
 * @param validationPatients how many patients validated
 * @param pseudoLabels the teacher's labels; {@link PseudoLabels#NONE} where there is no teacher
 * @since 0.1.0
 */
public record PlanResult(
        TrainingResult training, int trainingPatients, int validationPatients, PseudoLabels pseudoLabels) {
    /** Checks the values. */
    public PlanResult {
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(pseudoLabels, "pseudoLabels");
    }
}
