package io.github.spectcad.nn.train;

import io.github.spectcad.nn.model.TrainedModel;

/** The listener asked for the end, or the thread was interrupted. */
public final class TrainingCancelledException extends TrainingStoppedException {
    private static final long serialVersionUID = 1L;

    TrainingCancelledException(int epoch, TrainedModel bestModel) {
        super("training was cancelled in epoch " + epoch, bestModel);
    }
}
