package io.github.spectcad.study.training;

import io.github.spectcad.nn.train.EnsembleTrainer;
import io.github.spectcad.nn.train.PseudoLabels;
import io.github.spectcad.nn.train.TrainingResult;
import java.util.List;
import java.util.Objects;

/**
 * The result of training a plan.
 *
 * @param training the model, to be closed, and its epochs
 * @param folds who trained and validated with which labels; one, unless several folds were asked for
 * @param pseudoLabels the teacher's labels; {@link PseudoLabels#NONE} where there is no teacher
 * @since 0.1.0
 */
public record PlanResult(TrainingResult training, List<EnsembleTrainer.Fold> folds, PseudoLabels pseudoLabels) {
    /** Checks the values. */
    public PlanResult {
        Objects.requireNonNull(training, "training");
        folds = List.copyOf(folds);
        Objects.requireNonNull(pseudoLabels, "pseudoLabels");
    }

    /** {@return how many patients trained} */
    public int trainingPatients() {
        return training.model().description().data().trainingPatients();
    }

    /** {@return how many patients validated} */
    public int validationPatients() {
        return training.model().description().data().validationPatients();
    }
}
