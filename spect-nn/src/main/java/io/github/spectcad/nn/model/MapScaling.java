package io.github.spectcad.nn.model;

/**
 * What happens to the maps before the network sees them.
 *
 * @since 0.1.0
 */
public enum MapScaling {
    /** Nothing, as in the paper: values in [0, 1]. */
    NONE,

    /** Standardised as {@link MapScaler} does, by mean and standard deviation of the training patients' maps. */
    STANDARDISED
}
