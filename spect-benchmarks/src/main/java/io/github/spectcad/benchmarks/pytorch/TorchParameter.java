package io.github.spectcad.benchmarks.pytorch;

import java.util.List;

/**
 * A parameter of a network in PyTorch.
 *
 * @param name {@code layer/parameter}, Keras' names
 * @param dimensions extents; kernels are [output, input / groups, height, width], those of dense layers [input, output]
 * @param kind what it is
 */
record TorchParameter(String name, List<Long> dimensions, Kind kind) {
    TorchParameter {
        dimensions = List.copyOf(dimensions);
    }

    /** What a parameter is, which decides its first values and whether it is trained. */
    enum Kind {
        /** Glorot uniform at first. */
        KERNEL,
        /** 0 at first: biases, beta. */
        OFFSET,
        /** 1 at first. */
        GAMMA,
        MOVING_MEAN,
        MOVING_VARIANCE;

        boolean trainable() {
            return this != MOVING_MEAN && this != MOVING_VARIANCE;
        }
    }

    int size() {
        return Math.toIntExact(dimensions.stream().reduce(1L, (a, b) -> a * b));
    }
}
