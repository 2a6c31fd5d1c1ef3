package io.github.spectcad.nn.graph;

import java.util.Objects;

/**
 * What Adam carries from step to step. Large: arrays are handed over, not copied.
 *
 * @param steps updates so far, at least 0
 * @param firstMoment decayed mean of the gradients, laid out as the trainable parameters
 * @param secondMoment decayed mean of the squared gradients
 */
@SuppressWarnings("ArrayRecordComponent") // hundreds of megabytes: copies and comparisons are left to the owner
public record OptimizerState(long steps, float[] firstMoment, float[] secondMoment) {
    /** Checks the values. */
    public OptimizerState {
        Objects.requireNonNull(firstMoment, "firstMoment");
        Objects.requireNonNull(secondMoment, "secondMoment");
        if (!(steps >= 0) || firstMoment.length != secondMoment.length) {
            throw new IllegalArgumentException("optimizer state has " + steps + " steps and moments of "
                    + firstMoment.length + " and " + secondMoment.length + " values: must not be negative, and equal");
        }
    }
}
