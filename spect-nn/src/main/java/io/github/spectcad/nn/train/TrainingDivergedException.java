package io.github.spectcad.nn.train;

import io.github.spectcad.nn.model.TrainedModel;

/** The loss, or a prediction for a validation patient, became NaN or infinite. */
public final class TrainingDivergedException extends TrainingStoppedException {
    private static final long serialVersionUID = 1L;

    TrainingDivergedException(int epoch, String where, double learningRate, TrainedModel bestModel) {
        super(
                "training diverged in epoch " + epoch + ": " + where + " at learning rate " + learningRate
                        + "; train with a smaller learning rate"
                        + (bestModel == null ? "" : ", or use the best model so far, which is kept"),
                bestModel);
    }
}
