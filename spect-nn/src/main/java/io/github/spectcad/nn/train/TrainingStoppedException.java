package io.github.spectcad.nn.train;

import io.github.spectcad.nn.model.TrainedModel;
import java.util.Optional;

/** A training ended before its time; the best model of the epochs that were done is kept. */
public abstract sealed class TrainingStoppedException extends RuntimeException
        permits TrainingCancelledException, TrainingDivergedException {
    private static final long serialVersionUID = 1L;

    private final transient TrainedModel bestModel;

    TrainingStoppedException(String message, TrainedModel bestModel) {
        super(message);
        this.bestModel = bestModel;
    }

    /** {@return the model of the best epoch, to be closed; empty if no epoch was done} */
    public Optional<TrainedModel> bestModel() {
        return Optional.ofNullable(bestModel);
    }
}
