package io.github.spectcad.nn.layer;

/** How a network is run. */
public enum Mode {
    /** Batch statistics, dropout, gradients of the parameters. */
    TRAINING,
    /** Running statistics, no dropout, no gradients. */
    INFERENCE,
    /** As inference, and gradients with respect to the network's inputs can be asked for. */
    SALIENCY;

    /** {@return whether this is {@link #TRAINING}} */
    public boolean isTraining() {
        return this == TRAINING;
    }
}
