package io.github.spectcad.nn.model;

/**
 * What a training starts from that is given no other weights.
 *
 * @since 0.1.0
 */
public enum FirstWeights {
    /** Random weights, as in the paper. */
    RANDOM,

    /**
     * The {@link PretrainedModel} on the class path for its backbone, input and size of maps, random weights where there is
     * none. The model's description has the fingerprint of the weights it started from.
     */
    PRETRAINED
}
